"""How a place and its communes stand on a day: figures, verdicts and titles, in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openntm.assessment.access import Sight
from openntm.assessment.queries import FigureView, figures_on
from openntm.assessment.queries.results import judge_each
from openntm.criteria import CriteriaSet, Finding, PlaceResult, sets_in_force
from openntm.places.models import COMMUNE_KINDS, Kind, PlaceVersion, UnitSet
from openntm.places.queries import PlaceNotFound, members_on, place_at, superiors_of, territory, unit_sets_over
from openntm.recognition.models import TitleRecord
from openntm.recognition.queries import titles_on
from openntm.recognition.queries.scores import from_records

LADDER = ("ntm", "advanced", "model")


@dataclass(frozen=True)
class Judged:
    """Places judged by one set: what was reported, and what follows."""

    rules: CriteriaSet
    views: Mapping[int, Mapping[str, FigureView]]
    results: Mapping[int, PlaceResult]

    @property
    def is_illustrative(self) -> bool:
        return any(view.illustrative for views in self.views.values() for view in views.values())

    def view(self, place: int, figure_id: str) -> FigureView | None:
        return self.views.get(place, {}).get(f"{self.rules.id}/{figure_id}")

    def has_figures(self, place: int) -> bool:
        return bool(self.views.get(place))


class Standing:
    """One place on one day for one reader; each part is read when a page asks for it."""

    def __init__(self, version: PlaceVersion, on: date, sight: Sight, among: UnitSet | None = None) -> None:
        self.version, self.on, self.sight, self.among = version, on, sight, among

    @property
    def has_ended(self) -> bool:
        return not self.version.stands_on(self.on)

    @property
    def is_commune(self) -> bool:
        return self.version.kind in COMMUNE_KINDS

    @cached_property
    def units(self) -> list[PlaceVersion]:
        """The communes proper; of a township or ward, the unit itself."""
        if self.is_commune:
            return [self.version]
        communes = [unit for unit in territory(self.version.place, self.on) if unit.kind == Kind.XA]
        if self.among is None:
            return communes
        members = {unit.place_id for unit in members_on(self.among, self.on)}
        return [unit for unit in communes if unit.place_id in members]

    @cached_property
    def unit_sets(self) -> list[UnitSet]:
        """The sets by which the page may be narrowed: those of the place and of its superiors."""
        day = min(self.on, self.version.last_day) if self.has_ended else self.on
        return list(unit_sets_over([self.version.place, *(one.place_id for one in superiors_of(self.version, day))]))

    @cached_property
    def shown(self) -> list[PlaceVersion]:
        """The communes whose results the reader may see; of the others only what was published."""
        return [unit for unit in self.units if self.sight.opens(unit.place_id)]

    @property
    def withheld(self) -> int:
        return len(self.units) - len(self.shown)

    @property
    def is_closed(self) -> bool:
        """Nothing but published facts may be shown."""
        return bool(self.withheld) and not self.shown

    @cached_property
    def titles(self) -> dict[int, dict[str, TitleRecord]]:
        return titles_on([unit.place_id for unit in self.units], self.on)

    @cached_property
    def sets(self) -> dict[str, CriteriaSet]:
        """The sets that judge communes on the day, by level."""
        return {rules.level: rules for rules in sets_in_force(self.on)}

    @cached_property
    def first_set(self) -> CriteriaSet | None:
        return next((self.sets[level] for level in LADDER if level in self.sets), None)

    def judged(self, rules: CriteriaSet) -> Judged:
        known = self.__dict__.setdefault("_judged", {})
        if rules.id not in known:
            known[rules.id] = judged(self, rules)
        found: Judged = known[rules.id]
        return found

    def next_level(self, place: int) -> str | None:
        """The first title of the ladder that the commune does not hold and a set in force describes."""
        held = self.titles.get(place, {})
        top = max((LADDER.index(title) for title in held if title in LADDER), default=-1)
        return next((level for level in LADDER[top + 1 :] if level in self.sets), None)


def judged(standing: Standing, rules: CriteriaSet) -> Judged:
    ids = [unit.place_id for unit in standing.shown]
    views = figures_on(ids, standing.on, set_id=rules.id, among=standing.sight.figures())
    known = {pk: from_records(rules, standing.titles.get(pk, {})) for pk in ids}
    return Judged(rules, views, judge_each(rules, views, standing.on, known))


def standing_at(code: str, on: date, sight: Sight, among: UnitSet | None = None) -> Standing:
    """The place that bears the code that day; of a superior unit that ended, its last version."""
    try:
        return Standing(place_at(code, on), on, sight, among)
    except PlaceNotFound as missing:
        ended = [
            one for one in missing.nearest if one.kind not in COMMUNE_KINDS and one.valid_to and one.valid_to <= on
        ]
        if not ended:
            raise
        return Standing(ended[-1], on, sight, among)


def short_findings(result: PlaceResult) -> list[Finding]:
    """What is not met or not known, in the order of the law."""
    return [one for one in result.findings.values() if one.verdict in ("not_met", "unknown")]
