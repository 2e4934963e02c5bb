"""A board is set up by the Front's decision, with the seats that the law asks for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.works.access import boards_visible_to, works_watched_by
from openntm.works.models import Board, Party
from openntm.works.services import boards
from openntm.works.services import boards_refused as refused
from openntm.works.services.refusals import DayAhead
from village import make_village
from watchers import DECIDED, SEATS, STATED, draft, make_board, seat


@pytest.fixture
def village(db):
    return make_village()


def test_a_board_stands_when_its_seats_keep_the_law(village):
    board = make_board(village)
    assert Board.objects.get().state == "standing"
    verbs = set(LogEntry.objects.values_list("verb", flat=True))
    assert {"board.draft", "board.member", "board.set_up", "board.plan"} <= verbs
    assert "Giáp Thị Mẫu" not in "".join(LogEntry.objects.values_list("changes", flat=True))
    with pytest.raises(refused.BoardNotDraft):
        boards.set_up_board(by=village.mat, pk=board.pk)


def test_a_board_without_enough_members_does_not_stand(village):
    board = draft(village)
    for name, body, role, _who in SEATS[:4]:
        seat(village, board, name, body, role)
    with pytest.raises(refused.BoardBreaksRules, match="4"):
        boards.set_up_board(by=village.mat, pk=board.pk)


@pytest.mark.parametrize("who", ["an", "binh", "lan", "chi", "be", "dung"])
def test_only_the_front_of_the_commune_sets_one_up(village, who):
    given = {"work": village.work.pk, "front": "X", "number": "1", "decided_on": DECIDED}
    with pytest.raises(PermissionDenied):
        boards.draft_board(by=getattr(village, who), **given)


def test_a_work_has_one_board_at_a_time(village):
    board = make_board(village)
    with pytest.raises(refused.BoardKnown):
        draft(village)
    boards.dissolve_board(by=village.mat, pk=board.pk, day=date(2026, 11, 2), reason="Công trình đã bàn giao")
    assert draft(village).state == "draft"
    with pytest.raises(refused.BoardEnded):
        seat(village, board, "X")


def test_who_may_not_sit_is_refused_with_the_article(village):
    board = draft(village)
    with pytest.raises(refused.MemberBarred, match="42"):
        seat(village, board, "Nhà Thầu", stated={**STATED, "contractor": True})
    with pytest.raises(refused.MemberBarred):
        seat(village, board, "Chưa Khai", stated={})
    with pytest.raises(refused.MemberBarred):
        seat(village, board, "an")  # a namesake of the commune's officer
    assert seat(village, board, "an", stated={**STATED, "other_person": True}).pk
    Party.objects.create(work=village.work, role="supplier", name="Phạm Thí Công")
    with pytest.raises(refused.MemberBarred):
        seat(village, board, "Phạm Thí Công")
    with pytest.raises(refused.NoSupervisor):
        seat(village, board, "Cán bộ", person=village.an)
    with pytest.raises(DayAhead):
        seat(village, board, "Sớm", from_day=date(2099, 1, 1))


def test_a_member_leaves_with_a_reason_and_another_is_elected(village):
    board = make_board(village)
    member = board.members.last()
    with pytest.raises(refused.ReasonMissing):
        boards.end_member(by=village.mat, board=board.pk, pk=member.pk, day=DECIDED, reason=" ")
    boards.end_member(by=village.mat, board=board.pk, pk=member.pk, day=date(2026, 8, 3), reason="Chuyển nơi ở")
    with pytest.raises(refused.MemberGone):
        boards.end_member(by=village.mat, board=board.pk, pk=member.pk, day=DECIDED, reason="X")
    seat(village, board, "Đỗ Thị Bầu", votes=41, from_day=date(2026, 8, 10), person=village.chu)
    assert board.members.filter(to_day__isnull=True).count() == 5
    with pytest.raises(refused.MemberKnown):
        seat(village, board, "Đỗ Thị Bầu", person=village.chu)


def test_members_see_their_own_board_and_nobody_elses(village):
    board = make_board(village)
    cast = ("an", "be", "mat", "chi", "chu", "binh", "lan", "dung")
    sees = {name for name in cast if boards_visible_to(getattr(village, name)).exists()}
    assert sees == {"an", "mat", "chi", "binh", "lan"}
    assert list(works_watched_by(village.chi)) == [village.work]
    boards.dissolve_board(by=village.mat, pk=board.pk, day=date(2026, 11, 2), reason="Xong")
    assert not works_watched_by(village.chi).exists()


def test_a_member_may_take_back_the_consent_to_be_named(village):
    board = make_board(village)
    head = board.members.get(role="head")
    assert not boards.name_member(by=village.mat, board=board.pk, pk=head.pk, is_named=False).is_named
    with pytest.raises(PermissionDenied):
        boards.name_member(by=village.an, board=board.pk, pk=head.pk, is_named=True)
    assert LogEntry.objects.filter(verb="board.member_name").exists()
