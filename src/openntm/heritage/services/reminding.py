"""Reminders of condition rounds: a year after the last one, or after the site came into the register."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.heritage.models import Site
from openntm.heritage.queries.officers import officers_of
from openntm.heritage.queries.rounds import due_day, last_rounds
from openntm.office.roles import Action
from openntm.office.services import tell
from openntm.office.wording import day_text
from openntm.places.queries import nearest_version


def remind_of_rounds(*, on: date) -> int:
    """How many people were told now; each due day is told of once."""
    with translation.override(settings.LANGUAGE_CODE):
        return sum(send(site, due, on) for site, due in due_on(on))


def due_on(on: date) -> Iterator[tuple[Site, date]]:
    sites = list(Site.objects.filter(ended_on__isnull=True, recorded_on__lte=on).select_related("place"))
    last = last_rounds(sites, on)
    for site in sites:
        due = due_day(site, last.get(site.pk))
        if due <= on:
            yield site, due


@transaction.atomic
def send(site: Site, due: date, on: date) -> int:
    """To those who make rounds there; nobody's name is in it."""
    unit = nearest_version(site.place, on)
    words = {"site": site, "day": day_text(due)}
    subject = _("The condition round of %(site)s was due on %(day)s") % words
    url = reverse("heritage:site", args=[unit.code, on.isoformat(), site.pk])
    given = {"subject": subject, "body": _("Place: %(place)s.") % {"place": unit.full_name}, "url": url}
    people = officers_of(site, Action.CHECK_HERITAGE, on)
    return sum(tell(person=one, key=f"heritage.round:{site.pk}:{due}:{one.pk}", **given) is not None for one in people)
