"""Writes: the stamps of a grant are minted and allotted to the producer, never more than were granted."""

from typing import Any

from django.db import transaction

from openntm.codes.models import Run
from openntm.codes.models.runs import State
from openntm.codes.services import mint_run, move_codes
from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.queries.lots import STAMP
from openntm.produce.queries.stock import holder_of
from openntm.support.access import refuse_unless
from openntm.support.models import StampRun
from openntm.support.queries.stamps import stamps_left
from openntm.support.services import refused
from openntm.support.services.ledger import locked_grant


@transaction.atomic
def mint_granted_stamps(*, by: Person, pk: int, size: int) -> Run:
    """The run stays linked to its grant; stamps that are wasted are not granted anew."""
    grant = locked_grant(by, pk)
    one = grant.application
    refuse_unless(by, Action.ISSUE_STAMPS, one.place)
    left = stamps_left(grant)
    if one.producer is None or not 0 < size <= left:
        raise refused.NoStampsLeft(left=left)
    holder, reason = holder_of(one.producer), f"{grant.award.number}, {one.call.title}"
    given: dict[str, Any] = {
        "by": by,
        "kind": STAMP,
        "size": size,
        "place": one.place,
        "illustrative": one.illustrative,
    }
    run = mint_run(**given, reason=reason, title=f"{one.producer} · {grant.award.number}")
    move_codes(by=by, run=run, first=0, last=size - 1, state=State.ALLOTTED, reason=reason, holder=holder)
    StampRun.objects.create(grant=grant, run=run, quantity=size)
    grant.minted += size
    grant.save(update_fields=["minted"])
    behalf = acting_for(by, Action.ISSUE_STAMPS, one.place, today())
    after = {"run": run.number, "size": size}
    record(by, "support.mint", grant, after=after, place=one.place, on_behalf_of=behalf)
    return run
