"""Generated figures in one go: always illustrative, always from a generator, one line in the log for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.figures import period_of
from openntm.office.log import record
from openntm.places.models import Place

BATCH = 2000


class NotGenerated(Exception):
    """Only sources of the kind `generator` may be loaded this way."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A value on its way in."""

    place: Place
    measure: str
    day: date
    value: str
    unit: str
    layer: str
    source: Source


@transaction.atomic
def add_generated(figures: Iterable[NewFigure], sources: Sequence[Source]) -> int:
    """How many were added; the sources' own figures must not be there yet."""
    if any(source.kind != Source.Kind.GENERATOR for source in sources):
        raise NotGenerated
    now = timezone.now()
    rows = [
        Figure(
            place=one.place,
            measure=one.measure,
            day=one.day,
            period=period_of(one.day),
            value=one.value,
            unit=one.unit,
            layer=one.layer,
            source=one.source,
            entered_at=now,
            illustrative=True,
        )
        for one in figures
    ]
    Figure.objects.bulk_create(rows, batch_size=BATCH)
    record(None, "figure.generate", sources[0], after={"figures": len(rows)})
    return len(rows)
