"""The illustrative figures of one commune on one day: layers that differ a little, gaps, and sources that disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain

from openntm.assessment.measures import measure_of
from openntm.assessment.models import Layer
from openntm.assessment.values import text_of
from openntm.criteria.types import Plan, Rule
from openntm.portal.illustration.chance import chance
from openntm.portal.illustration.traits import Commune
from openntm.portal.illustration.values import leaves, value_text

OWN, OTHER = "illustrative-1", "illustrative-statistics-1"
PIVOTS = {"ntm": 0.37, "advanced": 0.585, "model": 0.6}
MISSING, LATE_MISSING = 0.02, 0.12
CHECKED, APPRAISED, DIFFERENT, DISPUTED = 0.75, 0.3, 0.03, 0.012


@dataclass(frozen=True, slots=True)
class Made:
    """A generated figure, before it is stored."""

    code: str
    measure: str
    day: date
    value: str
    unit: str
    layer: str
    source: str


def indicator_figures(
    commune: Commune, plan: Plan, day: date, known: Mapping[str, Decimal], *, checked: bool
) -> Iterator[Made]:
    """`known` are figures already settled by what was published, by indicator."""
    for rule in chain.from_iterable(map(leaves, plan.rules.values())):
        settled = known.get(rule.figure_id)
        if not _is_missing(commune, rule, day):
            yield from _layers(commune, plan, rule, day, settled, checked=checked)


def _is_missing(commune: Commune, rule: Rule, day: date) -> bool:
    late = chance(commune.code, "late", seed=commune.seed) > 0.9
    luck = chance(commune.code, rule.figure_id, day.year, "missing", seed=commune.seed)
    return luck < (LATE_MISSING if late else MISSING)


def _layers(
    commune: Commune, plan: Plan, rule: Rule, day: date, settled: Decimal | None, *, checked: bool
) -> Iterator[Made]:
    law = plan.criteria_set
    margin = commune.ability(rule.figure_id, day.year) - PIVOTS.get(law.level, 0.5)
    value = text_of(settled) if settled is not None else value_text(rule, margin)
    measure = measure_of(law.id, rule.figure_id)
    own = Made(commune.code, measure, day, value, rule.asked.unit, Layer.SELF, OWN)
    yield own
    luck = chance(commune.code, rule.figure_id, day.year, "layers", seed=commune.seed)
    if checked and luck < CHECKED:
        lower = value_text(rule, margin - 0.08) if settled is None and luck < DIFFERENT else value
        yield replace(own, layer=Layer.CHECKED, value=lower)
        if luck < APPRAISED:
            yield replace(own, layer=Layer.APPRAISED, value=lower)
    elif settled is None and luck > 1 - DISPUTED:
        yield replace(own, source=OTHER, value=value_text(rule, margin - 0.05))


def programme_figures(code: str, day: date, values: Mapping[str, tuple[Decimal | int, str]]) -> Iterator[Made]:
    """Measures of the programme itself: measure → value and unit."""
    for measure, (value, unit) in values.items():
        yield Made(code, measure, day, text_of(Decimal(value)), unit, Layer.SELF, OWN)
