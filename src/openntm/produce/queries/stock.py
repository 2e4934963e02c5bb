"""What a producer holds of stamps: by run and state, with the movements that brought them there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from openntm.codes.models import Movement, Run, Stock
from openntm.produce.models import Producer
from openntm.produce.queries.lots import STAMP


def holder_of(producer: Producer) -> str:
    return f"producer:{producer.pk}"


@dataclass(frozen=True)
class Span:
    """The part of a row of the stock that lies in the stretch asked for."""

    first: int
    last: int
    state: str
    holder: str
    key: str


def pieces(run: Run, first: int, last: int) -> list[Span]:
    rows = Stock.objects.filter(run=run, first__lte=last, last__gte=first).order_by("first")
    return [Span(max(first, one.first), min(last, one.last), one.state, one.holder, one.key) for one in rows]


def stock_of(producer: Producer) -> QuerySet[Stock]:
    return Stock.objects.filter(run__kind=STAMP, holder=holder_of(producer)).select_related("run")


def movements_of(producer: Producer) -> QuerySet[Movement]:
    """What came to the producer, moved in its hands, or left it; the newest first."""
    name = holder_of(producer)
    found = Movement.objects.filter(Q(holder=name) | Q(from_holder=name), run__kind=STAMP)
    return found.select_related("run", "by").order_by("-pk")


@dataclass
class Held:
    """One run in the hands of one producer."""

    run: Run
    counts: dict[str, int] = field(default_factory=dict)
    spans: list[Stock] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_run(rows: Iterable[Stock]) -> Iterator[Held]:
    """In the order of the runs."""
    found: dict[int, Held] = {}
    for one in rows:
        held = found.setdefault(one.run_id, Held(one.run))
        held.counts[one.state] = held.counts.get(one.state, 0) + one.last - one.first + 1
        held.spans.append(one)
    yield from sorted(found.values(), key=lambda held: held.run.number)
