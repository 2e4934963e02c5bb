"""The office lets a lot pass though it was harvested inside a waiting period: it says why, and pages show it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.codes import generation
from openntm.office.access import acting_for, may, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.produce.access import lots_visible_to
from openntm.produce.models import Lot, WaitingOverride
from openntm.produce.queries.lots import barring, pair_of, waiting_conflicts


class NothingToOverride(Refused):
    sentence = _("No harvest of this lot lies inside a waiting period.")


class OverriddenBefore(Refused):
    sentence = _("The office let this lot pass before.")


class OverrideWithoutReason(Refused):
    sentence, field = _("Say why: shoppers may read it."), "reason"


def may_override(person: Person, lot: Lot) -> bool:
    return may(person, Action.OVERRIDE_WAITING, lot.place, today())


@transaction.atomic
def override_waiting(*, by: Person, lot: int, reason: str, on: date) -> WaitingOverride:
    """For all early harvests that are known now; a second time for what came up since, and the log keeps the first."""
    of: Lot = lots_visible_to(by).select_related("place").select_for_update(of=("self",)).get(pk=lot)
    if not may_override(by, of):
        raise PermissionDenied
    if not clean(reason):
        raise OverrideWithoutReason
    early = waiting_conflicts(of)
    if not early:
        raise NothingToOverride
    if not barring(of, early):
        raise OverriddenBefore
    given = {"reason": clean(reason), "by": by, "at": timezone.now(), "covers": [pair_of(one) for one in early]}
    made, _is_new = WaitingOverride.objects.update_or_create(lot=of, defaults=given)
    on_behalf_of = acting_for(by, Action.OVERRIDE_WAITING, of.place, today())
    after = {"harvests": [one.harvest.pk for one in early], "number": of.number}
    record(by, "lot.override", of, after=after, place=of.place, reason=made.reason, on_behalf_of=on_behalf_of)
    generation.touch()
    return made
