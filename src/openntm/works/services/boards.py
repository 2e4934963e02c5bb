"""Writes: a board from the Front's draft to its end, and who sits on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.office.access import acting_for, may, today
from openntm.office.files import keep
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import day_text
from openntm.places.vietnamese import clean
from openntm.works.access import boards_visible_to, is_front_of, works_visible_to
from openntm.works.boards_law import barred, law
from openntm.works.models import Board, BoardMember
from openntm.works.queries.boards import breaches_of, seat_of, sentence
from openntm.works.services import boards_refused as refused
from openntm.works.services.refusals import DayAhead

SAID = ("work_id", "number", "decided_on", "elected_on", "meeting", "present", "state", "ended_on")
SEAT = ("name", "body", "role", "votes", "stated", "is_named", "from_day", "to_day", "left_reason")


@transaction.atomic
def draft_board(
    *,
    by: Person,
    work: int,
    front: str,
    number: str,
    decided_on: date,
    elected_on: date | None = None,
    meeting: str = "",
    present: int | None = None,
    minutes: UploadedFile | None = None,
) -> Board:
    """The Front's decision with the minutes of the election; the members follow."""
    one = works_visible_to(by).select_related("place").select_for_update(of=("self",)).get(pk=work)
    if not is_front_of(by, one.place):
        raise PermissionDenied
    if one.boards.exclude(state=Board.State.ENDED).exists():
        raise refused.BoardKnown
    refuse_future(decided_on, elected_on)
    board = Board(work=one, front=clean(front), number=clean(number), decided_on=decided_on, made_by=by)
    board.elected_on, board.meeting, board.present = elected_on, clean(meeting), present
    board.illustrative = by.is_demonstration
    board.minutes = keep(minutes, by, place=one.place) if minutes else None
    board.save()
    write(by, "board.draft", board, after=row(board, SAID))
    return board


@transaction.atomic
def add_member(
    *,
    by: Person,
    board: int,
    name: str,
    body: str,
    role: str,
    stated: Mapping[str, bool],
    from_day: date,
    votes: int | None = None,
    person: Person | None = None,
    is_named: bool = False,
) -> BoardMember:
    """Before the board is set up, and by an election to a seat that became free; who may not sit is refused at once."""
    one = led_board(by, board)
    if person and not may(person, Action.SUPERVISE_WORKS, one.work.place, today()):
        raise refused.NoSupervisor
    if person and one.members.filter(person=person, to_day__isnull=True).exists():
        raise refused.MemberKnown
    refuse_future(from_day)
    member = BoardMember(board=one, person=person, name=clean(name), body=BoardMember.Body(body), votes=votes)
    member.role, member.stated, member.stated_on = BoardMember.Role(role), dict(stated), today()
    member.from_day, member.is_named = from_day, is_named
    if bar := next(barred(seat_of(member, today()), law()), None):
        raise refused.MemberBarred(why=sentence(bar), article=bar.basis.article)
    member.save()
    write(by, "board.member", one, member, after=row(member, SEAT))
    return member


@transaction.atomic
def end_member(*, by: Person, board: int, pk: int, day: date, reason: str) -> BoardMember:
    """The seat is free from the day on; the Front guides a by-election."""
    one = led_board(by, board)
    member = one.members.select_for_update(of=("self",)).get(pk=pk)
    if not member.sits:
        raise refused.MemberGone
    if not clean(reason):
        raise refused.ReasonMissing
    refuse_future(day)
    if day < member.from_day:
        raise refused.DayTooEarly(day=day_text(member.from_day))
    before = row(member, SEAT)
    member.to_day, member.left_reason = day, clean(reason)
    member.save(update_fields=["to_day", "left_reason"])
    write(by, "board.member_end", one, member, before=before, after=row(member, SEAT))
    return member


@transaction.atomic
def name_member(*, by: Person, board: int, pk: int, is_named: bool) -> BoardMember:
    """The member's own word on being named in public, which may be taken back at any time."""
    one = led_board(by, board)
    member = one.members.select_for_update(of=("self",)).get(pk=pk)
    before = row(member, SEAT)
    member.is_named = is_named
    member.save(update_fields=["is_named"])
    write(by, "board.member_name", one, member, before=before, after=row(member, SEAT))
    return member


@transaction.atomic
def set_up_board(*, by: Person, pk: int) -> Board:
    """From now on the board stands; refused while it breaks a rule."""
    board = led_board(by, pk)
    if board.state != Board.State.DRAFT:
        raise refused.BoardNotDraft
    if found := breaches_of(board, today()):
        raise refused.BoardBreaksRules(first=sentence(found[0]), article=found[0].basis.article)
    return turn(by, "board.set_up", board, Board.State.STANDING)


@transaction.atomic
def dissolve_board(*, by: Person, pk: int, day: date, reason: str) -> Board:
    """When its task is done, or when the Front takes its decision back."""
    board = led_board(by, pk)
    if not clean(reason):
        raise refused.ReasonMissing
    refuse_future(day)
    if day < board.decided_on:
        raise refused.DayTooEarly(day=day_text(board.decided_on))
    board.ended_on, board.end_reason = day, clean(reason)
    return turn(by, "board.dissolve", board, Board.State.ENDED, reason=reason)


def turn(by: Person, verb: str, board: Board, state: Board.State, *, reason: str = "") -> Board:
    before = {"state": board.state}
    board.state = state
    board.save(update_fields=["state", "ended_on", "end_reason"])
    write(by, verb, board, before=before, after=row(board, SAID), reason=reason)
    return board


def seen_board(by: Person, pk: int) -> Board:
    """Locked; what the person may not see raises Board.DoesNotExist."""
    return boards_visible_to(by).select_related("work__place").select_for_update(of=("self",)).get(pk=pk)


def led_board(by: Person, pk: int) -> Board:
    """For the Front alone; raises BoardEnded."""
    board = seen_board(by, pk)
    if not is_front_of(by, board.work.place):
        raise PermissionDenied
    if board.state == Board.State.ENDED:
        raise refused.BoardEnded
    return board


def refuse_future(*days: date | None) -> None:
    if any(day and day > today() for day in days):
        raise DayAhead


def write(
    by: Person, verb: str, board: Board, subject: Any = None, *, action: Action = Action.SET_UP_BOARDS, **said: Any
) -> None:
    """The line in the log, at the place of the work."""
    behalf = acting_for(by, action, board.work.place, today())
    record(by, verb, subject or board, place=board.work.place, on_behalf_of=behalf, **said)
