"""The places that a post on one place reaches on a day."""

from datetime import date

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from openntm.places.models import COMMUNE_KINDS, HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries import territory

COMMUNES_AND_BELOW = (*COMMUNE_KINDS, *HAMLET_KINDS)
# In one step for the whole tree: from each place to those under it and to those that merged wholly into it.
# PostgreSQL allows the growing table only once, hence the two `ways` beside it.
REACHED = """
    WITH RECURSIVE reached(id) AS (
        SELECT id FROM places_place WHERE id IN ({starts})
        UNION
        SELECT COALESCE(child.place_id, line.predecessor_id)
        FROM reached CROSS JOIN (SELECT 'under' AS way UNION ALL SELECT 'merged') ways
        LEFT JOIN places_placeversion child ON way = 'under' AND child.parent_id = reached.id
            AND child.valid_from <= %s AND NOT EXISTS (
                SELECT 1 FROM places_placeversion later
                WHERE later.place_id = child.place_id AND later.valid_from > child.valid_from
                    AND later.valid_from <= %s
            )
        LEFT JOIN places_lineage line ON way = 'merged' AND line.successor_id = reached.id
            AND line.part = 'whole' AND NOT line.rival
            AND EXISTS (SELECT 1 FROM places_change WHERE id = line.change_id AND day <= %s)
    )
    SELECT id FROM reached WHERE id IS NOT NULL
"""


def covered(places: list[Place], on: date) -> frozenset[int]:
    """The places, what is under them, what merged wholly into those, and the heirs of a tier that ended.

    A commune that ended has no heirs here: its officer needs a post on the new commune.
    """
    starts = sorted({place.pk for place in places} | heirs(places, on))
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(REACHED.format(starts=", ".join(["%s"] * len(starts)) or "NULL"), [*starts, day, day, day])
        return frozenset(pk for (pk,) in cursor.fetchall())


def last_versions(on: date) -> QuerySet[PlaceVersion]:
    """Of each place the version in force on the day, or the last one if it ended before."""
    latest = PlaceVersion.objects.filter(place=OuterRef("place"), valid_from__lte=on).order_by("-valid_from")
    return PlaceVersion.objects.filter(pk=Subquery(latest.values("pk")[:1]))


def heirs(places: list[Place], on: date) -> set[int]:
    """The communes of today on the ground of districts and provinces that are no more."""
    begun = PlaceVersion.objects.filter(place__in=places, valid_from__lte=on).order_by("valid_from")
    last = {place: (kind, end) for place, kind, end in begun.values_list("place_id", "kind", "valid_to")}
    ended = {place for place, (kind, end) in last.items() if kind not in COMMUNES_AND_BELOW and end and end <= on}
    return {unit.place_id for place in places if place.pk in ended for unit in territory(place, on)}
