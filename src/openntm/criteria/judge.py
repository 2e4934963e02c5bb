"""Judges one place: figures against a plan, with reasons, and never a guess."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openntm.criteria.derived import with_derived
from openntm.criteria.judging import finding_of, following
from openntm.criteria.planning import Place, place_of, plan_of
from openntm.criteria.types import (
    Code,
    CriteriaSet,
    Criterion,
    CriterionResult,
    Finding,
    Overlay,
    PlaceResult,
    Plan,
    Verdict,
)
from openntm.criteria.verdicts import all_of


def judge(
    criteria_set: CriteriaSet,
    figures: Mapping[str, Any],
    on: date,
    *,
    region: str | None = None,
    group: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    overlays: Sequence[Overlay] = (),
    others: Mapping[str, CriteriaSet] | None = None,
) -> PlaceResult:
    """One place against a set on a day: every finding, the criteria, the title."""
    return _judge(criteria_set, figures, place_of(on, region, group, attributes, overlays, others))


def _judge(law: CriteriaSet, figures: Mapping[str, Any], place: Place) -> PlaceResult:
    known = with_derived(law, figures, place.others, lambda other, own: _judge(other, own, place))
    return judge_plan(plan_of(law, place), known, place.region)


def judge_plan(plan: Plan, figures: Mapping[str, Any], region: str | None = None) -> PlaceResult:
    """Judges figures against a plan that is already there; a plan serves all places of its class."""
    law = plan.criteria_set
    findings = {name: finding_of(rule, figures) for name, rule in plan.rules.items()}
    criteria = tuple(_criterion(law, criterion, findings) for criterion in law.criteria)
    prerequisites = {
        name: following(rule, finding_of(rule, figures), criteria) for name, rule in plan.prerequisites.items()
    }
    title = all_of(_codes((*criteria, *prerequisites.values())))
    title = Code.NO_THRESHOLD if title is Code.NOT_APPLICABLE else title
    return PlaceResult(
        set_id=law.id,
        on=plan.on,
        region=region,
        findings=findings,
        prerequisites=prerequisites,
        criteria=criteria,
        criteria_met=_count(criteria, Verdict.MET),
        criteria_total=len(criteria) - _count(criteria, Verdict.NOT_APPLICABLE),
        indicators_met=_count(findings.values(), Verdict.MET),
        indicators_total=law.indicators_declared - _count(findings.values(), Verdict.NOT_APPLICABLE),
        title_verdict=title.verdict,
        title_because=title.because,
    )


def _criterion(law: CriteriaSet, criterion: Criterion, findings: Mapping[str, Finding]) -> CriterionResult:
    own = tuple(findings[indicator.id] for indicator in law.indicators_of[criterion.id])
    code = all_of(_codes(own))
    if not criterion.complete or not own:
        code = min(code, Code.NO_THRESHOLD)
    met, left_out = _count(own, Verdict.MET), _count(own, Verdict.NOT_APPLICABLE)
    return CriterionResult(criterion.id, criterion.title, code.verdict, code.because, own, met, len(own) - left_out)


def _codes(results: Iterable[Finding | CriterionResult]) -> list[Code]:
    return [Code.of(result.verdict, result.because) for result in results]


def _count(results: Iterable[Finding | CriterionResult], verdict: Verdict) -> int:
    return sum(result.verdict is verdict for result in results)
