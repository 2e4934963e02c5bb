"""The figures of places as they stood on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from openntm.assessment.asked import measures_of
from openntm.assessment.measures import split_measure
from openntm.assessment.models import ConflictDecision, Figure
from openntm.assessment.models.figures import STRENGTH
from openntm.assessment.values import value_of
from openntm.criteria import load_set
from openntm.places.models import Place, PlaceVersion

FIELDS = (
    "id",
    "place_id",
    "measure",
    "day",
    "period",
    "value",
    "unit",
    "layer",
    "source_id",
    "source__title",
    "source__kind",
    "source__url",
    "note",
    "entered_by_id",
    "entered_at",
    "corrects_id",
    "illustrative",
)


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as pages and judges read it; `rivals` are other sources' values of the same day and layer."""

    pk: int
    place_id: int
    measure: str
    day: date
    period: str
    text: str
    unit: str
    layer: str
    source_id: int
    source_title: str
    source_kind: str
    source_url: str
    note: str
    entered_by_id: int | None
    entered_at: datetime
    corrects_id: int | None
    illustrative: bool
    rivals: tuple["FigureView", ...] = ()

    @property
    def value(self) -> Any:
        return value_of(self.text)

    @property
    def figure_id(self) -> str:
        return split_measure(self.measure)[1]

    @property
    def is_disputed(self) -> bool:
        return bool(self.rivals)


PlaceLike = int | Place | PlaceVersion
Row = tuple[Any, ...]
Spot = tuple[int, str, date]


def place_ids(places: Iterable[PlaceLike]) -> list[int]:
    return [p.place_id if isinstance(p, PlaceVersion) else p.pk if isinstance(p, Place) else p for p in places]


def figures_on(
    places: Iterable[PlaceLike],
    on: date,
    measures: Iterable[str] | None = None,
    set_id: str | None = None,
    among: QuerySet[Figure] | None = None,
) -> dict[int, dict[str, FigureView]]:
    """Per place and measure the latest figure, of that day the strongest layer; two queries, whatever the number.

    Of a set, figures from before its first day are left out: they answered another law.
    `among` are the figures that a reader may see; without it all count.
    """
    ids = place_ids(places)
    best: dict[tuple[int, str], Row] = {}
    rivals: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in _rows(current_figures(among), ids, on, measures, set_id):
        _weigh(row, best, rivals)
    decided = _decisions(rivals, best)
    found: dict[int, dict[str, FigureView]] = {place: {} for place in ids}
    for (place, measure), row in best.items():
        found[place][measure] = _settled([row, *rivals[place, measure]], decided)
    return found


def _rows(
    rows: QuerySet[Figure], ids: list[int], on: date, measures: Iterable[str] | None, set_id: str | None
) -> Iterable[Row]:
    rows = rows.filter(day__lte=on, place__in=ids).exclude(value="")
    if set_id is not None:
        rows = rows.filter(measure__in=measures_of(load_set(set_id)), day__gte=load_set(set_id).starts)
    if measures is not None:
        rows = rows.filter(measure__in=list(measures))
    return rows.order_by("id").values_list(*FIELDS).iterator()


def current_figures(among: QuerySet[Figure] | None = None) -> QuerySet[Figure]:
    return (Figure.objects.all() if among is None else among).filter(current=True)


def _weigh(row: Row, best: dict[tuple[int, str], Row], rivals: dict[tuple[int, str], list[Row]]) -> None:
    """Later day first, then the stronger layer; an equal of another source stands beside it as a rival."""
    spot = (row[1], row[2])
    held = best.get(spot)
    if held is None or _rank(row) > _rank(held):
        best[spot] = row
        rivals.pop(spot, None)
    elif _rank(row) == _rank(held):
        rivals[spot].append(row)


def _rank(row: Row) -> tuple[date, int]:
    return row[3], STRENGTH[row[7]]


def _decisions(rivals: Mapping[tuple[int, str], list[Row]], best: Mapping[tuple[int, str], Row]) -> dict[Spot, Any]:
    spots = [spot for spot, rows in rivals.items() if rows]
    if not spots:
        return {}
    rows = ConflictDecision.objects.filter(
        place__in={place for place, _ in spots}, measure__in={measure for _, measure in spots}
    )
    return {(d.place_id, d.measure, d.day): d for d in rows.order_by("id")}


def _settled(rows: list[Row], decided: Mapping[Spot, ConflictDecision]) -> FigureView:
    """The figure somebody chose; without a choice that still holds, the latest with its rivals beside it."""
    views = [FigureView(*row) for row in rows]
    if len({view.text for view in views}) == 1:
        return views[-1]
    decision = decided.get((views[0].place_id, views[0].measure, views[0].day))
    chosen = chosen_of(views, decision)
    if chosen is not None:
        return chosen
    return replace(views[-1], rivals=tuple(view for view in views[:-1] if view.text != views[-1].text))


def chosen_of(views: Iterable[FigureView], decision: ConflictDecision | None) -> FigureView | None:
    """What the decision chose; a figure entered after it opens the question again."""
    views = list(views)
    if decision is None or any(view.entered_at > decision.decided_at for view in views):
        return None
    return next((view for view in views if view.pk == decision.chosen_id), None)


def layers_on(place: PlaceLike, day: date, set_id: str) -> dict[str, dict[str, list[FigureView]]]:
    """Figure id → layer → the current figures of exactly that day, for the layers side by side."""
    rows = current_figures().filter(place__in=place_ids([place]), day=day).exclude(value="")
    rows = rows.filter(measure__in=measures_of(load_set(set_id)))
    found: dict[str, dict[str, list[FigureView]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.order_by("id").values_list(*FIELDS):
        view = FigureView(*row)
        found[view.figure_id][view.layer].append(view)
    return found
