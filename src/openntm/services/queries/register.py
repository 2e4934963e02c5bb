"""The register as keepers see it: each procedure with its state, and a proposed change beside what holds now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from openntm.office.wording import in_language
from openntm.places.models import Place
from openntm.services.catalogue import FACTS, Procedure, procedures_on, titles
from openntm.services.models import Change, Check
from openntm.services.queries.guides import Mean, Superseded, means_at, said_by_office, superseded

NAMES = {
    "desk": gettext_lazy("Counter"),
    "hours": gettext_lazy("Opening hours"),
    "phone": gettext_lazy("Telephone of the office"),
    "fee": gettext_lazy("Fee here"),
    "time": gettext_lazy("Time limit here"),
    "note": gettext_lazy("Remark for readers"),
}
COLUMNS = [
    gettext_lazy("Procedure"),
    gettext_lazy("Sector"),
    gettext_lazy("National code"),
    gettext_lazy("Version"),
    gettext_lazy("Holds from"),
    gettext_lazy("Facts verified"),
    gettext_lazy("Superseded acts"),
    gettext_lazy("Dead links"),
    gettext_lazy("Ratings"),
    gettext_lazy("Mean of ratings"),
]


@dataclass(frozen=True)
class RegisterRow:
    procedure: Procedure
    over: list[Superseded]
    dead: list[str]
    mean: Mean

    @property
    def field(self) -> str:
        return in_language(titles("fields")[self.procedure.field])

    @property
    def verified(self) -> str:
        return f"{len(self.procedure.verified)}/{len(FACTS)}"

    @property
    def line(self) -> list[Any]:
        one = self.procedure
        over = ", ".join(f"{act.number} → {act.by}" for act in self.over)
        head = [in_language(one.title), self.field, one.code, one.version, one.valid_from, self.verified]
        return [*head, over, ", ".join(self.dead), self.mean.count, self.mean.value]


ORDER: dict[str, Any] = {
    "title": lambda row: row.procedure.sort_key,
    "field": lambda row: list(titles("fields")).index(row.procedure.field),
    "verified": lambda row: len(row.procedure.verified),
    "stars": lambda row: (row.mean.value or 0, row.mean.count),
}


def register_rows(place: Place, on: date) -> list[RegisterRow]:
    """In three queries, however many procedures."""
    found = procedures_on(on)
    over = {one.number: one for one in superseded({act.number for one in found for act in one.acts}, on)}
    dead = dict(Check.objects.values_list("slug", "dead"))
    means = means_at(place, on)
    return [
        RegisterRow(
            one,
            [over[act.number] for act in one.acts if act.number in over],
            dead.get(one.slug, []),
            means.get(one.slug, Mean(0, None)),
        )
        for one in found
    ]


def said_in(change: Change, on: date) -> list[tuple[Any, str, str]]:
    """Name, what readers see now, what the change says; only what it says."""
    now = said_by_office(change.place, change.slug, on)
    proposed = [(name, getattr(change, name)) for name in Change.SAID]
    return [(NAMES[name], now.get(name, ""), text) for name, text in proposed if text]
