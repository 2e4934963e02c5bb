"""Writes: the report of a board for a period: its figures count themselves, the head signs, the Front confirms."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import day_text
from openntm.places.vietnamese import clean
from openntm.works.access import is_front_of
from openntm.works.models import BoardReport
from openntm.works.queries.quarter import counts_of_board
from openntm.works.services import boards_refused as refused
from openntm.works.services.acceptance import refuse_unless_head
from openntm.works.services.boards import refuse_future, seen_board, write
from openntm.works.services.plans import watched_board

SAID = ("kind", "since", "until", "remarks", "signed_on", "confirmed_on")


@transaction.atomic
def write_report(*, by: Person, pk: int, kind: str, since: date, until: date, remarks: str) -> BoardReport:
    board = watched_board(by, pk)
    if until < since:
        raise refused.DayTooEarly(day=day_text(since))
    refuse_future(since)
    made = BoardReport(board=board, kind=BoardReport.Kind(kind), since=since, until=until, remarks=clean(remarks))
    made.save()
    write(by, "board.report", board, made, after=row(made, SAID), action=Action.SUPERVISE_WORKS)
    return made


@transaction.atomic
def sign_report(*, by: Person, pk: int, report: int) -> BoardReport:
    """By the head; the figures of this moment are kept with it."""
    board = seen_board(by, pk)
    made = board.reports.select_for_update(of=("self",)).get(pk=report)
    refuse_unless_head(by, board)
    if made.signed_on:
        raise refused.ReportSigned
    before = row(made, SAID)
    made.figures = asdict(counts_of_board(board, made.since, made.until))
    made.signed_by, made.signed_on = by, today()
    made.save(update_fields=["figures", "signed_by", "signed_on"])
    write(by, "board.sign", board, made, before=before, after=row(made, SAID), action=Action.SUPERVISE_WORKS)
    return made


@transaction.atomic
def confirm_report(*, by: Person, pk: int, report: int) -> BoardReport:
    board = seen_board(by, pk)
    made = board.reports.select_for_update(of=("self",)).get(pk=report)
    if not is_front_of(by, board.work.place):
        raise PermissionDenied
    if not made.signed_on:
        raise refused.ReportNotSigned
    if made.confirmed_on:
        raise refused.ReportSigned
    before = row(made, SAID)
    made.confirmed_by, made.confirmed_on = by, today()
    made.save(update_fields=["confirmed_by", "confirmed_on"])
    write(by, "board.confirm", board, made, before=before, after=row(made, SAID))
    return made
