"""How pages say crops and days of certificates: `{% load produce %}`."""

from django import template

from openntm.produce.crops import crop_name
from openntm.produce.epcis.vocabulary import unit_word
from openntm.produce.models import Certificate, Designation
from openntm.produce.queries.words import month_or_day

register = template.Library()

register.filter("crop", crop_name)


@register.filter
def issued(certificate: Certificate) -> str:
    return month_or_day(certificate.issued, certificate.issued_month_only)


@register.filter
def designated(one: Designation) -> str:
    return month_or_day(one.day, one.day_month_only)


register.filter("unit_word", unit_word)
