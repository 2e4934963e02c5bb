"""Reads: one work with all that hangs on it, as its pages show it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from openntm.office.wording import number_text
from openntm.works.drawing import Chart, Sketch, chart_of, sketch_of
from openntm.works.models import Change, Contract, Money, Party, Progress, Work

STALE = timedelta(days=90)  # ours: quarterly figures of supervision need news at least as often
MILLION = 1_000_000


@dataclass(frozen=True)
class Whole:
    """`money` with its sums, `charts` by their headings' keys."""

    work: Work
    parties: list[Party]
    contracts: list[Contract]
    money: list[Money]
    progress: list[Progress]
    changes: list[Change]
    sketch: Sketch | None
    physical: Chart | None
    financial: Chart | None
    is_stale: bool

    @property
    def planned(self) -> int | None:
        return total(self.money, "planned")

    @property
    def actual(self) -> int | None:
        return total(self.money, "actual")

    @property
    def last(self) -> Progress | None:
        return self.progress[-1] if self.progress else None

    @property
    def reason(self) -> str:
        """Why the work stands as it does, where the last step said it."""
        steps = list(self.work.steps.all())
        return steps[-1].reason if steps and steps[-1].after == self.work.state else ""

    @property
    def suppliers(self) -> list[Party]:
        return [one for one in self.parties if one.role == Party.Role.SUPPLIER]

    @property
    def supervisors(self) -> list[Party]:
        return [one for one in self.parties if one.role == Party.Role.SUPERVISOR]

    @property
    def designers(self) -> list[Party]:
        return [one for one in self.parties if one.role == Party.Role.DESIGNER]

    @property
    def others(self) -> list[Party]:
        """Beside the contractor and the owner, who have lines of their own."""
        known = [(Party.Role.BUYER, self.work.owner)]
        return [one for one in self.parties if one.role != Party.Role.SUPPLIER and (one.role, one.name) not in known]


def total(money: list[Money], name: str) -> int | None:
    held = [value for one in money if (value := getattr(one, name)) is not None]
    return sum(held) if held else None


def with_parts(works: QuerySet[Work]) -> QuerySet[Work]:
    """A constant number of queries, however many works."""
    contracts = Contract.objects.select_related("supplier")
    changes = Change.objects.select_related("contract")
    return works.select_related("place").prefetch_related(
        "parties",
        "money",
        "progress",
        "milestones",
        "documents__file",
        "steps",
        Prefetch("contracts", contracts),
        Prefetch("changes", changes),
    )


def whole_of(work: Work, on: date) -> Whole:
    """`work` comes with its parts; what was entered for later days is left out of the progress."""
    progress = [row for row in work.progress.all() if row.day <= on]
    is_open = work.state in (Work.State.UNDERWAY, Work.State.STOPPED)
    is_stale = bool(is_open and work.updated_on and on - work.updated_on > STALE)
    return Whole(
        work=work,
        parties=list(work.parties.all()),
        contracts=list(work.contracts.all()),
        money=list(work.money.all()),
        progress=progress,
        changes=list(work.changes.all()),
        sketch=sketch_of(work),
        physical=physical(progress) if len(progress) > 1 else None,
        financial=financial(progress, work.budget) if len(progress) > 1 else None,
        is_stale=is_stale,
    )


def physical(progress: list[Progress]) -> Chart:
    return chart_of(
        progress,
        lambda row: float(row.planned_percent),
        lambda row: float(row.actual_percent),
        100.0,
        lambda value: f"{number_text(round(value, 1))}%",
    )


def financial(progress: list[Progress], budget: int | None) -> Chart | None:
    """In millions of đồng, up to the budget."""
    given = [value for row in progress for value in (row.planned_money, row.actual_money) if value]
    most = max([*given, budget or 0], default=0)
    if not given:
        return None

    def amount(row: Progress, name: str) -> float | None:
        value: Any = getattr(row, name)
        return None if value is None else float(value)

    return chart_of(
        progress,
        lambda row: amount(row, "planned_money"),
        lambda row: amount(row, "actual_money"),
        float(most),
        lambda value: number_text(round(value / MILLION)),
    )
