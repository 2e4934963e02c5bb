"""Codes are moved from state to state, all of a stretch or none, with a line in the ledger for each piece they left."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from openntm.codes import generation
from openntm.codes.access import run_issued_by
from openntm.codes.kinds import holder_said, thing_said
from openntm.codes.life import FOLLOWS
from openntm.codes.models import Movement, Run, Stock
from openntm.codes.models.runs import State
from openntm.codes.services.refusals import DoesNotFollow, LeadsNowhere, NothingChanges, OutsideRun, ReasonMissing
from openntm.codes.spans import Piece, cut, joined
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.vietnamese import clean


@transaction.atomic
def move_codes(
    *,
    by: Person | None,
    run: Run,
    first: int,
    last: int,
    state: str,
    reason: str,
    holder: str | None = None,
    key: str | None = None,
) -> list[Movement]:
    """For those who issue codes at the run's place; a holder or a key that is left out stays as it was."""
    run, behalf = run_issued_by(by, run)
    lines = moved(by=by, run=run, first=first, last=last, state=state, reason=reason, holder=holder, key=key)
    told = {"codes": said(first, last), "state": state}
    told["holder_name"] = "; ".join(sorted({holder_said(run.kind, line.holder) for line in lines}))
    told["leads_to"] = "; ".join(sorted({thing_said(run.kind, line.key) for line in lines}))
    record(by, "codes.move", run, after=told, place=run.place, reason=reason, on_behalf_of=behalf)
    return lines


def said(first: int, last: int) -> str:
    """As people count: from 1."""
    return f"{first + 1}–{last + 1}"


@transaction.atomic
def moved(
    *,
    by: Person | None,
    run: Run,
    first: int,
    last: int,
    state: str,
    reason: str,
    holder: str | None = None,
    key: str | None = None,
) -> list[Movement]:
    """The move itself, for a package that has asked for rights of its own and writes its own line in the log."""
    reason = clean(reason)
    if not reason:
        raise ReasonMissing
    if not 0 <= first <= last < run.size:
        raise OutsideRun
    Run.objects.select_for_update().get(pk=run.pk)  # one mover at a time
    rows = list(Stock.objects.filter(run=run, first__lte=last + 1, last__gte=first - 1))
    before = [piece_of(row) for row in rows]
    left = cut(before, first, last)
    new = [changed(piece, state, holder, key) for piece in left]
    put_down(run, rows, [*cut(before, 0, first - 1), *new, *cut(before, last + 1, run.size)])
    lines = list(lines_of(run, left, new))
    now = timezone.now()
    for line in lines:
        line.reason, line.at, line.by, line.illustrative = reason, now, by, run.illustrative
    generation.touch()
    return Movement.objects.bulk_create(lines)


def piece_of(row: Stock | Movement) -> Piece:
    return Piece(row.first, row.last, row.state, row.holder, row.key)


def changed(piece: Piece, state: str, holder: str | None, key: str | None) -> Piece:
    new = replace(
        piece,
        state=State(state),
        holder=piece.holder if holder is None else holder,
        key=piece.key if key is None else key,
    )
    if state not in FOLLOWS[piece.state]:
        raise DoesNotFollow(piece)
    if new == piece:
        raise NothingChanges(piece)
    if state == State.ACTIVE and not new.key:
        raise LeadsNowhere(piece)
    return new


def put_down(run: Run, rows: list[Stock], pieces: list[Piece]) -> None:
    Stock.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Stock.objects.bulk_create([Stock(run=run, **spoken(piece)) for piece in joined(pieces)])


def spoken(piece: Piece) -> dict[str, int | str]:
    return {name: getattr(piece, name) for name in ("first", "last", "state", "holder", "key")}


def lines_of(run: Run, left: list[Piece], new: list[Piece]) -> Iterator[Movement]:
    for before, after in zip(left, new, strict=True):
        was = {"from_state": before.state, "from_holder": before.holder, "from_key": before.key}
        yield Movement(run=run, **spoken(after), **was)
