"""Reads: how titled places stand today under the sets in force; a score never says anything about a title."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openntm.assessment.access import Sight
from openntm.assessment.queries import FigureView, figures_on
from openntm.assessment.queries.results import judge_each
from openntm.criteria import CriteriaSet, PlaceResult, Verdict, load_set, sets_in_force
from openntm.places.models import Kind, PlaceVersion
from openntm.recognition.models import TitleRecord

JUDGED_KINDS = (Kind.XA, Kind.HUYEN)


@dataclass(frozen=True)
class Score:
    """Criteria met of all under a set; `unknown` are those without a figure or a threshold."""

    rules: CriteriaSet
    result: PlaceResult
    illustrative: bool

    @property
    def met(self) -> int:
        return self.result.criteria_met

    @property
    def of(self) -> int:
        return self.result.criteria_total

    @property
    def unknown(self) -> int:
        return sum(one.verdict == Verdict.UNKNOWN for one in self.result.criteria)

    @property
    def missed(self) -> int:
        return sum(one.verdict == Verdict.NOT_MET for one in self.result.criteria)


Held = Mapping[int, Mapping[str, TitleRecord]]
Scores = dict[int, dict[str, Score]]


def scores_on(units: Sequence[PlaceVersion], held: Held, on: date, sight: Sight) -> Scores:
    """Place → level → score, for the levels whose set is in force; a place without figures has none."""
    found: Scores = {unit.place_id: {} for unit in units}
    for kind in JUDGED_KINDS:
        ids = [unit.place_id for unit in units if unit.kind == kind and sight.opens(unit.place_id)]
        for rules in sets_in_force(on, judges=kind) if ids else ():
            views = figures_on(ids, on, set_id=rules.id, among=sight.figures())
            reported = {pk: row for pk, row in views.items() if row}
            for pk, result in judge_each(rules, reported, on, _known(rules, reported, held)).items():
                found[pk][rules.level] = Score(rules, result, any_illustrative(reported[pk]))
    return found


def any_illustrative(views: Mapping[str, FigureView]) -> bool:
    return any(view.illustrative for view in views.values())


def _known(rules: CriteriaSet, places: Iterable[int], held: Held) -> dict[int, dict[str, Any]]:
    return {pk: from_records(rules, held.get(pk, {})) for pk in places}


def from_records(rules: CriteriaSet, held: Mapping[str, TitleRecord]) -> dict[str, Any]:
    """Prerequisites that ask for a title are answered by the records, never typed."""
    asked = {one.id: load_set(one.meets_set).level for one in rules.prerequisites if one.meets_set}
    return {name: True for name, level in asked.items() if level in held}


def score_of(title: str, levels: Mapping[str, Score]) -> Score | None:
    """Of a title the score under the set of its level; where that level is not continued, under the first set."""
    return levels.get(title) or (levels.get("ntm") if title in ("advanced", "model", "modern") else None)
