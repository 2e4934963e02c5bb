"""Figures are added; what was entered before stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from openntm.assessment.access import WRITES, figures_visible_to, refuse_unless
from openntm.assessment.models import Figure, Import, Layer, Source
from openntm.assessment.values import text_of, value_of
from openntm.office.log import record
from openntm.office.models import Person, StoredFile
from openntm.places.models import Place

OWN = "entered"
LONGEST = 80


class FigureWrong(ValueError):
    """The figure is of no known kind: too long, or with no day."""


class AlreadyCorrected(Exception):
    """Somebody corrected the figure in the meantime."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """What is entered about one place, measure and day."""

    place: Place
    measure: str
    day: date
    value: str
    unit: str
    layer: str
    source: Source
    note: str
    period: str
    illustrative: bool


def own_source() -> Source:
    """The source of everything that people enter here."""
    title = "Số liệu nhập trong hệ thống"
    return Source.objects.get_or_create(key=OWN, defaults={"title": title, "kind": Source.Kind.ENTRY})[0]


def period_of(day: date) -> str:
    """A year is written as a year; every other day as itself."""
    return str(day.year) if (day.month, day.day) == (12, 31) else day.isoformat()


@transaction.atomic
def record_figure(
    *,
    by: Person | None,
    place: Place,
    measure: str,
    day: date,
    value: Any,
    unit: str = "",
    layer: str = Layer.SELF,
    source: Source | None = None,
    note: str = "",
    period: str = "",
    evidence: Iterable[StoredFile] = (),
    illustrative: bool = False,
) -> Figure:
    """A second entry of the same source corrects the first; the same value again changes nothing."""
    refuse_unless(by, WRITES[Layer(layer)], place)
    source = source or own_source()
    marked = illustrative or source.illustrative
    text = exact_text(value)
    entry = NewFigure(place, measure, day, text, unit, layer, source, note, period or period_of(day), marked)
    spot = {"place": place, "measure": measure, "day": day, "layer": layer, "source": source}
    held = Figure.objects.select_for_update().filter(**spot, current=True).first()
    if held and (held.value, held.note, held.illustrative) == (text, note or held.note, marked):
        return add_evidence_to(held, evidence)
    figure = _write(by, entry, held)
    return add_evidence_to(figure, evidence)


@transaction.atomic
def correct_figure(*, by: Person, pk: int, value: Any, reason: str) -> Figure:
    """A new entry that points to the old one, with the reason as its note."""
    held = figures_visible_to(by).select_for_update().select_related("place", "source").get(pk=pk)
    refuse_unless(by, WRITES[Layer(held.layer)], held.place)
    if not held.current:
        raise AlreadyCorrected
    if not reason.strip():
        raise FigureWrong("reason")
    return _write(by, again(held, exact_text(value), reason.strip()), held, reason)


def again(held: Figure, value: str, note: str) -> NewFigure:
    """The same place, measure, day, layer and source with another value."""
    return NewFigure(
        held.place,
        held.measure,
        held.day,
        value,
        held.unit,
        held.layer,
        held.source,
        note,
        held.period,
        held.illustrative,
    )


def exact_text(value: Any) -> str:
    text = text_of(value_of(value) if isinstance(value, str) else value)
    if len(text) > LONGEST:
        raise FigureWrong("value")
    return text


def _write(
    by: Person | None, entry: NewFigure, held: Figure | None, reason: str = "", taken_from: Import | None = None
) -> Figure:
    if held is not None:
        Figure.objects.filter(pk=held.pk).update(current=False)
    figure = Figure.objects.create(
        place=entry.place,
        measure=entry.measure,
        day=entry.day,
        value=entry.value,
        unit=entry.unit,
        layer=entry.layer,
        source=entry.source,
        note=entry.note,
        period=entry.period,
        illustrative=entry.illustrative,
        entered_by=by,
        entered_at=timezone.now(),
        corrects=held,
        taken_from=taken_from,
    )
    if held is not None:
        figure.evidence.set(held.evidence.all())
    before = {"value": held.value, "note": held.note} if held else None
    after = {"value": figure.value, "note": figure.note} | (
        {} if held else {"measure": figure.measure, "day": figure.day.isoformat(), "layer": figure.layer}
    )
    record(
        by,
        "figure.correct" if held else "figure.record",
        figure,
        before=before,
        after=after,
        place=entry.place,
        reason=reason,
    )
    return figure


@transaction.atomic
def add_evidence(*, by: Person, pk: int, files: Iterable[StoredFile]) -> Figure:
    """Files behind a figure; they stay with it when it is corrected."""
    figure = figures_visible_to(by).select_related("place").get(pk=pk)
    refuse_unless(by, WRITES[Layer(figure.layer)], figure.place)
    kept = list(files)
    record(by, "figure.evidence", figure, after={"files": [file.sha256 for file in kept]}, place=figure.place)
    return add_evidence_to(figure, kept)


def add_evidence_to(figure: Figure, files: Iterable[StoredFile]) -> Figure:
    if kept := list(files):
        figure.evidence.add(*kept)
    return figure
