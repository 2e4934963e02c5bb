"""Writes: postings in the ledger of a grant; each adds up to nothing, and none is ever changed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.support.access import grants_visible_to, refuse_unless
from openntm.support.models import Account, Entry, Grant, Line, State
from openntm.support.services import refused
from openntm.support.services.steps import add_step, refuse_day

HELD = [one for one in Account if one != Account.BUDGET]
FINAL = {Entry.Kind.APPROVE, Entry.Kind.RELEASE, Entry.Kind.REVERSE}

ONCE = (Entry.Kind.ADVANCE, Entry.Kind.ADVANCE_BACK, Entry.Kind.PAY, Entry.Kind.RECOVER)


class EntryUnbalanced(ValueError):
    """The lines of an entry add up to nothing."""


def post(
    by: Person,
    grant: Grant,
    kind: Entry.Kind,
    day: date,
    document: str,
    lines: Mapping[str, int],
    *,
    note: str = "",
    reverses: Entry | None = None,
    is_first: bool = False,
) -> Entry:
    """Inside the transaction of an act that holds the grant; the balances on the grant move with the lines."""
    moved = {Account(account): amount for account, amount in lines.items() if amount}
    if sum(moved.values()) or not moved:
        raise EntryUnbalanced
    document = clean(document)
    if not document:
        raise refused.NumberMissing
    refuse_again(grant, kind, document)
    if not is_first:
        for account in HELD:
            setattr(grant, account, getattr(grant, account) + moved.get(account, 0))
        grant.released += moved.get(Account.BUDGET, 0)
        grant.save()
    place = grant.award.place
    behalf = acting_for(by, Action.PAY_SUPPORT, place, today())
    entry = Entry.objects.create(
        grant=grant,
        kind=kind,
        day=day,
        document=document,
        note=clean(note),
        reverses=reverses,
        by=by,
        on_behalf_of=behalf,
        at=timezone.now(),
    )
    Line.objects.bulk_create(Line(entry=entry, account=account, amount=moved[account]) for account in moved)
    return entry


def refuse_again(grant: Grant, kind: Entry.Kind, document: str) -> None:
    """The same form sent twice is booked once; what was reversed may be booked anew."""
    if kind in ONCE and grant.entries.filter(kind=kind, document=document, reversal__isnull=True).exists():
        raise refused.DocumentBooked


def locked_grant(by: Person, pk: int) -> Grant:
    """With its application: PostgreSQL reads again only the rows that it waited for."""
    found = grants_visible_to(by).select_for_update(of=("self", "application"))
    related = ("award__place", "application__call__terms", "application__call__scheme__place", "application__place")
    return found.select_related(*related, "application__certificate", "application__producer").get(pk=pk)


@transaction.atomic
def reverse_entry(*, by: Person, grant: int, entry: int, day: date, document: str, reason: str) -> Entry:
    """A posting the other way; only while the balances allow it, and not of an approval."""
    held = locked_grant(by, grant)
    refuse_unless(by, Action.PAY_SUPPORT, held.award.place)
    wrong = held.entries.get(pk=entry)
    refuse_day(day, wrong.day)
    if not clean(reason):
        raise refused.ReasonMissing
    lines = {line.account: -line.amount for line in wrong.lines.all()}
    if wrong.kind in FINAL or hasattr(wrong, "reversal") or held.state == State.CANCELLED:
        raise refused.NotReversible
    if any(getattr(held, account) + lines.get(account, 0) < 0 for account in HELD):
        raise refused.NotReversible
    made = post(by, held, Entry.Kind.REVERSE, day, document, lines, note=reason, reverses=wrong)
    if held.state in (State.PAID, State.AUDITED) and (held.committed or held.advance):
        stand_again(by, held, day, clean(reason))
    after = {"day": day.isoformat(), "document": made.document}
    record(by, "support.reverse", held, after=after, place=held.application.place, reason=clean(reason))
    return made


def stand_again(by: Person, held: Grant, day: date, reason: str) -> None:
    """A payment that was taken back leaves the grant accepted."""
    before = held.state
    held.state = held.application.state = State.ACCEPTED
    held.since = held.application.since = day
    held.save(update_fields=["state", "since"])
    held.application.save(update_fields=["state", "since"])
    behalf = acting_for(by, Action.PAY_SUPPORT, held.award.place, today())
    add_step(held.application, "reverse", before, day, by, behalf, reason=reason)
