"""The versions that a change closes and opens. A closed version keeps its words; only its last day is set."""

from datetime import date

from django.db.models import Q

from openntm.places.models import Act, Place, PlaceVersion, level_of
from openntm.places.services.refusals import BeforeTheVersionBegins, CodeInUse, NotStanding, WrongLevel, called


def last_version(place: Place, day: date) -> PlaceVersion:
    """The open version that a change of this day may close."""
    version = place.versions.select_for_update().order_by("valid_from").last() if place.pk else None
    if version is None or (version.valid_to is not None and version.valid_to <= day):
        raise NotStanding(place, day)
    if version.valid_to is not None or version.valid_from > day or _begins_here(version, day):
        raise BeforeTheVersionBegins(place, version.valid_from)
    return version


def _begins_here(version: PlaceVersion, day: date) -> bool:
    return version.valid_from == day and not version.place.versions.filter(valid_to=day).exists()


def end_version(version: PlaceVersion, day: date) -> None:
    """A version opened by another change of the same day never stood for a day: it goes, the lines of both stay."""
    if version.valid_from == day:
        version.delete()
    else:
        version.valid_to = day
        version.save(update_fields=["valid_to"])


def follow_version(version: PlaceVersion, day: date, act: Act | None, **changed: object) -> PlaceVersion:
    """The next version of the same place, equal but for what changed."""
    kept = {name: getattr(version, name) for name in ("place", "code", "name", "kind", "parent")} | changed
    end_version(version, day)
    return PlaceVersion.objects.create(**kept, valid_from=day, act=act)


def refuse_used_code(code: str, day: date, *, but: list[Place]) -> None:
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    if PlaceVersion.objects.filter(later, code=code).exclude(place__in=but).exists():
        raise CodeInUse(code, day)


def refuse_wrong_parent(parent: Place | None, kind: str, day: date) -> None:
    """A superior unit stands from the day on without a set end, and on a higher level."""
    if parent is None:
        return
    above = parent.versions.filter(valid_to__isnull=True, valid_from__lte=day).first()
    if above is None:
        raise NotStanding(parent, day)
    if level_of(above.kind) >= level_of(kind):
        raise WrongLevel(called(parent))


def refuse_later_units(place: Place, day: date) -> None:
    """Units that are already recorded to come under the place after the day would lose their superior unit."""
    if later := PlaceVersion.objects.filter(parent=place, valid_from__gt=day).select_related("place").first():
        raise BeforeTheVersionBegins(later.place, later.valid_from)


def children_in_force(place: Place, day: date) -> list[PlaceVersion]:
    refuse_later_units(place, day)
    open_now = PlaceVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), parent=place)
    return list(open_now.select_related("place").order_by("sort_key", "code"))
