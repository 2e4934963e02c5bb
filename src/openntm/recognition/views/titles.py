"""The page of titles: who held what from when, by which decision or rule, and today's score beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.assessment.access import Sight, published_figures, sight_of
from openntm.assessment.queries import FigureView, figures_on
from openntm.office.asked import spot
from openntm.places.models import COMMUNE_KINDS, Kind, PlaceVersion
from openntm.places.queries import territory
from openntm.recognition.queries import possible_on, titles_on
from openntm.recognition.queries.merges import Merge, merges_into
from openntm.recognition.queries.series import series, since_last
from openntm.recognition.queries.shown import Entry, entries_on
from openntm.recognition.views.title_acts import acts_for

ADVANCED = "title.advanced.communes"


@dataclass(frozen=True)
class UnitTitles:
    """A unit with its own records, how a merge made it, and the records of the units before it."""

    unit: PlaceVersion
    entries: list[Entry] = field(default_factory=list)
    merge: Merge | None = None
    before: "list[UnitTitles]" = field(default_factory=list)

    @property
    def must_be_assessed(self) -> bool:
        return self.merge is not None and self.merge.outcome.must_be_assessed and not self.entries

    @property
    def is_outside(self) -> bool:
        """A township or a ward: what it was granted as a commune stays on record and is not counted."""
        return self.unit.kind in (Kind.THI_TRAN, Kind.PHUONG)


def titles(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = [unit] if unit.kind in COMMUNE_KINDS else territory(unit.place, on)
    communes = [one.place_id for one in units if one.kind == Kind.XA]
    records = [held["ntm"] for held in titles_on(communes, on, counted=True).values() if "ntm" in held]
    invented = [one for held in titles_on(communes, on).values() for one in held.values() if one.illustrative]
    sight = sight_of(request.user)
    rows = with_titles(units, on, sight)
    own = entries_on([unit], on, sight)[unit.place_id] if unit not in units else []
    points = series(unit.place, on)
    last = since_last(unit.place, points, on)
    context = {
        "unit": unit,
        "on": on,
        "own": own,
        "rows": rows,
        "communes": len(communes),
        "holding": len(records),
        "by_rule": sum(record.is_by_rule_alone for record in records),
        "invented": len(invented),
        "possible": possible_on(communes, "ntm", on),
        "unnamed": unnamed_advanced(unit, communes, on),
        "is_commune": unit in units,
        "points": [*points, *([last] if last else [])],
        "acts": acts_for(request.user, unit, on, own or [entry for row in rows for entry in row.entries]),
        "illustrative": any(entry.score and entry.score.illustrative for row in rows for entry in row.entries),
    }
    return render(request, "recognition/titles.html", context)


def unnamed_advanced(unit: PlaceVersion, communes: Sequence[int], on: date) -> FigureView | None:
    """The published count of advanced communes, where it is larger than the number of those that are named."""
    view = figures_on([unit.place_id], on, [ADVANCED], among=published_figures())[unit.place_id].get(ADVANCED)
    named = sum("advanced" in held for held in titles_on(communes, on, counted=True).values())
    return view if view is not None and int(view.text) > named else None


def with_titles(units: Sequence[PlaceVersion], on: date, sight: Sight) -> list[UnitTitles]:
    merges = merges_into([unit.place_id for unit in units], on)
    taken = {place: [one for merge in made for one in merge.taken_in] for place, made in merges.items()}
    before = {place: sorted(row, key=lambda one: one.sort_key) for place, row in taken.items()}
    entries = entries_on([*units, *(one for row in before.values() for one in row)], on, sight)
    return [
        UnitTitles(
            unit,
            entries[unit.place_id],
            merges[unit.place_id][-1] if unit.place_id in merges else None,
            [UnitTitles(one, entries[one.place_id]) for one in before.get(unit.place_id, [])],
        )
        for unit in units
    ]
