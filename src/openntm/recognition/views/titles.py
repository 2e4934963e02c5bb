"""The page of titles: who held what from when, by which decision or source."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.assessment.access import published_figures
from openntm.assessment.queries import FigureView, figures_on
from openntm.places.models import COMMUNE_KINDS, Kind, Lineage, PlaceVersion
from openntm.places.queries import PlaceNotFound, bearer_of, territory, versions_of
from openntm.recognition.models import TitleRecord
from openntm.recognition.queries import possible_on, timeline, titles_on

ADVANCED = "title.advanced.communes"


@dataclass(frozen=True)
class UnitTitles:
    """A unit with its own records and, of a unit made by a merge, those of the units before it."""

    unit: PlaceVersion
    records: list[TitleRecord] = field(default_factory=list)
    before: "list[UnitTitles]" = field(default_factory=list)


def titles(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = asked(code, day)
    units = [unit] if unit.kind in COMMUNE_KINDS else territory(unit.place, on)
    communes = [one.place_id for one in units if one.kind == Kind.XA]
    context = {
        "unit": unit,
        "on": on,
        "own": list(timeline([unit.place_id], on)) if unit not in units else [],
        "rows": with_titles(units, on),
        "communes": len(communes),
        "holding": sum("ntm" in held for held in titles_on(communes, on).values()),
        "possible": possible_on(communes, "ntm", on),
        "unnamed": unnamed_advanced(unit, communes, on),
        "is_commune": unit in units,
    }
    return render(request, "recognition/titles.html", context)


def asked(code: str, day: str) -> tuple[PlaceVersion, date]:
    """The unit and the day of an address; an ended unit still has its page."""
    try:
        on = date.fromisoformat(day)
        return bearer_of(code, on), on
    except (ValueError, PlaceNotFound):
        raise Http404 from None


def unnamed_advanced(unit: PlaceVersion, communes: Sequence[int], on: date) -> FigureView | None:
    """The published count of advanced communes, where it is larger than the number of those that are named."""
    view = figures_on([unit.place_id], on, [ADVANCED], among=published_figures())[unit.place_id].get(ADVANCED)
    named = sum("advanced" in held for held in titles_on(communes, on).values())
    return view if view is not None and int(view.text) > named else None


def with_titles(units: Sequence[PlaceVersion], on: date) -> list[UnitTitles]:
    before = made_of(units, on)
    everyone = {unit.place_id for unit in units} | {one.place_id for row in before.values() for one in row}
    records: dict[int, list[TitleRecord]] = defaultdict(list)
    for record in timeline(everyone, on):
        records[record.place_id].append(record)
    return [
        UnitTitles(
            unit, records[unit.place_id], [UnitTitles(one, records[one.place_id]) for one in before[unit.place_id]]
        )
        for unit in units
    ]


def made_of(units: Sequence[PlaceVersion], on: date) -> dict[int, list[PlaceVersion]]:
    """The units that went into each one, as they stood on the day before; two queries for each day of change."""
    found: dict[int, list[PlaceVersion]] = defaultdict(list)
    lines = Lineage.objects.filter(successor__in=[unit.place_id for unit in units], rival=False, change__day__lte=on)
    by_day: dict[date, dict[int, int]] = defaultdict(dict)
    for line in lines.exclude(predecessor=F("successor")).select_related("change"):
        by_day[line.change.day][line.predecessor_id] = line.successor_id or 0
    for day, pairs in by_day.items():
        for place, version in versions_of(pairs, day - timedelta(days=1)).items():
            found[pairs[place]].append(version)
    return {place: sorted(rows, key=lambda version: version.sort_key) for place, rows in found.items()} | {
        unit.place_id: [] for unit in units if unit.place_id not in found
    }
