"""Writes: a grant is delivered, accepted, paid, audited or cancelled; its money moves in the ledger."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.support.access import refuse_unless
from openntm.support.models import Entry, Grant, State
from openntm.support.queries.facts import certificate_on
from openntm.support.services import refused
from openntm.support.services.ceilings import give_back
from openntm.support.services.ledger import locked_grant, post
from openntm.support.services.steps import move, refuse_day, step_or_refuse
from openntm.support.spoken import reason as spoken_reason

Kind = Entry.Kind
BEFORE_PAYMENT = (State.APPROVED, State.DELIVERED, State.ACCEPTED)


@transaction.atomic
def deliver_grant(*, by: Person, pk: int, day: date, document: str = "", file: StoredFile | None = None) -> Grant:
    return stepped(by, pk, "deliver", day, document, file)


@transaction.atomic
def accept_grant(*, by: Person, pk: int, day: date, document: str, file: StoredFile | None = None) -> Grant:
    """`document` is the acceptance minutes."""
    if not clean(document):
        raise refused.NumberMissing
    return stepped(by, pk, "accept", day, document, file)


def stepped(by: Person, pk: int, transition: str, day: date, document: str, file: StoredFile | None) -> Grant:
    grant = locked_grant(by, pk)
    step_or_refuse(by, grant.application, transition, day)
    move(by, grant.application, transition, day, document=clean(document), file=file)
    grant.refresh_from_db()
    return grant


@transaction.atomic
def pay_advance(*, by: Person, pk: int, amount: int, day: date, document: str) -> Grant:
    """Before the support is accepted; accounted for by the payment."""
    grant = locked_grant(by, pk)
    payer(by, grant)
    refuse_day(day, grant.award.decided_on)
    if grant.state not in BEFORE_PAYMENT:
        raise refused.StepNotOpen(state=grant.get_state_display())
    refuse_certificate(grant, day)
    refuse_amount(amount, grant.committed)
    post(by, grant, Kind.ADVANCE, day, document, {"committed": -amount, "advance": amount})
    return told(by, grant, "support.advance", amount, day, document)


@transaction.atomic
def give_advance_back(*, by: Person, pk: int, amount: int, day: date, document: str) -> Grant:
    grant = locked_grant(by, pk)
    payer(by, grant)
    refuse_day(day, grant.award.decided_on)
    refuse_amount(amount, grant.advance)
    post(by, grant, Kind.ADVANCE_BACK, day, document, {"advance": -amount, "committed": amount})
    return told(by, grant, "support.advance_back", amount, day, document)


@transaction.atomic
def pay_grant(*, by: Person, pk: int, day: date, document: str, amount: int | None = None) -> Grant:
    """What remains, or a part of it; the advance is accounted for with the first payment."""
    grant = locked_grant(by, pk)
    step_or_refuse(by, grant.application, "pay", day)
    refuse_certificate(grant, day)
    pays = grant.committed if amount is None else amount
    if pays or not grant.advance:
        refuse_amount(pays, grant.committed)
    lines = {"committed": -pays, "advance": -grant.advance, "paid": pays + grant.advance}
    post(by, grant, Kind.PAY, day, document, lines)
    if not grant.committed:
        move(by, grant.application, "pay", day, document=clean(document), after={"amount": pays})
        grant.refresh_from_db()
        return grant
    return told(by, grant, "support.pay_part", pays, day, document)


@transaction.atomic
def close_payment(*, by: Person, pk: int, day: date, reason: str, document: str) -> Grant:
    """Less was done than granted: what is not to be paid any more is free again, of the budget and of the caps."""
    grant = grant_to_release(by, pk, "close", day, reason)
    if not grant.paid:
        raise refused.NothingPaid
    return released(by, grant, "close", day, reason, document)


@transaction.atomic
def audit_grant(*, by: Person, pk: int, day: date, document: str, claw_back: int = 0, reason: str = "") -> Grant:
    """Confirmed, or so much to be recovered, with the reason."""
    grant = locked_grant(by, pk)
    step_or_refuse(by, grant.application, "audit", day)
    if not clean(document):
        raise refused.NumberMissing
    if claw_back:
        if not clean(reason):
            raise refused.ReasonMissing
        if not 0 < claw_back <= grant.paid:
            raise refused.ClawBackTooMuch(most=grant.paid)
        lines = {"paid": -claw_back, "recoverable": claw_back}
        post(by, grant, Kind.CLAW_BACK, day, document, lines, note=reason)
    given = {"document": clean(document), "reason": clean(reason)}
    move(by, grant.application, "audit", day, after={"amount": claw_back}, **given)
    grant.refresh_from_db()
    return grant


@transaction.atomic
def recover_money(*, by: Person, pk: int, amount: int, day: date, document: str) -> Grant:
    """What came back of what an audit asked back."""
    grant = locked_grant(by, pk)
    payer(by, grant)
    refuse_day(day, grant.since)
    refuse_amount(amount, grant.recoverable)
    post(by, grant, Kind.RECOVER, day, document, {"recoverable": -amount, "recovered": amount})
    return told(by, grant, "support.recover", amount, day, document)


@transaction.atomic
def cancel_grant(*, by: Person, pk: int, day: date, reason: str, document: str) -> Grant:
    """Before anything of it is paid; the thing may be supported again, and the money is free."""
    grant = grant_to_release(by, pk, "cancel", day, reason)
    if grant.paid or grant.minted:
        raise refused.GrantUsed
    return released(by, grant, "cancel", day, reason, document, quantity=grant.quantity)


def grant_to_release(by: Person, pk: int, step: str, day: date, reason: str) -> Grant:
    """Locked; of an open advance it is first said what became of it."""
    grant = locked_grant(by, pk)
    step_or_refuse(by, grant.application, step, day)
    if not clean(reason):
        raise refused.ReasonMissing
    if grant.advance:
        raise refused.AdvanceOpen(amount=grant.advance)
    return grant


def released(
    by: Person, grant: Grant, step: str, day: date, reason: str, document: str, *, quantity: Decimal = Decimal(0)
) -> Grant:
    """What is still promised is free again, of the budget and of the caps."""
    left = grant.committed
    post(by, grant, Kind.RELEASE, day, document, {"committed": -left, "budget": left}, note=reason)
    give_back(grant.application, amount=left, quantity=quantity)
    move(by, grant.application, step, day, reason=clean(reason), document=clean(document), after={"amount": left})
    grant.refresh_from_db()
    return grant


def payer(by: Person, grant: Grant) -> None:
    refuse_unless(by, Action.PAY_SUPPORT, grant.award.place)


def refuse_amount(amount: int, most: int) -> None:
    if not 0 < amount <= most:
        raise refused.TooMuch(most=most)


def refuse_certificate(grant: Grant, day: date) -> None:
    """The certificate must be in force on the very day of the payment, where the terms ask for one."""
    if not grant.application.call.terms.asks_certificate:
        return
    found = certificate_on(grant.application, day)
    if found.verdict != "met":
        raise refused.CertificateNotInForce(reason=spoken_reason(found.data()))


def told(by: Person, grant: Grant, verb: str, amount: int, day: date, document: str) -> Grant:
    behalf = acting_for(by, Action.PAY_SUPPORT, grant.award.place, today())
    after = {"amount": amount, "day": day.isoformat(), "document": clean(document)}
    record(by, verb, grant, after=after, place=grant.application.place, on_behalf_of=behalf)
    return grant
