"""One rule with its figures becomes a finding; parts are findings too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from openntm.criteria.comparing import code_of, gap_of
from openntm.criteria.figures import SEXES, figure_in
from openntm.criteria.types import NOT_APPLICABLE, Code, CriterionResult, Finding, Rule, Text, Verdict, Why
from openntm.criteria.verdicts import all_of, at_least


def finding_of(rule: Rule, figures: Mapping[str, Any]) -> Finding:
    """The finding of an indicator or part: settled beforehand, by sex, by its parts, or by its own figure."""
    own = figure_in(figures, rule.figure_id, rule.asked)
    if rule.fixed is not None:
        return _settled(rule, own, rule.fixed, rule.why or Why.DOES_NOT_APPLY)
    if own is NOT_APPLICABLE:
        return _settled(rule, own, Code.NOT_APPLICABLE, Why.DOES_NOT_APPLY)
    whole = _by_sex(rule, figures) if rule.asked.both_sexes else _compared(rule, own)
    return _with_parts(rule, whole, [finding_of(part, figures) for part in rule.parts]) if rule.parts else whole


def following(rule: Rule, finding: Finding, criteria: Sequence[CriterionResult]) -> Finding:
    """What was not reported, answered by the criteria of the set itself; what was reported stands."""
    if code(finding) is not Code.NO_FIGURE or not rule.follows_from or rule.needed.value is None:
        return finding
    own = [criterion for criterion in criteria if criterion.id in rule.follows_from]
    found = all_of(Code.of(criterion.verdict, criterion.because) for criterion in own)
    is_verified = all(
        one.verified for criterion in own for one in criterion.findings if code(one) < Code.NOT_APPLICABLE
    )
    return replace(
        finding,
        verdict=found.verdict,
        because=found.because,
        verified=finding.verified and is_verified,
        why=Why.BY_CRITERIA,
    )


def code(finding: Finding) -> Code:
    return Code.of(finding.verdict, finding.because)


def joined(rule: Rule, codes: Sequence[Code]) -> Code:
    """The parts together, as the indicator joins them."""
    return all_of(codes) if rule.share_all else at_least(rule.least, codes)


def _settled(rule: Rule, figure: Any, fixed: Code, why: Why) -> Finding:
    return _finding(rule, figure, fixed, why, gap=None, missing=rule.missing)


def _compared(rule: Rule, figure: Any, figure_id: str | None = None) -> Finding:
    found = code_of(rule.asked, rule.needed.value, figure)
    why = {Code.NO_FIGURE: Why.NOT_REPORTED, Code.NO_THRESHOLD: rule.needed.why}.get(found, Why.COMPARED)
    gap = gap_of(rule.asked, rule.needed.value, figure)
    return _finding(rule, figure, found, why, gap=gap, figure_id=figure_id)


def _finding(
    rule: Rule,
    figure: Any,
    found: Code,
    why: Why,
    *,
    gap: Decimal | None,
    figure_id: str | None = None,
    missing: Text | None = None,
) -> Finding:
    row = rule.needed.row
    return Finding(
        indicator=figure_id or rule.figure_id,
        asked=rule.asked,
        verdict=found.verdict,
        because=found.because,
        figure=figure,
        needed=rule.needed.value,
        gap=gap,
        verified=rule.asked.verified and (row is None or row.is_verified),
        why=why,
        row=row,
        general=rule.needed.general,
        missing=missing,
    )


def _by_sex(rule: Rule, figures: Mapping[str, Any]) -> Finding:
    """Each sex must pass; an undivided figure stands for the lower of the two."""
    own = figure_in(figures, rule.figure_id, rule.asked)
    by_sex = {sex: figure_in(figures, f"{rule.figure_id}:{sex}", rule.asked) for sex in SEXES}
    if all(figure is None for figure in by_sex.values()):
        return _compared(rule, own)
    parts = [_compared(rule, by_sex[sex], f"{rule.figure_id}:{sex}") for sex in SEXES]
    counted = [part for part in parts if own is None or part.figure is not None]
    counted += [_compared(rule, own)] if own is not None else []
    worst = min(counted, key=lambda part: (code(part), -(part.gap or 0)))
    found = all_of(code(part) for part in counted)
    why = worst.why if found in (Code.NO_FIGURE, Code.NO_THRESHOLD) else Why.BY_SEX
    return replace(worst, indicator=rule.figure_id, why=why, parts=tuple(parts))


def _with_parts(rule: Rule, whole: Finding, parts: list[Finding]) -> Finding:
    applying = [part for part in parts if part.verdict is not Verdict.NOT_APPLICABLE]
    found = joined(rule, [code(part) for part in parts])
    if rule.asked.needs_own_figure:
        return _decided(whole, parts, min(code(whole), found), applying)
    if found is Code.NOT_APPLICABLE and rule.parts:
        return replace(_decided(whole, parts, found, applying), why=Why.DOES_NOT_APPLY, gap=None)
    if whole.figure is not None and not any(_is_reported(part) for part in applying):
        return replace(whole, parts=tuple(parts), as_whole=True, why=_as_whole(whole))
    if code(whole) is Code.NOT_MET:
        return replace(whole, parts=tuple(parts))
    return _decided(whole, parts, found, applying)


def _as_whole(whole: Finding) -> Why:
    return Why.AS_WHOLE if whole.because is None else whole.why


def _is_reported(finding: Finding) -> bool:
    return finding.figure is not None or any(_is_reported(part) for part in finding.parts)


def _decided(whole: Finding, parts: list[Finding], found: Code, applying: list[Finding]) -> Finding:
    """The whole's finding with the verdict that its parts give it."""
    if found is code(whole) and whole.figure is not None:
        verified = whole.verified and all(part.verified for part in applying)
        return replace(whole, parts=tuple(parts), verified=verified)
    return replace(
        whole,
        verdict=found.verdict,
        because=found.because,
        gap=Decimal(0) if found is Code.MET and whole.gap is not None else None,
        verified=whole.asked.verified and all(part.verified for part in applying),
        why=_why_parts(found, applying),
        missing=next((part.missing for part in applying if code(part) is found and part.missing), None),
        parts=tuple(parts),
    )


def _why_parts(found: Code, applying: list[Finding]) -> Why:
    if found in (Code.NO_FIGURE, Code.NO_THRESHOLD):
        return next((part.why for part in applying if code(part) is found), Why.NOT_REPORTED)
    return Why.BY_PARTS
