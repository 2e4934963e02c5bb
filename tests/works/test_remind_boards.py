"""What a board, its Front and the owner have to do comes to them on its day, once, whoever runs the clock."""

from datetime import date, timedelta

import pytest

from building import signed
from openntm.office.models import Message
from openntm.office.working_days import add_working_days
from openntm.works.models import Board
from openntm.works.services import board_reports, plans
from openntm.works.services.board_notices import remind_of_boards
from village import make_village
from watchers import TOLD, make_board, make_round

PLANNED = date(2026, 9, 21)
LAST = PLANNED - timedelta(days=45)


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def board(village):
    return make_board(village)


def news(on):
    """Who is told what by the clock of the day, and was not before."""
    known = list(Message.objects.values_list("pk", flat=True))
    count = remind_of_boards(on=on)
    found = list(Message.objects.exclude(pk__in=known).select_related("person"))
    assert count == len(found)
    return {(str(one.person), one.subject.partition(":")[0].partition(",")[0]) for one in found}


def test_the_front_is_reminded_to_tell_the_owner_in_time_and_again_when_it_is_late(village, board):
    Board.objects.update(told_on=None)
    news(LAST - timedelta(days=14))  # the report of the half-year
    assert news(LAST) == {("Mat", "Cần thông báo kế hoạch giám sát cho chủ đầu tư chậm nhất ngày 07/08/2026")}
    assert news(LAST) == set()
    late = add_working_days(LAST, 1)
    assert news(late) == {("Mat", "Chưa thông báo kế hoạch giám sát cho chủ đầu tư")}
    assert signed(village.mat).get(Message.objects.order_by("pk").last().url).status_code == 200
    Board.objects.update(early_reason="Dân đề nghị", planned_days=["2026-09-22"])
    assert news(add_working_days(LAST, 3)) == set()


def test_members_hear_when_the_days_of_notice_are_over(village, board):
    news(TOLD + timedelta(days=44))
    assert news(TOLD + timedelta(days=45)) == {("Chi", "Đã hết thời hạn thông báo")}
    assert news(TOLD + timedelta(days=46)) == set()


def test_a_board_that_made_visits_is_not_told_that_it_may(village, board):
    make_round(village, board)
    assert not any("thông báo" in said for _who, said in news(PLANNED))


def test_information_that_was_asked_for_climbs_as_demands_do(village, board):
    given = {"item": "decision", "to": "UBND xã", "question": "", "sent_on": date(2026, 9, 1)}
    one = plans.ask_information(by=village.chi, pk=board.pk, **given)
    make_round(village, board)
    news(date(2026, 9, 2))
    assert {who for who, _said in news(one.due)} == {"An"}
    assert signed(village.an).get(Message.objects.order_by("pk").last().url).status_code == 200
    assert {who for who, _said in news(add_working_days(one.due, 1))} == {"An", "Mat", "Chi"}
    plans.record_information(by=village.chi, pk=board.pk, request=one.pk, answer="Đã gửi", day=one.due)
    assert news(add_working_days(one.due, 9)) == set()


def test_a_report_is_asked_for_until_it_is_signed(village, board):
    make_round(village, board)
    end = date(2026, 12, 31)
    assert {who for who, _said in news(end - timedelta(days=3))} == {"Chi", "Mat"}
    made = board_reports.write_report(
        by=village.chi, pk=board.pk, kind="year", since=date(2026, 5, 4), until=end, remarks="Đã giám sát"
    )
    assert {who for who, _said in news(add_working_days(end, 1))} == {"Chi", "Mat"}
    board_reports.sign_report(by=village.chi, pk=board.pk, report=made.pk)
    Message.objects.all().delete()
    assert news(add_working_days(end, 2)) == set()


def test_a_board_that_ended_is_not_reminded(village, board):
    Board.objects.update(state="ended", ended_on=date(2026, 9, 1), end_reason="Xong")
    assert news(date(2026, 12, 31)) == set()
