"""Sources that say different things of the same place, measure and day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from openntm.assessment.models import ConflictDecision, Figure
from openntm.assessment.queries.figures import (
    FIELDS,
    FigureView,
    PlaceLike,
    Spot,
    chosen_of,
    current_figures,
    place_ids,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """All values stay visible; `decided` is the figure that counts, once somebody chose it and said why."""

    place_id: int
    measure: str
    day: date
    layer: str
    values: tuple[FigureView, ...]
    decided: FigureView | None
    decision: ConflictDecision | None


def conflicts(
    places: Iterable[PlaceLike],
    on: date,
    measures: Iterable[str] | None = None,
    *,
    exact: bool = False,
    among: QuerySet[Figure] | None = None,
) -> list[Conflict]:
    """Conflicts known on a day (`exact`: about that day only), undecided ones first; three queries."""
    rows = current_figures(among).exclude(value="").filter(place__in=place_ids(places))
    rows = rows.filter(day=on) if exact else rows.filter(day__lte=on)
    rows = rows.filter(measure__in=list(measures)) if measures is not None else rows
    groups = rows.order_by().values_list("place_id", "measure", "day", "layer")
    disputed = list(groups.annotate(values_said=Count("value", distinct=True)).filter(values_said__gt=1))
    if not disputed:
        return []
    spots = {row[:4] for row in disputed}
    views = defaultdict(list)
    wanted = rows.filter(measure__in={spot[1] for spot in spots}, place__in={spot[0] for spot in spots})
    for row in wanted.order_by("id").values_list(*FIELDS):
        view = FigureView(*row)
        if (spot := (view.place_id, view.measure, view.day, view.layer)) in spots:
            views[spot].append(view)
    decisions = _decisions({spot[:3] for spot in spots})
    found = [_conflict(spot, views[spot], decisions.get(spot[:3])) for spot in spots]
    return sorted(found, key=lambda one: (one.decided is not None, one.place_id, one.measure, one.day))


def _conflict(spot: tuple[int, str, date, str], views: list[FigureView], decision: ConflictDecision | None) -> Conflict:
    chosen = chosen_of(views, decision)
    return Conflict(*spot, tuple(views), chosen, decision if chosen else None)


def _decisions(spots: set[Spot]) -> dict[Spot, ConflictDecision]:
    rows = ConflictDecision.objects.filter(place__in={spot[0] for spot in spots}).select_related("decided_by")
    return {(d.place_id, d.measure, d.day): d for d in rows.order_by("id") if (d.place_id, d.measure, d.day) in spots}
