"""Writes: the plan of supervision, its notice to the owner, and what the board asks to know."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import day_text
from openntm.office.working_days import add_working_days
from openntm.places.vietnamese import clean
from openntm.works.access import works_watched_by
from openntm.works.boards_law import law
from openntm.works.models import Board, InformationRequest
from openntm.works.queries.boards import first_visit_from
from openntm.works.services import boards_refused as refused
from openntm.works.services.boards import led_board, refuse_future, seen_board, write

PLAN = ("contents", "planned_days", "told_on", "told_number", "early_reason")
ASKED = ("item", "to", "question", "sent_on", "due", "answer", "answered_on")


@transaction.atomic
def set_plan(
    *, by: Person, pk: int, contents: str, planned_days: Sequence[date], told_on: date | None, told_number: str
) -> Board:
    """The Front draws it up and tells the owner of it and of the members (Decree 29/2021, Article 87)."""
    board = led_board(by, pk)
    refuse_future(told_on)
    if told_on and told_on < board.decided_on:
        raise refused.DayTooEarly(day=day_text(board.decided_on))
    before = row(board, PLAN)
    board.contents, board.planned_days = clean(contents), sorted(day.isoformat() for day in planned_days)
    board.told_on, board.told_number = told_on, clean(told_number)
    board.save(update_fields=list(PLAN))
    write(by, "board.plan", board, before=before, after=row(board, PLAN))
    return board


@transaction.atomic
def allow_early(*, by: Person, pk: int, reason: str) -> Board:
    """The Front lets visits begin before the days of notice are over; its reason stays on record and is public."""
    board = led_board(by, pk)
    if not clean(reason):
        raise refused.ReasonMissing
    before = row(board, PLAN)
    board.early_reason, board.early_by = clean(reason), by
    board.save(update_fields=["early_reason", "early_by"])
    write(by, "board.early", board, before=before, after=row(board, PLAN), reason=reason)
    return board


def refuse_early(board: Board, day: date) -> None:
    """No visit within the days of notice, unless the Front gave its reason."""
    if board.early_reason:
        return
    first = first_visit_from(board)
    if board.told_on is None or first is None:
        raise refused.OwnerNotTold
    if day < first:
        rule = law().on("notice_days", board.told_on)
        article = rule.article if rule else ""
        raise refused.NoticeStillRuns(day=day_text(first), days=(first - board.told_on).days, article=article)


@transaction.atomic
def ask_information(*, by: Person, pk: int, item: str, to: str, question: str, sent_on: date) -> InformationRequest:
    board = watched_board(by, pk)
    asked = next(one for one in law().information if one.key == item)
    if asked.community and not board.work.is_community:
        raise refused.ItemNotAsked
    refuse_future(sent_on)
    due = add_working_days(sent_on, law().number("days_to_inform", sent_on))
    one = InformationRequest(board=board, item=item, to=clean(to), question=clean(question), sent_on=sent_on, due=due)
    one.save()
    write(by, "board.ask", board, one, after=row(one, ASKED), action=Action.SUPERVISE_WORKS)
    return one


@transaction.atomic
def record_information(*, by: Person, pk: int, request: int, answer: str, day: date) -> InformationRequest:
    board = watched_board(by, pk)
    one = board.requests.select_for_update(of=("self",)).get(pk=request)
    if one.answered_on:
        raise refused.AnsweredAlready
    refuse_future(day)
    if day < one.sent_on:
        raise refused.DayTooEarly(day=day_text(one.sent_on))
    before = row(one, ASKED)
    one.answer, one.answered_on = clean(answer), day
    one.save(update_fields=["answer", "answered_on"])
    write(by, "board.informed", board, one, before=before, after=row(one, ASKED), action=Action.SUPERVISE_WORKS)
    return one


def watched_board(by: Person, pk: int) -> Board:
    """A board that stands, for its members and the Front."""
    board = seen_board(by, pk)
    if board.state != Board.State.STANDING:
        raise refused.BoardNotStanding
    if not works_watched_by(by).filter(pk=board.work_id).exists():
        raise PermissionDenied
    return board


def is_late(request: InformationRequest) -> bool:
    return request.answered_on is None and request.due < today()
