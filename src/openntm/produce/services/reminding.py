"""Reminders of certificates: 90, 30 and 7 days before the last day, and when surveillance is due; each leaves once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.services.outbox import tell
from openntm.office.wording import day_text
from openntm.places.queries import nearest_version
from openntm.produce.models import Certificate, CertificateAct
from openntm.produce.queries.certificates import Standing, surveillance_due, truth_on
from openntm.produce.queries.people import concerned

DAYS_BEFORE = (7, 30, 90)


@dataclass(frozen=True)
class Due:
    """`key` tells it from the reminder before, so that a run that was missed is made up for and none comes twice."""

    certificate: Certificate
    key: str
    subject: str


def remind_of_certificates(*, on: date) -> int:
    """How many people were told now."""
    with translation.override(settings.LANGUAGE_CODE):
        return sum(send(one, on) for one in due_on(on))


def due_on(on: date) -> Iterator[Due]:
    """Only of certificates in force; one that was renewed reminds of nothing."""
    known = Certificate.objects.filter(issued__lte=on, valid_to__gte=on, holder__ended_on__isnull=True)
    for one in known.select_related("holder__place", "place").prefetch_related("acts"):
        if truth_on(one, on).standing == Standing.IN_FORCE and not is_renewed(one, on):
            yield from due_of(one, on)


def is_renewed(one: Certificate, on: date) -> bool:
    return any(act.kind == CertificateAct.Kind.RENEWED and act.day <= on for act in one.acts.all())


def due_of(one: Certificate, on: date) -> Iterator[Due]:
    words = {"certificate": one, "holder": one.holder, "day": day_text(one.last_possible_day)}
    left = (one.last_possible_day - on).days
    if step := next((days for days in DAYS_BEFORE if left <= days), None):
        key = f"certificate.ends:{one.pk}:{one.valid_to}:{step}"
        yield Due(one, key, _("Certificate %(certificate)s of %(holder)s ends on %(day)s") % words)
    due = surveillance_due(one, on)
    if on >= due:
        words["day"] = day_text(due)
        key = f"certificate.surveillance:{one.pk}:{due}"
        yield Due(one, key, _("Surveillance of certificate %(certificate)s of %(holder)s was due on %(day)s") % words)


@transaction.atomic
def send(due: Due, on: date) -> int:
    """To its keepers, the officers of the commune and the office above; nobody's name is in it."""
    unit = nearest_version(due.certificate.place, on)
    url = reverse("produce:certificate", args=[unit.code, on.isoformat(), due.certificate.pk])
    given = {"subject": due.subject, "body": _("Place: %(place)s.") % {"place": unit.full_name}, "url": url}
    people = concerned(due.certificate.holder, on)
    return sum(tell(person=one, key=f"{due.key}:{one.pk}", **given) is not None for one in people)
