"""Who is waiting for whom: what has to be entered, and what waits for a check, an appraisal or a threshold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openntm.assessment.models import Layer
from openntm.assessment.queries.figures import FigureView, PlaceLike, figures_on, place_ids
from openntm.assessment.queries.results import judge_each, with_other_sets
from openntm.criteria import load_set
from openntm.criteria.types import Because, CriteriaSet, PlaceResult, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """Indicators of one place, by whose turn it is: commune, checking office, appraiser, province or ministry."""

    place_id: int
    asked: int
    reported: int
    missing: tuple[str, ...]
    unchecked: tuple[str, ...]
    unappraised: tuple[str, ...]
    no_threshold: tuple[str, ...]
    disputed: tuple[str, ...]

    @property
    def share(self) -> int:
        return 100 * self.reported // self.asked if self.asked else 100

    @property
    def is_complete(self) -> bool:
        return not (self.missing or self.unchecked or self.unappraised or self.no_threshold or self.disputed)


def completeness(
    places: Iterable[PlaceLike], set_id: str, on: date, extra_figures: Mapping[int, Mapping[str, Any]] | None = None
) -> dict[int, Progress]:
    """Per place, in the same number of queries for one commune as for all."""
    criteria_set = load_set(set_id)
    ids = place_ids(places)
    held = figures_on(ids, on, set_id=set_id)
    results = judge_each(criteria_set, held, on, with_other_sets(criteria_set, ids, on, extra_figures or {}))
    return {place: progress(place, criteria_set, views, results[place]) for place, views in held.items()}


def progress(place: int, criteria_set: CriteriaSet, views: Mapping[str, FigureView], result: PlaceResult) -> Progress:
    by_indicator: dict[str, list[FigureView]] = defaultdict(list)
    for view in views.values():
        by_indicator[view.figure_id.partition(":")[0]].append(view)
    asked = [one for one, found in result.findings.items() if found.verdict is not Verdict.NOT_APPLICABLE]
    layers = {one: {view.layer for view in by_indicator[one]} for one in asked if by_indicator[one]}
    because = {one: result.findings[one].because for one in asked}
    return Progress(
        place_id=place,
        asked=len(asked),
        reported=len(layers),
        missing=tuple(one for one in asked if because[one] is Because.NO_FIGURE),
        unchecked=tuple(one for one, found in layers.items() if Layer.SELF in found),
        unappraised=tuple(one for one, found in layers.items() if Layer.CHECKED in found and Layer.SELF not in found),
        no_threshold=tuple(one for one in asked if because[one] is Because.NO_THRESHOLD),
        disputed=tuple(one for one in layers if any(view.is_disputed for view in by_indicator[one])),
    )
