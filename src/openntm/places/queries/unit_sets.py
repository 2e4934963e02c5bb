"""Which sets of units there are over a place, and who belongs to one on a day."""

from datetime import date

from django.db.models import QuerySet

from openntm.places.models import Place, PlaceVersion, UnitSet
from openntm.places.queries.lineage import carried
from openntm.places.queries.units import in_force


def unit_sets_over(places: list[Place | int]) -> QuerySet[UnitSet]:
    """The sets that the offices of these places keep: usually a place and its superiors."""
    return UnitSet.objects.filter(place__in=places)


def members_on(unit_set: UnitSet, on: date) -> list[PlaceVersion]:
    """The units of the day that hold the land of its members: a merged member is found in what it became."""
    since = dict(unit_set.members.filter(in_force(on)).values_list("place", "valid_from"))
    found = {unit.place_id: unit for units in carried(since, on).values() for unit in units}
    return sorted(found.values(), key=lambda unit: (unit.sort_key, unit.code))
