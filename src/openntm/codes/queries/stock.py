"""Where the codes of a run, of a holder or of a thing stand, and the ledger that says how they came there."""

from django.db.models import F, QuerySet, Sum

from openntm.codes.models import Movement, Run, Stock
from openntm.codes.models.runs import State


def stock_of_run(run: Run) -> QuerySet[Stock]:
    """In their order; together they cover the run."""
    return Stock.objects.filter(run=run)


def ledger_of(run: Run) -> QuerySet[Movement]:
    """Oldest first: read in this order the lines give the stock."""
    return Movement.objects.filter(run=run).select_related("by")


def counts_by_state(
    *, run: Run | None = None, key: str | None = None, holder: str | None = None, kind: str | None = None
) -> dict[str, int]:
    """Codes in each state, 0 where there are none; `kind` tells things of the same key apart."""
    wanted = {"run": run, "key": key, "holder": holder, "run__kind": kind}
    found = Stock.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    counted = found.order_by().values_list("state").annotate(total=Sum(F("last") - F("first") + 1))
    return dict.fromkeys(State.values, 0) | dict(counted)


def codes_in_use(key: str, *, kind: str | None = None) -> int:
    """How many codes that lead to the thing are in circulation."""
    return counts_by_state(key=key, kind=kind)[State.ACTIVE]
