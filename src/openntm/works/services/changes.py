"""Writes: changes of value, duration and scope; what stood before is taken from the work itself."""

from datetime import date
from typing import Any

from django.db import transaction

from openntm.office.access import today
from openntm.office.models import Person
from openntm.places.vietnamese import clean
from openntm.works.models import Change, Contract, Work
from openntm.works.services.keeping import kept_work, write
from openntm.works.services.refusals import (
    ChangeIncomplete,
    ContractHasNoEnd,
    DayAhead,
    EndBeforeStart,
    NothingChanged,
    ReasonMissing,
)

K = Change.Kind
CONTRACT_NUMBERS = {K.VALUE: "value", K.DURATION: "days"}
WORK_NUMBERS = {K.VALUE: "budget", K.DURATION: "planned_end"}
AFTER = {K.VALUE: "value", K.DURATION: "day", K.SCOPE: "text"}


@transaction.atomic
def record_change(
    *, by: Person, work: int, kind: str, reason: str, day: date, contract: int | None = None, **given: Any
) -> Change:
    """`given`: after_value, after_day (of a work), after_days (of a contract) or before_text and after_text (scope),
    and the number of the document."""
    kept = kept_work(by, work)
    of = kept.contracts.get(pk=contract) if contract else None
    if day > today():
        raise DayAhead
    if not clean(reason):
        raise ReasonMissing
    said = {"kind": K(kind), "contract": of, "reason": reason, "day": day, "document": given.get("document", "")}
    if kind == K.SCOPE:
        said |= scope(given)
    else:
        said |= number(kept, of, K(kind), given)
    one = Change(work=kept)
    write(by, "work.amend", one, kept, said, reason=reason)
    return one


def scope(given: dict[str, Any]) -> dict[str, Any]:
    before, after = (clean(given.get(name) or "") for name in ("before_text", "after_text"))
    if not after:
        raise ChangeIncomplete
    if before == after:
        raise NothingChanged
    return {"before_text": before, "after_text": after}


def number(work: Work, contract: Contract | None, kind: Change.Kind, given: dict[str, Any]) -> dict[str, Any]:
    """Writes the new value to the work or the contract, and says which one stood there."""
    unit = "days" if contract and kind == K.DURATION else AFTER[kind]
    after = given.get(f"after_{unit}")
    if after is None:
        raise ContractHasNoEnd if unit == "days" else ChangeIncomplete
    one: Work | Contract = contract or work
    field = CONTRACT_NUMBERS[kind] if contract else WORK_NUMBERS[kind]
    before = getattr(one, field)
    if before == after:
        raise NothingChanged
    if field == "planned_end" and work.planned_start and after < work.planned_start:
        raise EndBeforeStart
    setattr(one, field, after)
    one.save(update_fields=[field])
    return {f"before_{unit}": before, f"after_{unit}": after}
