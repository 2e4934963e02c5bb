"""The diary as pages and files show it: plots with the day from which they may be harvested, entries of a year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from openntm.places.vietnamese import fold
from openntm.produce.models import DiaryEntry, Plot, Producer
from openntm.produce.queries.lots import standing_entries
from openntm.produce.waiting import Conflict, allowed_from, conflicts

Kind = DiaryEntry.Kind


@dataclass(frozen=True)
class PlotRow:
    """`free_from` lies after the day of the page while a treatment still holds the plot back."""

    plot: Plot
    free_from: date | None
    last: DiaryEntry | None
    early: Sequence[Conflict] = ()


def plots_of(producers: QuerySet[Producer], on: date) -> QuerySet[Plot]:
    """The plots of areas that are used on the day."""
    used = Q(area__valid_to__isnull=True) | Q(area__valid_to__gt=on)
    found = Plot.objects.filter(used, area__valid_from__lte=on, area__producer__in=producers.values("pk"))
    return found.select_related("area__producer", "member").order_by("area__producer__sort_key", "area", "number", "pk")


def named(plots: QuerySet[Plot], words: str) -> list[Plot]:
    """Those whose producer, area or number has the words, with or without accents."""
    wanted = fold(words)
    return [one for one in plots if wanted in fold(f"{one.area.producer} {one.area.name} {one.number}")]


def plot_rows(plots: Iterable[Plot], on: date) -> list[PlotRow]:
    """In one query for all of them; what was done after the day does not count."""
    shown = list(plots)
    by_plot: dict[int, list[DiaryEntry]] = defaultdict(list)
    for entry in standing_entries().filter(plot__in=shown, day__lte=on):
        by_plot[entry.plot_id].append(entry)
    return [plot_row(one, by_plot[one.pk]) for one in shown]


def plot_row(plot: Plot, entries: list[DiaryEntry]) -> PlotRow:
    last = max(entries, key=lambda entry: (entry.day, entry.pk), default=None)
    return PlotRow(plot, allowed_from(entries, plot.pk), last, conflicts(entries))


def early_by(entry: DiaryEntry) -> list[Conflict]:
    """What this entry, just written, makes too early: itself, or harvests that a late treatment comes before."""
    found = conflicts(standing_entries().filter(plot=entry.plot_id))
    return [one for one in found if entry.pk in (one.treatment.pk, one.harvest.pk)]


def book(producers: QuerySet[Producer], on: date, wanted: dict[str, Any]) -> QuerySet[DiaryEntry]:
    """Entries of a year up to the day, oldest first; those that were replaced only where they are asked for."""
    found = DiaryEntry.objects.filter(plot__area__producer__in=producers.values("pk"), day__lte=on)
    if not wanted.get("all"):
        found = found.filter(correction__isnull=True, withdrawn=False)
    found = found.filter(day__year=wanted.get("year") or on.year)
    for name, field in (("producer", "plot__area__producer"), ("plot", "plot"), ("kind", "kind")):
        if wanted.get(name):
            found = found.filter(**{field: wanted[name]})
    replaced = DiaryEntry.objects.filter(corrects=OuterRef("pk"))
    found = found.annotate(is_replaced=Exists(replaced)).select_related("plot__area__producer", "entered_by")
    return found.order_by("day", "pk")


def matching(entries: QuerySet[DiaryEntry], words: str) -> QuerySet[DiaryEntry] | list[DiaryEntry]:
    """All of them without words: then only the page that is shown is read."""
    if not words.strip():
        return entries
    wanted = fold(words)
    return [
        one
        for one in entries
        if wanted in fold(f"{one.plot} {one.input_name} {one.registration} {one.note} {one.dose}")
    ]
