"""Worked cases that an official can check: a place on a day, its figures, and what must come out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, RootModel

from openntm.criteria.judge import judge
from openntm.criteria.library import load_overlays
from openntm.criteria.loader import Document, read_document
from openntm.criteria.measures import figures_from
from openntm.criteria.schema import read_model
from openntm.criteria.types import Because, CriteriaSet, CriterionResult, Finding, Overlay, PlaceResult, Text, Verdict
from openntm.criteria.types.strict import Figure, RawValue, Strict


class Expected(Strict):
    """What a finding must say; what is left out is not looked at."""

    verdict: Verdict
    because: Because | None = None
    gap: Figure | None = None
    needed: RawValue = None
    verified: bool | None = None
    as_whole: bool | None = None
    source: str | None = None
    reason_vi: str | None = None
    reason_en: str | None = None


def _verdict_alone(value: Any) -> Any:
    """`met`, or `unknown/no_figure` for a verdict with its reason."""
    if not isinstance(value, str):
        return value
    verdict, _, because = value.partition("/")
    return {"verdict": verdict, "because": because} if because else {"verdict": verdict}


class Case(Strict):
    """One worked case; `expect` is by figure id (indicator, part, prerequisite), `criterion:4`, or `title`."""

    name: Text | str
    date: date
    figures: dict[str, RawValue] = {}
    region: str | None = None
    group: str | None = None
    attributes: dict[str, RawValue] = {}
    overlays: tuple[str, ...] = ()
    records: dict[str, Any] = {}
    expect: dict[str, Annotated[Expected, BeforeValidator(_verdict_alone)]] = {}
    criteria_met: int | None = None
    indicators_met: int | None = None

    @property
    def title_en(self) -> str:
        return self.name if isinstance(self.name, str) else self.name.en


class _Title(NamedTuple):
    verdict: Verdict
    because: Because | None


Answer = Finding | CriterionResult | _Title


class Cases(RootModel[tuple[Case, ...]]):
    """A cases file."""


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file; refused with lines like a set."""
    return read_cases(read_document(path))


def read_cases(document: Document) -> tuple[Case, ...]:
    """The cases of a document that has been read."""
    return read_model(Cases, document).root


def cases_path(set_path: Path, set_id: str) -> Path:
    """Where the cases of a set are: `<stem>.cases.yaml` beside it, or `<set id>.yaml` in the nearest folder `cases`."""
    beside = set_path.with_name(f"{set_path.stem}.cases.yaml")
    folders = [parent / "cases" for parent in (set_path.resolve().parents)[:4]]
    return next((path for path in (beside, *(f / f"{set_id}.yaml" for f in folders)) if path.is_file()), beside)


def judge_case(law: CriteriaSet, case: Case) -> PlaceResult:
    """The result for the place that the case describes; it lies in the province whose overlay is named."""
    overlays = _overlays(case)
    return judge(
        law,
        {**case.figures, **figures_from(law, case.records, case.date)},
        case.date,
        region=case.region,
        group=case.group,
        attributes=({"province": overlays[0].province} if overlays else {}) | case.attributes,
        overlays=overlays,
    )


def differences(law: CriteriaSet, case: Case) -> list[str]:
    """What came out otherwise than the case says; nothing when it holds."""
    return list(_differences(case, judge_case(law, case)))


def _overlays(case: Case) -> tuple[Overlay, ...]:
    known = {overlay.id: overlay for overlay in load_overlays(examples=True)} if case.overlays else {}
    unknown = [name for name in case.overlays if name not in known]
    if unknown:
        raise LookupError(f"no overlay {unknown[0]}")
    return tuple(known[name] for name in case.overlays)


def _differences(case: Case, result: PlaceResult) -> Iterator[str]:
    answers: dict[str, Answer] = dict(_by_id({**result.findings, **result.prerequisites}))
    answers |= {f"criterion:{criterion.id}": criterion for criterion in result.criteria}
    answers["title"] = _Title(result.title_verdict, result.title_because)
    for name, expected in case.expect.items():
        yield from _compare(name, expected, answers.get(name))
    for count in ("criteria_met", "indicators_met"):
        yield from _differ(count, getattr(case, count), getattr(result, count))


def _by_id(findings: dict[str, Finding]) -> dict[str, Finding]:
    found = dict(findings)
    for finding in findings.values():
        found |= _by_id({part.indicator: part for part in finding.parts})
    return found


def _compare(figure_id: str, expected: Expected, finding: Answer | None) -> Iterator[str]:
    if finding is None:
        yield f"{figure_id}: there is no such finding"
        return
    for name in expected.model_fields_set:
        wanted, found = getattr(expected, name), getattr(finding, name, None)
        if name == "needed" and isinstance(finding, Finding):
            wanted = finding.asked.value_of(wanted)
        yield from _differ(f"{figure_id} {name}", wanted, found)


def _differ(what: str, wanted: object, found: object) -> Iterator[str]:
    if wanted is not None and wanted != found:
        yield f"{what}: expected {wanted}, came out as {found}"
