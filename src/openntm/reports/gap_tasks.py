"""Beside an indicator that is not met: the task that is open for it, or the way to give one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.assessment.services.gap_tasks import can_be_closed
from openntm.criteria import Finding
from openntm.office.access import reach, today
from openntm.office.roles import Action
from openntm.office.tables import Cell, Column
from openntm.places.models import PlaceVersion
from openntm.reports.standing import Standing
from openntm.steering.models import Task
from openntm.steering.queries.tasks import open_gap_tasks


@dataclass(frozen=True)
class GapTasks:
    """For a reader who may give tasks at `places`; `open` are today's open tasks by place, set and indicator."""

    places: frozenset[int]
    open: Mapping[tuple[int, str, str], Task]
    on: date

    @property
    def column(self) -> Column:
        return Column("task", _("Task"))

    def cell(self, unit: PlaceVersion, set_id: str, finding: Finding) -> Cell:
        day, indicator = self.on.isoformat(), finding.indicator
        if unit.place_id not in self.places:
            return Cell(None)
        if task := self.open.get((unit.place_id, set_id, indicator)):
            address = reverse("steering:task", args=[unit.code, day, task.pk])
            return Cell(str(task.get_state_display()), url=address, under=task.due.strftime("%d/%m/%Y"))
        if not can_be_closed(finding):
            return Cell(None)
        return Cell(
            None, _("Give a task"), url=reverse("assessment:gap_task", args=[unit.code, day, set_id, indicator])
        )


def gap_tasks(request: HttpRequest, standing: Standing) -> GapTasks | None:
    """None for whoever gives no tasks here, and in files, which hold no buttons."""
    if not request.user.is_authenticated or "format" in request.GET:
        return None
    places = reach(request.user, today(), Action.GIVE_TASKS) & {unit.place_id for unit in standing.shown}
    if not places:
        return None
    found = open_gap_tasks(places, [rules.id for rules in standing.sets.values()])
    return GapTasks(places, found, standing.on)
