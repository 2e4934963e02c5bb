"""Runs as their pages show them: with counts by state, and with the names of holders and of the things they lead to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Sum

from openntm.codes.kinds import kinds
from openntm.codes.life import ENDS
from openntm.codes.models import Movement, Run, Stock
from openntm.codes.models.runs import State
from openntm.office.access.cover import last_versions


@dataclass(frozen=True)
class Line:
    """A run in the list: where it belongs and how many of its codes stand where."""

    run: Run
    place: str
    counts: dict[str, int]

    @property
    def kind(self) -> str:
        known = kinds().get(self.run.kind)
        return str(known.title) if known else self.run.kind

    @property
    def active(self) -> int:
        return self.counts[State.ACTIVE]

    @property
    def ended(self) -> int:
        return sum(self.counts[state] for state in ENDS)


def lines_of_runs(runs: Iterable[Run], on: date) -> list[Line]:
    """In two queries, however many runs."""
    runs = list(runs)
    counted: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(State.values, 0))
    rows = Stock.objects.filter(run__in=runs).order_by().values_list("run", "state")
    for run, state, codes in rows.annotate(total=Sum(F("last") - F("first") + 1)):
        counted[run][state] = codes
    versions = last_versions(on).filter(place__in={run.place_id for run in runs})
    names = {version.place_id: version.full_name for version in versions}
    return [Line(run, names.get(run.place_id, ""), counted[run.pk]) for run in runs]


@dataclass(frozen=True)
class Named:
    """A row of the stock or of the ledger with the names of its holder and of what it leads to."""

    row: Any  # Stock or Movement
    holder: str
    thing: str
    before: str = ""  # the holder before, where it was another one


def named(run: Run, rows: Iterable[Stock | Movement]) -> list[Named]:
    """A key that nobody names is shown as it is."""
    rows, kind = list(rows), kinds().get(run.kind)
    holders = {getattr(row, name, "") for row in rows for name in ("holder", "from_holder")} - {""}
    keys = {row.key for row in rows} - {""}
    people = kind.holder_names(holders) if kind and holders else {}
    things = kind.thing_names(keys) if kind and keys else {}
    found = []
    for row in rows:
        was = getattr(row, "from_holder", row.holder)
        before = people.get(was, was) if was != row.holder else ""
        found.append(Named(row, people.get(row.holder, row.holder), things.get(row.key, row.key), before))
    return found
