"""What is asked of a place on a day, laid flat: one slot for each figure that somebody can report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openntm.assessment.asked import SEXES
from openntm.criteria import Finding, PlaceResult, Verdict
from openntm.criteria.types import Asked, Why


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure to report; `finding` is what the judge says of it now, `sex` when it is asked for each."""

    figure_id: str
    criterion: str
    asked: Asked
    finding: Finding
    depth: int
    sex: str = ""


def slots_of(result: PlaceResult, criterion: str | None = None) -> list[Slot]:
    """In the order of the law; parts that do not apply to the place on that day are left out."""
    found: list[Slot] = []
    for one in result.criteria:
        if criterion in (None, one.id):
            for finding in one.findings:
                found.extend(_slots(one.id, finding, 0))
    return found


def _slots(criterion: str, finding: Finding, depth: int) -> Iterator[Slot]:
    yield Slot(finding.indicator, criterion, finding.asked, finding, depth)
    if finding.asked.both_sexes:
        known = {part.indicator.rpartition(":")[2]: part for part in finding.parts}
        for sex in SEXES:
            name = f"{finding.indicator}:{sex}"
            yield Slot(name, criterion, finding.asked, known.get(sex, finding), depth + 1, sex)
    for part in _parts(finding):
        yield from _slots(criterion, part, depth + 1)


def _parts(finding: Finding) -> Iterable[Finding]:
    own = finding.asked.parts
    return [part for part in finding.parts if own or not finding.asked.both_sexes if _is_asked(part)]


def _is_asked(part: Finding) -> bool:
    return not (part.verdict is Verdict.NOT_APPLICABLE and part.why is Why.DOES_NOT_APPLY and part.figure is None)
