"""The same law written for OpenFisca-core, as its documentation has it: parameters by region, a formula a variable.

It is spared what it would have to carry besides: the gaps, and separate figures for men and women.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from figures import DAY
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from openntm.criteria import Code, CriteriaSet, Rule, plan
from openntm.criteria.bulk import Scaled
from openntm.criteria.bulk.numbers import exact
from openntm.criteria.types import Direction

YEAR = str(DAY.year)
NOT_MET, NO_FIGURE, NO_THRESHOLD, MET, NOT_APPLICABLE = map(int, Code)
Commune = build_entity(key="commune", plural="communes", label="Commune", is_person=True)


def slug(name: str) -> str:
    return name.replace(".", "_").replace(":", "_")


def system(law: CriteriaSet, regions: list[str]) -> TaxBenefitSystem:
    """Figures, codes of indicators and criteria, counts and title as variables."""
    keys = sorted(set(regions))
    rules = {key: _rules(law, key) for key in keys}
    made = TaxBenefitSystem([Commune])
    made.parameters = ParameterNode("", data=_parameters(rules))
    region = Enum("Region", [(key, key) for key in keys])
    made.add_variable(_variable("region", value_type=Enum, possible_values=region, default_value=list(region)[0]))
    for name, rule in rules[keys[0]].items():
        made.add_variable(_variable(f"f_{slug(name)}", value_type=float, default_value=np.nan))
        made.add_variable(_formula(f"own_{slug(name)}", _own(slug(name), rule, keys)))
        made.add_variable(_formula(f"i_{slug(name)}", _joined(rule)))
    _add_whole(made, law, list(plan(law, DAY, region=keys[0]).prerequisites))
    return made


def filled(made: TaxBenefitSystem, regions: list[str], figures: Mapping[str, Scaled]) -> Simulation:
    simulation = SimulationBuilder().build_default_simulation(made, len(regions))
    simulation.set_input("region", YEAR, np.array(regions))
    for name, column in figures.items():
        numbers = column.figures / 10.0**column.digits
        numbers[column.missing] = np.nan
        simulation.set_input(f"f_{slug(name)}", YEAR, numbers.astype(np.float32))
    return simulation


def calculated(simulation: Simulation, law: CriteriaSet) -> dict[str, np.ndarray]:
    """Everything that is asked of `judge_many` too, gaps left out."""
    found = {i.id: simulation.calculate(f"i_{slug(i.id)}", YEAR) for i in law.indicators}
    for name in ("title", "criteria_met", "criteria_total", "indicators_met", "indicators_total"):
        found[name] = simulation.calculate(name, YEAR)
    return found


def _rules(law: CriteriaSet, region: str) -> dict[str, Rule]:
    asked = plan(law, DAY, region=region)
    found = {**asked.rules, **asked.prerequisites}
    return found | {part.figure_id: part for rule in found.values() for part in rule.parts}


def _parameters(rules: Mapping[str, Mapping[str, Rule]]) -> dict[str, Any]:
    return {
        slug(name): {
            region: {"values": {f"{YEAR}-01-01": {"value": _needed(own[name])}}} for region, own in rules.items()
        }
        for name in next(iter(rules.values()))
    }


def _needed(rule: Rule) -> float:
    return float("nan") if rule.needed.value is None else float(exact(rule.asked, rule.needed.value))


def _variable(name: str, **fields: Any) -> type[Variable]:
    return type(name, (Variable,), {"entity": Commune, "definition_period": DateUnit.YEAR, "label": name, **fields})


def _formula(name: str, formula: Callable[..., np.ndarray]) -> type[Variable]:
    return _variable(name, value_type=int, formula=formula)


def _own(name: str, rule: Rule, keys: list[str]) -> Callable[..., np.ndarray]:
    """A single region is spared the look-up by region, which is most of the work."""

    def formula(commune, period, parameters):
        figure = commune(f"f_{name}", period)
        needed = parameters(period)[name][commune("region", period) if len(keys) > 1 else keys[0]]
        passes = figure <= needed if rule.asked.direction is Direction.AT_MOST else figure >= needed
        return np.select(
            [np.isnan(figure), np.isnan(needed) & np.ones_like(passes), passes], [NO_FIGURE, NO_THRESHOLD, MET], NOT_MET
        )

    return formula


def _joined(rule: Rule) -> Callable[..., np.ndarray]:
    """All of the parts that apply, unless only the whole was reported or the whole fails."""
    own, parts = f"own_{slug(rule.figure_id)}", [f"i_{slug(p.figure_id)}" for p in rule.parts if p.fixed is None]

    def formula(commune, period, parameters):
        if rule.fixed is not None:
            return np.full(commune.count, int(rule.fixed))
        whole, codes = commune(own, period), [commune(part, period) for part in parts]
        if not codes:
            return whole
        joined = reduce(np.minimum, codes)
        if rule.asked.needs_own_figure:
            return np.minimum(whole, joined)
        alone = (whole != NO_FIGURE) & np.all([code == NO_FIGURE for code in codes], axis=0)
        return np.where((whole == NOT_MET) | alone, whole, joined)

    return formula


def _add_whole(made: TaxBenefitSystem, law: CriteriaSet, prerequisites: list[str]) -> None:
    criteria = [f"c_{criterion.id}" for criterion in law.criteria]
    indicators = [f"i_{slug(indicator.id)}" for indicator in law.indicators]
    for name, criterion in zip(criteria, law.criteria, strict=True):
        own = [f"i_{slug(indicator.id)}" for indicator in law.indicators_of[criterion.id]]
        made.add_variable(_formula(name, _worst(own)))
    made.add_variable(_formula("title", _worst([*criteria, *(f"i_{slug(name)}" for name in prerequisites)])))
    for name, counted in (("criteria", criteria), ("indicators", indicators)):
        made.add_variable(_formula(f"{name}_met", _count(counted, lambda code: code == MET)))
        made.add_variable(_formula(f"{name}_total", _count(counted, lambda code: code != NOT_APPLICABLE)))


def _worst(names: list[str]) -> Callable[..., np.ndarray]:
    def formula(commune, period, parameters):
        return reduce(np.minimum, [commune(name, period) for name in names])

    return formula


def _count(names: list[str], counts: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    def formula(commune, period, parameters):
        return sum(counts(commune(name, period)).astype(np.int32) for name in names)

    return formula
