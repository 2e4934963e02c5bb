"""What a public page shows of the supervision of a work."""

from django import template

from openntm.works.models import Work
from openntm.works.queries import supervised

register = template.Library()


@register.simple_tag
def supervision_of(work: Work) -> supervised.Supervised:
    return supervised.supervision_of(work)
