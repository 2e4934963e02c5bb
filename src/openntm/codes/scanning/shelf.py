"""Runs and their stock in memory, as they were at one generation: a code is found without the database."""

from bisect import bisect_right
from dataclasses import dataclass, field

from openntm.codes.models import Run, Stock
from openntm.codes.tokens import is_ours, taken_apart


@dataclass(slots=True)
class RunKept:
    """`firsts` and `stands` are the stock: where each piece begins, its state and its key."""

    pk: int
    number: int
    secret: bytes
    size: int
    kind: str
    firsts: list[int] = field(default_factory=list)
    stands: list[tuple[str, str]] = field(default_factory=list)

    def at(self, index: int) -> tuple[str, str]:
        return self.stands[bisect_right(self.firsts, index) - 1]


class Shelf:
    """Never changed: another takes its place when the generation has grown."""

    def __init__(self) -> None:
        fields = ("pk", "number", "secret", "size", "kind")
        self.runs = {
            number: RunKept(pk, number, bytes(secret), size, kind)
            for pk, number, secret, size, kind in Run.objects.values_list(*fields)
        }
        by_pk = {run.pk: run for run in self.runs.values()}
        stock = Stock.objects.order_by("run", "first").values_list("run_id", "first", "state", "key")
        same: dict[tuple[str, str], tuple[str, str]] = {}
        for pk, first, state, key in stock.iterator(chunk_size=10_000):
            if pk in by_pk:  # a run that was minted just now is in the next shelf
                by_pk[pk].firsts.append(first)
                by_pk[pk].stands.append(same.setdefault((state, key), (state, key)))

    def find(self, text: str) -> tuple[RunKept, int] | None:
        """By computation alone: None for a code that was never minted here."""
        token = taken_apart(text)
        run = self.runs.get(token.number) if token else None
        if token is None or run is None or token.index >= run.size or not run.firsts or not is_ours(run.secret, text):
            return None
        return run, token.index
