"""Reads: how many communes hold which title on a day, by the records and as it was published."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from openntm.assessment.access import published_figures
from openntm.assessment.models import Figure
from openntm.assessment.queries import FigureView, figures_on
from openntm.places.models import Kind, Place, PlaceVersion
from openntm.places.queries import territory
from openntm.recognition.models import Title

MEASURES = {Title.NTM: "title.ntm.communes", Title.ADVANCED: "title.advanced.communes"}
COUNTED = "title.ntm.communes.of"


def communes(place: Place, on: date) -> list[PlaceVersion]:
    """The communes proper: townships and wards are outside the programme's count."""
    return [version for version in territory(place, on) if version.kind == Kind.XA]


def published_on(place: Place, on: date, measures: Iterable[str], units: list[PlaceVersion]) -> dict[str, FigureView]:
    """Published counts; one is not carried on once the communes that it counted have changed."""
    views = figures_on([place], on, list(measures), among=published_figures())[place.pk]
    now = {unit.place_id for unit in units}
    days = {view.day for view in views.values()}
    speaking = {day for day in days if {unit.place_id for unit in communes(place, day)} == now}
    return {name: view for name, view in views.items() if view.day in speaking}


def published_days(place: Place, on: date) -> dict[date, dict[str, list[Figure]]]:
    """Day → measure → each source's figure, for the counts of NTM communes and of all communes."""
    rows = published_figures().filter(place=place, day__lte=on, measure__in=[MEASURES[Title.NTM], COUNTED])
    found: dict[date, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.filter(current=True).select_related("source").order_by("day", "pk"):
        found[row.day][row.measure].append(row)
    return {day: dict(named) for day, named in found.items() if MEASURES[Title.NTM] in named}
