"""The waiting period between a treatment and a harvest: pure, entries are the argument.

A harvest is early on every day before the treatment's day plus its waiting days. A treatment of the same day counts
as done before the harvest, for the diary keeps no hours. What was corrected or withdrawn no longer counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openntm.produce.models import DiaryEntry

Kind = DiaryEntry.Kind


@dataclass(frozen=True)
class Conflict:
    """A harvest inside the waiting period of a treatment; `allowed_from` is the first day that was free of it."""

    treatment: DiaryEntry
    harvest: DiaryEntry
    allowed_from: date


def standing(entries: Iterable[DiaryEntry]) -> list[DiaryEntry]:
    """Those that no later entry corrected or took back."""
    known = list(entries)
    replaced = {entry.corrects_id for entry in known} - {None}
    return [entry for entry in known if entry.pk not in replaced and not entry.withdrawn]


def free_from(treatment: DiaryEntry) -> date:
    """The first day on which the plot may be harvested again after this treatment."""
    return treatment.day + timedelta(days=treatment.waiting_days or 0)


def allowed_from(entries: Iterable[DiaryEntry], plot: int) -> date | None:
    """The first day on which nothing holds the plot back; None if it was never treated."""
    treated = [entry for entry in standing(entries) if entry.kind == Kind.TREATMENT and entry.plot_id == plot]
    return max(map(free_from, treated), default=None)


def conflicts(entries: Iterable[DiaryEntry]) -> list[Conflict]:
    """Every pair of a treatment and a harvest of one plot that came too early, in the order of the harvests."""
    held = sorted(standing(entries), key=lambda entry: (entry.day, entry.pk or 0))
    treated: dict[int, list[DiaryEntry]] = {}
    for entry in held:
        if entry.kind == Kind.TREATMENT:
            treated.setdefault(entry.plot_id, []).append(entry)
    return [
        Conflict(treatment, harvest, free_from(treatment))
        for harvest in held
        if harvest.kind == Kind.HARVEST
        for treatment in treated.get(harvest.plot_id, [])
        if treatment.day <= harvest.day < free_from(treatment)
    ]
