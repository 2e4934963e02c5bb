"""Changes of units by an act on a day. History is never rewritten: versions end, others begin, lines say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from openntm.places.models import Act, Change, ChangeKind, Lineage, Part, Place, PlaceVersion, level_of
from openntm.places.services.refusals import NoName, NothingChanges, TooFewUnits, UnitsBelow, WrongLevel
from openntm.places.services.standing import (
    children_in_force,
    end_version,
    follow_version,
    last_version,
    refuse_used_code,
    refuse_wrong_parent,
)
from openntm.places.vietnamese import clean, fold


@dataclass(frozen=True)
class NewUnit:
    """A unit that a merge or a split founds; it may take over the code of one that ends that day."""

    code: str
    name: str
    kind: str
    parent: Place | None


@transaction.atomic
def merge_places(
    *, places: Sequence[Place], into: NewUnit | Place, act: Act | None, day: date, verified: bool = False
) -> Change:
    """The whole of the places becomes a new unit, or joins one that stays; their own units move along."""
    stays = [into] if isinstance(into, Place) else []
    old = [last_version(place, day) for place in [*stays, *places]]
    if len({version.place_id for version in old}) < max(2, len(old)):
        raise TooFewUnits
    _refuse_mixed_levels([version.kind for version in old] + ([into.kind] if isinstance(into, NewUnit) else []))
    change = _change(ChangeKind.MERGE, day, act)
    below = [child for place in places for child in children_in_force(place, day)]
    for version in old[len(stays) :]:
        end_version(version, day)
    target = _founded(into, day, act, verified) if isinstance(into, NewUnit) else into
    if stays:
        follow_version(old[0], day, act, verified=verified)
    _draw(change, [version.place for version in old], target, Part.WHOLE, verified)
    _move(below, dict.fromkeys((child.place for child in below), target), day, act)
    return change


@transaction.atomic
def split_place(
    *,
    place: Place,
    into: Sequence[NewUnit | Place],
    below: Mapping[Place, str] | None = None,
    act: Act | None,
    day: date,
    verified: bool = False,
) -> Change:
    """The place ends and its land goes to the parts; `below` says under which part's code each of its units goes.

    With the place itself among the parts it stays, with less land.
    """
    old = last_version(place, day)
    parts = [last_version(part, day) for part in into if isinstance(part, Place) and part != place]
    if len({*into}) < max(2, len(into)):
        raise TooFewUnits
    _refuse_mixed_levels([old.kind, *(part.kind for part in parts), *(u.kind for u in into if isinstance(u, NewUnit))])
    children = children_in_force(place, day)
    change = _change(ChangeKind.SPLIT, day, act)
    end_version(old, day)
    targets: dict[str, Place] = {}
    for unit in into:
        target = unit if isinstance(unit, Place) else _founded(unit, day, act, verified)
        targets[old.code if target == place else _code_of(unit)] = target
        _draw(change, [place], target, Part.PART, verified)
    for part in parts:
        follow_version(part, day, act, verified=verified)
        _draw(change, [part.place], part.place, Part.WHOLE, verified)
    if place in into:
        _reopened(old, day, act, verified)
    _move(children, _placed(children, below or {}, targets), day, act)
    return change


def rename_place(*, place: Place, name: str, act: Act | None, day: date, verified: bool = False) -> Change:
    if not clean(name):
        raise NoName
    return _alter(ChangeKind.RENAME, place, act, day, name=clean(name), verified=verified)


def rekind_place(
    *, place: Place, kind: str, act: Act | None, day: date, code: str | None = None, verified: bool = False
) -> Change:
    """A commune becomes a township or a ward, on the same level; some get another code with it."""
    changed = {"kind": kind} | ({"code": code} if code else {})
    return _alter(ChangeKind.REKIND, place, act, day, verified=verified, **changed)


def reparent_place(*, place: Place, parent: Place | None, act: Act | None, day: date, verified: bool = False) -> Change:
    return _alter(ChangeKind.REPARENT, place, act, day, parent=parent, verified=verified)


@transaction.atomic
def abolish_place(*, place: Place, act: Act | None, day: date, verified: bool = False) -> Change:
    """The place ends without a successor; whatever stands below must have gone elsewhere before."""
    old = last_version(place, day)
    if below := children_in_force(place, day):
        raise UnitsBelow([child.full_name for child in below])
    end_version(old, day)
    change = _change(ChangeKind.ABOLISH, day, act)
    _draw(change, [place], None, Part.WHOLE, verified)
    return change


@transaction.atomic
def _alter(
    kind: str, place: Place, act: Act | None, day: date, /, *, verified: bool, **changed: str | Place | None
) -> Change:
    old = last_version(place, day)
    if all(getattr(old, name) == value for name, value in changed.items()):
        raise NothingChanges
    _refuse_mixed_levels([old.kind, str(changed.get("kind", old.kind))])
    refuse_used_code(str(changed.get("code", old.code)), day, but=[place])
    if "parent" in changed:
        refuse_wrong_parent(_as_place(changed["parent"]), old.kind, day)
    follow_version(old, day, act, **changed, verified=verified)
    change = _change(kind, day, act)
    _draw(change, [place], place, Part.WHOLE, verified)
    return change


def _as_place(value: str | Place | None) -> Place | None:
    return value if isinstance(value, Place) else None


def _change(kind: str, day: date, act: Act | None) -> Change:
    number = Change.objects.filter(day=day).count() + 1
    return Change.objects.create(key=f"{day}-entry-{number}", kind=kind, day=day, act=act)


def _founded(unit: NewUnit, day: date, act: Act | None, verified: bool) -> Place:
    if not (clean(unit.name) and clean(unit.code)):
        raise NoName
    refuse_used_code(unit.code, day, but=[])
    refuse_wrong_parent(unit.parent, unit.kind, day)
    place = Place.objects.create(key=_free_key(f"{slugify(unit.code)}-{slugify(fold(unit.name))}-{day.year}"))
    words = {"code": unit.code, "name": unit.name, "kind": unit.kind, "parent": unit.parent}
    PlaceVersion.objects.create(place=place, valid_from=day, act=act, verified=verified, **words)
    return place


def _free_key(wanted: str) -> str:
    taken = Place.objects.filter(key__startswith=wanted).count()
    return f"{wanted}-{taken + 1}" if taken else wanted


def _draw(change: Change, froms: list[Place], to: Place | None, part: str, verified: bool) -> None:
    for place in froms:
        Lineage.objects.create(change=change, predecessor=place, successor=to, part=part, verified=verified)


def _move(children: list[PlaceVersion], targets: Mapping[Place, Place], day: date, act: Act | None) -> None:
    """Units go under another superior: an act's consequence, recorded as such."""
    if not children:
        return
    change = _change(ChangeKind.REPARENT, day, act)
    for child in children:
        follow_version(last_version(child.place, day), day, act, parent=targets[child.place])
        _draw(change, [child.place], child.place, Part.WHOLE, False)


def _placed(children: list[PlaceVersion], below: Mapping[Place, str], targets: dict[str, Place]) -> dict[Place, Place]:
    lost = [child.full_name for child in children if below.get(child.place) not in targets]
    if lost:
        raise UnitsBelow(lost)
    return {child.place: targets[below[child.place]] for child in children}


def _code_of(unit: NewUnit | Place) -> str:
    if isinstance(unit, NewUnit):
        return unit.code
    return unit.versions.order_by("valid_from").values_list("code", flat=True).last() or ""


def _reopened(old: PlaceVersion, day: date, act: Act | None, verified: bool) -> None:
    words = {name: getattr(old, name) for name in ("place", "code", "name", "kind", "parent")}
    PlaceVersion.objects.create(**words, valid_from=day, act=act, verified=verified)


def _refuse_mixed_levels(kinds: list[str]) -> None:
    levels = {level_of(kind) for kind in kinds}
    if len(levels) > 1:
        raise WrongLevel(", ".join(sorted(set(kinds))))
