"""Every indicator has its three worked cases, and every case comes out as it says."""

from collections.abc import Iterator
from pathlib import Path

from openntm.criteria.cases import Case, cases_path, differences, read_cases
from openntm.criteria.check.walk import Complaint
from openntm.criteria.figures import SEXES
from openntm.criteria.loader import Document, read_document
from openntm.criteria.problems import Problem, SetRefused
from openntm.criteria.types import Asked, Because, CriteriaSet, Verdict


def cases_problems(law: CriteriaSet, document: Document, path: Path | None, *, run: bool) -> list[Problem]:
    """Indicators with too few cases, and, where the set itself is sound, cases that do not come out."""
    path = path or cases_path(Path(document.file), law.id)
    if not path.is_file():
        message = f"no worked cases: write {path.name}, or name the file with --cases"
        return [Problem(document.file, document.line_of(("set",)), "no-cases", message)]
    try:
        read = read_document(path)
        cases = read_cases(read)
    except SetRefused as refusal:
        return refusal.problems
    found = [
        Problem(read.file, read.line_of(c.path), c.rule, c.message) for c in (_failures(law, cases) if run else ())
    ]
    missing = _missing(law, cases)
    return found + [Problem(document.file, document.line_of(c.path), c.rule, c.message) for c in missing]


def _failures(law: CriteriaSet, cases: tuple[Case, ...]) -> Iterator[Complaint]:
    for place, case in enumerate(cases):
        unknown = {name for name in (*case.figures, *case.records) if not _is_known(law, name)}
        for name in sorted(unknown):
            yield Complaint((place, "figures", name), "unknown-indicator", f"the set asks for no figure {name}")
        if unknown:
            continue
        try:
            found = differences(law, case)
        except (ValueError, LookupError, TypeError) as error:
            found = [str(error)]
        for difference in found:
            yield Complaint((place,), "case-fails", f'"{case.title_en}": {difference}')


def _is_known(law: CriteriaSet, name: str) -> bool:
    above, _, last = name.rpartition(":")
    asked = law.by_id.get(above)
    if "/" in name or name in law.by_id or asked is None:
        return "/" in name or name in law.by_id
    return asked.open_list or (asked.both_sexes and last in SEXES)


def _missing(law: CriteriaSet, cases: tuple[Case, ...]) -> Iterator[Complaint]:
    """Met, just not met and not reported; where no value is known, that it is not known."""
    expected = {(name, e.verdict, e.because) for case in cases for name, e in case.expect.items()}
    for place, indicator in enumerate(law.indicators):
        seen = {(verdict, because) for name, verdict, because in expected if name == indicator.id}
        for words, wanted in _wanted(indicator):
            if not seen & wanted:
                message = f"{indicator.id} has no worked case where it is {words}"
                yield Complaint(("indicators", place), "three-cases", message)


Answers = set[tuple[Verdict, Because | None]]


def _wanted(indicator: Asked) -> list[tuple[str, Answers]]:
    not_reported: Answers = {(Verdict.UNKNOWN, Because.NO_FIGURE), (Verdict.UNKNOWN, None)}
    if not _has_value(indicator):
        no_threshold: Answers = {(Verdict.UNKNOWN, Because.NO_THRESHOLD)}
        return [("without a threshold", no_threshold), ("not reported", not_reported)]
    met: Answers = {(Verdict.MET, None)}
    not_met: Answers = {(Verdict.NOT_MET, None)}
    return [("met", met), ("just not met", not_met), ("not reported", not_reported)]


def _has_value(asked: Asked) -> bool:
    own = any(row.relative_to or any(v is not None for v in row.values.values()) for row in asked.thresholds)
    return own and (not asked.needs_own_figure or all(_has_value(part) for part in asked.parts))
