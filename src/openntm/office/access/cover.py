"""The places that a post on one place reaches on a day."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from openntm.places.models import COMMUNE_KINDS, HAMLET_KINDS, Lineage, Part, Place, PlaceVersion
from openntm.places.queries import territory

COMMUNES_AND_BELOW = (*COMMUNE_KINDS, *HAMLET_KINDS)


def covered(places: list[Place], on: date) -> frozenset[int]:
    """The places, what is under them, what merged wholly into those, and the heirs of a tier that ended.

    A commune that ended has no heirs here: its officer needs a post on the new commune.
    """
    fresh = {place.pk for place in places} | heirs(places, on)
    reached: set[int] = set()
    while fresh:
        reached |= fresh
        fresh = (children(fresh, on) | merged_into(fresh, on)) - reached
    return frozenset(reached)


def last_versions(on: date) -> QuerySet[PlaceVersion]:
    """Of each place the version in force on the day, or the last one if it ended before."""
    latest = PlaceVersion.objects.filter(place=OuterRef("place"), valid_from__lte=on).order_by("-valid_from")
    return PlaceVersion.objects.filter(pk=Subquery(latest.values("pk")[:1]))


def heirs(places: list[Place], on: date) -> set[int]:
    """The communes of today on the ground of districts and provinces that are no more."""
    ended = last_versions(on).filter(place__in=places, valid_to__lte=on).exclude(kind__in=COMMUNES_AND_BELOW)
    return {unit.place_id for version in ended.select_related("place") for unit in territory(version.place, on)}


def children(parents: set[int], on: date) -> set[int]:
    return set(last_versions(on).filter(parent__in=parents).values_list("place_id", flat=True))


def merged_into(successors: set[int], on: date) -> set[int]:
    lines = Lineage.objects.filter(successor__in=successors, part=Part.WHOLE, rival=False, change__day__lte=on)
    return set(lines.values_list("predecessor_id", flat=True))
