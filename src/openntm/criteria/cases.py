"""Worked cases that an official can check: a place on a day, its figures, and what must come out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, RootModel

from openntm.criteria.judge import judge
from openntm.criteria.library import load_overlays
from openntm.criteria.loader import Document, read_document
from openntm.criteria.measures import figures_from
from openntm.criteria.schema import read_model
from openntm.criteria.types import Because, CriteriaSet, Finding, Overlay, PlaceResult, Verdict
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
    return {"verdict": value} if isinstance(value, str) else value


class Case(Strict):
    """One worked case; `expect` is by figure id (indicator, part, prerequisite), `criteria` by criterion."""

    name: str
    date: date
    figures: dict[str, RawValue] = {}
    region: str | None = None
    group: str | None = None
    attributes: dict[str, RawValue] = {}
    overlay: str | None = None
    records: dict[str, Any] = {}
    expect: dict[str, Annotated[Expected, BeforeValidator(_verdict_alone)]] = {}
    criteria: dict[str, Verdict] = {}
    criteria_met: int | None = None
    indicators_met: int | None = None
    title: Verdict | None = None


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
    """The result for the place that the case describes."""
    return judge(
        law,
        {**case.figures, **figures_from(law, case.records, case.date)},
        case.date,
        region=case.region,
        group=case.group,
        attributes=case.attributes,
        overlays=_overlays(case),
    )


def differences(law: CriteriaSet, case: Case) -> list[str]:
    """What came out otherwise than the case says; nothing when it holds."""
    return list(_differences(case, judge_case(law, case)))


def _overlays(case: Case) -> tuple[Overlay, ...]:
    if case.overlay is None:
        return ()
    found = tuple(o for o in load_overlays(examples=True) if o.id == case.overlay)
    if not found:
        raise LookupError(f"no overlay {case.overlay}")
    return found


def _differences(case: Case, result: PlaceResult) -> Iterator[str]:
    findings = _by_id({**result.findings, **result.prerequisites})
    for figure_id, expected in case.expect.items():
        yield from _compare(figure_id, expected, findings.get(figure_id))
    verdicts = {criterion.id: criterion.verdict for criterion in result.criteria}
    for name, verdict in case.criteria.items():
        yield from _differ(f"criterion {name}", verdict, verdicts.get(name))
    for name in ("criteria_met", "indicators_met"):
        yield from _differ(name, getattr(case, name), getattr(result, name))
    yield from _differ("title", case.title, result.title_verdict)


def _by_id(findings: dict[str, Finding]) -> dict[str, Finding]:
    found = dict(findings)
    for finding in findings.values():
        found |= _by_id({part.indicator: part for part in finding.parts})
    return found


def _compare(figure_id: str, expected: Expected, finding: Finding | None) -> Iterator[str]:
    if finding is None:
        yield f"{figure_id}: there is no such finding"
        return
    for name in expected.model_fields_set:
        wanted, found = getattr(expected, name), getattr(finding, name)
        if name == "needed" and wanted is not None:
            wanted = finding.asked.value_of(wanted)
        yield from _differ(f"{figure_id} {name}", wanted, found)


def _differ(what: str, wanted: object, found: object) -> Iterator[str]:
    if wanted is not None and wanted != found:
        yield f"{what}: expected {wanted}, came out as {found}"
