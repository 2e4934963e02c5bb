"""Sets of units beside the tree: founded, and units taken in or let go on a day."""

from datetime import date
from unicodedata import normalize

from django.db import transaction

from openntm.office.access import may
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place, UnitSet, UnitSetMember
from openntm.places.queries import lifetime
from openntm.places.vietnamese import fold

FIELDS = ("key", "kind", "name_vi", "name_en", "place", "source")


class UnitSetKnown(Exception):
    """The office keeps a set of this name already."""


class OutOfYourReach(Exception):
    """The person's posts do not let them keep sets at this place, or take in this unit."""


class NotAMember(Exception):
    """The unit does not belong to the set on that day."""


@transaction.atomic
def found_unit_set(
    *, by: Person, place: Place, kind: str, name_vi: str, on: date, name_en: str = "", source: str = ""
) -> UnitSet:
    if not may(by, Action.KEEP_UNIT_SETS, place, on):
        raise OutOfYourReach
    name = normalize("NFC", " ".join(name_vi.split()))
    if any(fold(one.name_vi) == fold(name) for one in UnitSet.objects.filter(place=place)):
        raise UnitSetKnown
    key = f"{place.key}-{fold(name).replace(' ', '-')}"[:80]
    names = {"name_vi": name, "name_en": normalize("NFC", name_en.strip())}
    unit_set = UnitSet.objects.create(key=key, kind=kind, place=place, source=source, **names)
    record(by, "unit_set.found", unit_set, after=row(unit_set, FIELDS), place=place)
    return unit_set


@transaction.atomic
def take_in(*, by: Person, unit_set: UnitSet, place: Place, valid_from: date, on: date) -> UnitSetMember:
    """Taking in a member again changes nothing; from the first day of a unit that is younger than `valid_from`."""
    refuse_unless_kept(by, unit_set, on)
    if not may(by, Action.KEEP_UNIT_SETS, place, on):
        raise OutOfYourReach
    first, _ = lifetime(place)
    day = max(first, valid_from)
    member, is_new = UnitSetMember.objects.get_or_create(
        unit_set=unit_set, place=place, valid_to=None, defaults={"valid_from": day}
    )
    if is_new:
        record(by, "unit_set.take_in", unit_set, after={"place": place, "valid_from": day}, place=unit_set.place)
    return member


@transaction.atomic
def let_go(*, by: Person, unit_set: UnitSet, place: Place, valid_to: date, on: date, reason: str = "") -> None:
    """`valid_to` is the first day without the unit; a membership that would last no day is taken back."""
    refuse_unless_kept(by, unit_set, on)
    member = UnitSetMember.objects.select_for_update().filter(unit_set=unit_set, place=place, valid_to=None).first()
    if member is None:
        raise NotAMember
    if valid_to <= member.valid_from:
        member.delete()
    else:
        member.valid_to = valid_to
        member.save(update_fields=["valid_to"])
    after = {"place": place, "valid_to": valid_to}
    record(by, "unit_set.let_go", unit_set, after=after, place=unit_set.place, reason=reason)


def refuse_unless_kept(by: Person, unit_set: UnitSet, on: date) -> None:
    if not may(by, Action.KEEP_UNIT_SETS, unit_set.place, on):
        raise OutOfYourReach
