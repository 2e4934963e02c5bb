"""Reads: how many communes and hamlets of a place hold a title on a day, by records and as published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.assessment.access import published_figures
from openntm.assessment.models import Figure
from openntm.assessment.queries import FigureView, figures_on
from openntm.places.models import Kind, Place, PlaceVersion
from openntm.places.queries import lifetime, territory
from openntm.recognition.queries.titles import named_hamlets_on, possible_on, titles_on
from openntm.steering.arithmetic import plain, rounded
from openntm.steering.models import Title

MEASURES = {
    Title.NTM: "title.ntm.communes",
    Title.ADVANCED: "title.advanced.communes",
    Title.MODEL: "title.model.communes",
}
HAMLETS = "title.model_hamlet.hamlets"
COUNTED = "title.ntm.communes.of"


@dataclass(frozen=True)
class Count:
    """`named` holders are on record by name, `by_rule` of them by the rule on merges alone.

    `published` is the count of a page, which may name nobody.
    """

    title: Title
    of: int
    named: int
    possible: int
    published: FigureView | None
    by_rule: int = 0

    @property
    def said(self) -> int | None:
        return int(self.published.text) if self.published else None

    @property
    def count(self) -> int | None:
        """Where a page counts holders whom no source names, its count stands."""
        said = self.said
        return max(self.named, said or 0) if self.named or said is not None else None


def counts_on(place: Place, on: date, titles: Iterable[Title]) -> dict[Title, Count]:
    """The communes proper that hold each title; a published count speaks only while its communes stand."""
    units = communes(place, on)
    ids, wanted = [unit.place_id for unit in units], list(titles)
    views = published_on(place, on, [MEASURES[title] for title in wanted], units)
    held = titles_on(ids, on, counted=True).values()
    records = {title: [one[title] for one in held if title in one] for title in wanted}
    return {
        title: Count(
            title,
            len(units),
            len(records[title]),
            possible_on(ids, title, on),
            views.get(MEASURES[title]),
            sum(record.is_by_rule_alone for record in records[title]),
        )
        for title in wanted
    }


def hamlets_on(place: Place, on: date) -> Count:
    """The model hamlets; of a place that ended nothing is published any more."""
    ids = [unit.place_id for unit in communes(place, on)]
    view = _published(place, on, [HAMLETS]).get(HAMLETS) if end_by(place, on) is None else None
    return Count(Title.MODEL_HAMLET, len(ids), named_hamlets_on(ids, on, counted=True).count(), 0, view)


def _published(place: Place, on: date, measures: list[str]) -> dict[str, FigureView]:
    return figures_on([place], on, measures, among=published_figures())[place.pk]


def communes(place: Place, on: date) -> list[PlaceVersion]:
    """The communes proper: townships and wards are outside the programme's count."""
    return [version for version in territory(place, on) if version.kind == Kind.XA]


def published_on(place: Place, on: date, measures: Iterable[str], units: list[PlaceVersion]) -> dict[str, FigureView]:
    """Published counts; one is not carried on once the communes that it counted have changed."""
    views, now = _published(place, on, list(measures)), {unit.place_id for unit in units}
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


def share(count: int | None, of: int) -> str | None:
    if count is None or not of:
        return None
    return plain(rounded(Decimal(count) * 100 / of, Decimal("0.1")), ".")


def end_by(place: Place, on: date) -> date | None:
    """The day from which the place is no more, if that day has come."""
    _, end = lifetime(place)
    return end if end and end <= on else None
