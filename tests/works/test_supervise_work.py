"""A board visits its work after the days of notice; the Front accepts the record or gives it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.visits.models import Visit
from openntm.visits.services.refusals import VisitClosed
from openntm.works.access import visits_visible_to, visits_watched_by
from openntm.works.models import Board, Round
from openntm.works.queries.boards import subject_of
from openntm.works.services import boards_refused as refused
from openntm.works.services import plans, rounds
from village import make_village
from watchers import TOLD, VISITED, finish_round, make_board, make_round


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def board(village):
    return make_board(village)


def test_a_visit_begins_with_the_checklist_of_the_kind_of_work(village, board):
    one = make_round(village, board)
    assert (one.visit.checklist, one.visit.subject_key) == ("work-road", str(village.work.pk))
    village.work.kind = "school"
    assert subject_of(village.work) == "work.other"
    assert {"visit.start", "round.start"} <= set(LogEntry.objects.values_list("verb", flat=True))


def test_no_visit_within_the_days_of_notice_unless_the_front_says_why(village, board):
    with pytest.raises(refused.NoticeStillRuns, match="25/06/2026"):
        make_round(village, board, TOLD + timedelta(days=44))
    with pytest.raises(PermissionDenied):
        plans.allow_early(by=village.an, pk=board.pk, reason="X")
    with pytest.raises(refused.ReasonMissing):
        plans.allow_early(by=village.mat, pk=board.pk, reason="")
    plans.allow_early(by=village.mat, pk=board.pk, reason="Nhà thầu đổ bê tông sớm")
    assert make_round(village, board, TOLD + timedelta(days=44)).pk


def test_no_visit_before_the_owner_was_told(village, board):
    Board.objects.update(told_on=None)
    with pytest.raises(refused.OwnerNotTold):
        make_round(village, board)


def test_only_members_and_the_front_write_and_only_readers_see(village, board):
    one = make_round(village, board)
    writes = {"mat", "chi"}
    for name in ("an", "mat", "chi", "chu", "binh", "lan", "be", "dung"):
        assert visits_watched_by(getattr(village, name)).exists() == (name in writes), name
    sees = {name for name in ("an", "mat", "chi", "chu", "be", "dung") if visits_visible_to(getattr(village, name))}
    assert sees == {"an", "mat", "chi"}
    with pytest.raises(PermissionDenied):
        rounds.answer_round(by=village.an, pk=one.pk, answers={})
    with pytest.raises(Visit.DoesNotExist):
        rounds.answer_round(by=village.be, pk=one.pk, answers={})


def test_somebody_of_the_board_must_have_come(village, board):
    with pytest.raises(refused.NobodyCame):
        make_round(village, board, present=[])
    assert make_round(village, board, present=[], run_by="inspectorate").run_by == "inspectorate"


def test_the_record_goes_to_the_front_and_may_come_back(village, board):
    one = make_round(village, board)
    with pytest.raises(refused.RecordNotReady):
        rounds.review_round(by=village.mat, pk=one.pk, step="accepted")
    finish_round(village, one, "minor", accepted=False)
    with pytest.raises(PermissionDenied):
        rounds.review_round(by=village.chi, pk=one.pk, step="accepted")
    rounds.review_round(by=village.mat, pk=one.pk, step="checked")
    with pytest.raises(refused.ReasonMissing):
        rounds.review_round(by=village.mat, pk=one.pk, step="returned")
    rounds.review_round(by=village.mat, pk=one.pk, step="returned", reason="Thiếu số đo")
    assert Visit.objects.get().is_open
    rounds.close_round(by=village.chi, pk=one.pk, result="Đã đo lại")
    rounds.review_round(by=village.mat, pk=one.pk, step="accepted")
    assert Round.objects.get().review == "accepted"
    with pytest.raises(VisitClosed):
        rounds.answer_round(by=village.chi, pk=one.pk, answers={})


def test_what_a_board_may_ask_hangs_on_who_paid(village, board):
    given = {"by": village.chi, "pk": board.pk, "to": "UBND xã", "question": "", "sent_on": VISITED}
    one = plans.ask_information(item="materials", **given)
    assert one.due == date(2026, 10, 12)
    assert plans.is_late(one)
    plans.record_information(by=village.chi, pk=board.pk, request=one.pk, answer="Đã cung cấp", day=VISITED)
    with pytest.raises(refused.AnsweredAlready):
        plans.record_information(by=village.chi, pk=board.pk, request=one.pk, answer="Nữa", day=VISITED)
    type(village.work).objects.update(is_community=False)
    with pytest.raises(refused.ItemNotAsked):
        plans.ask_information(item="materials", **given)
    with pytest.raises(PermissionDenied):
        plans.ask_information(**{**given, "by": village.an}, item="decision")
