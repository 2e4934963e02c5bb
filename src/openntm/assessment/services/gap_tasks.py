"""An indicator that is not met becomes a task: what is missing is found anew and stands in the task in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from openntm.assessment.queries.results import results_on
from openntm.criteria import Because, Finding, Verdict, load_set
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.steering.models import Task
from openntm.steering.services.tasks import Gap, give_task


class NoGap(Exception):
    """The indicator is met on that day, or does not apply."""


def can_be_closed(finding: Finding) -> bool:
    """Not met, or not known for want of a figure; a threshold that is missing is no task of the commune."""
    return finding.verdict == Verdict.NOT_MET or (
        finding.verdict == Verdict.UNKNOWN and finding.because != Because.NO_THRESHOLD
    )


@dataclass(frozen=True)
class Short:
    """An indicator of a commune on a day, with what was found."""

    version: PlaceVersion
    set_id: str
    finding: Finding

    @property
    def is_short(self) -> bool:
        return can_be_closed(self.finding)


def short_on(version: PlaceVersion, set_id: str, indicator: str, on: date) -> Short | None:
    """None where the set does not ask for such an indicator."""
    result = results_on([version.place], set_id, on)[version.place_id]
    finding = result.findings.get(indicator)
    return Short(version, set_id, finding) if finding and indicator in load_set(set_id).by_id else None


def give_gap_task(*, by: Person, short: Short, on: date, **asked: Any) -> Task:
    """Raises TaskOpen where a task for this indicator is open at the commune; `on` is today."""
    if not short.is_short:
        raise NoGap
    gap = Gap(short.set_id, short.finding.indicator, short.finding.reason_vi)
    [task] = give_task(by=by, places=[short.version.place], gap=gap, on=on, **asked)
    return task
