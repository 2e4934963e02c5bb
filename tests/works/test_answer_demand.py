"""A finding becomes a demand when the Front confirms it; it ends with a remedy that was seen, or falls for a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry, Message
from openntm.office.roles import Role
from openntm.office.working_days import add_working_days
from openntm.visits.models import Observation, Recheck
from openntm.visits.services.refusals import NotAnswered, ObservationClosed
from openntm.works.access import visits_visible_to
from openntm.works.queries.demands import demand_rows
from openntm.works.services import boards_refused as refused
from openntm.works.services import demands
from openntm.works.services.board_notices import remind_of_demands
from orchard import somebody
from remembered import remembered
from village import make_village
from watchers import VISITED, finish_round, make_board, make_round

SENT = date(2026, 9, 24)


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
@remembered
def found(village):
    (one,) = finish_round(village, make_round(village, make_board(village)), "major")
    return one


def confirm(village, found, **given):
    given = {"day": SENT, "sent_to": "UBND xã Nghĩa Phương", "number": "15/MTTQ", **given}
    return demands.confirm_demand(by=village.mat, pk=found.pk, **given)


def test_the_front_confirms_and_the_clock_runs_in_working_days(village, found):
    with pytest.raises(refused.NotConfirmed):
        demands.answer_demand(by=village.an, pk=found.pk, answer="Sớm")
    made = confirm(village, found)
    found.refresh_from_db()
    assert (made.days, found.due) == (7, add_working_days(SENT, 7))
    assert Message.objects.filter(person=village.an).count() == 1
    assert LogEntry.objects.filter(verb="demand.confirm").exists()
    with pytest.raises(refused.DemandKnown):
        confirm(village, found)


@pytest.mark.parametrize("who", ["an", "chi", "binh", "lan"])
def test_nobody_else_confirms(village, found, who):
    with pytest.raises(PermissionDenied):
        demands.confirm_demand(by=getattr(village, who), pk=found.pk, day=SENT, sent_to="X")


def test_it_is_not_confirmed_before_the_record_is_accepted_nor_by_strangers(village):
    one = make_round(village, make_board(village))
    (found,) = finish_round(village, one, "minor", accepted=False)
    with pytest.raises(refused.NotAccepted):
        confirm(village, found)
    with pytest.raises(Observation.DoesNotExist):
        demands.confirm_demand(by=village.be, pk=found.pk, day=SENT, sent_to="X")


def test_a_failed_recheck_opens_it_again_and_every_round_is_kept(village, found):
    confirm(village, found)
    with pytest.raises(NotAnswered):
        demands.recheck_demand(by=village.chi, pk=found.pk, passed=True, remark="Đã sửa")
    demands.answer_demand(by=village.an, pk=found.pk, answer="Đã trám vết nứt")
    assert Message.objects.filter(person=village.chi).exists()
    with pytest.raises(PermissionDenied):
        demands.recheck_demand(by=village.an, pk=found.pk, passed=True, remark="Tự duyệt")
    demands.recheck_demand(by=village.chi, pk=found.pk, passed=False, remark="Vẫn nứt")
    found.refresh_from_db()
    assert (found.state, found.answer) == ("open", "")
    demands.answer_demand(by=village.an, pk=found.pk, answer="Đã đổ lại")
    demands.recheck_demand(by=village.chi, pk=found.pk, passed=True, remark="Mặt đường phẳng")
    assert list(Recheck.objects.values_list("passed", "answer")) == [(False, "Đã trám vết nứt"), (True, "Đã đổ lại")]
    with pytest.raises(ObservationClosed):
        demands.answer_demand(by=village.an, pk=found.pk, answer="Nữa")


def test_the_front_lets_a_finding_fall_with_its_reason(village, found):
    with pytest.raises(PermissionDenied):
        demands.reject_demand(by=village.chi, pk=found.pk, reason="X")
    demands.reject_demand(by=village.mat, pk=found.pk, reason="Đo lại thấy đúng thiết kế")
    assert Observation.objects.get().state == "rejected"


def test_money_is_recorded_with_the_demand(village, found):
    confirm(village, found)
    made = demands.record_outcome(by=village.chi, pk=found.pk, recovered=12_500_000, cut=3_000_000)
    assert (made.recovered, made.cut) == (12_500_000, 3_000_000)
    with pytest.raises(PermissionDenied):
        demands.record_outcome(by=village.an, pk=found.pk, recovered=0, cut=0)


def test_overdue_demands_come_first_and_climb_step_by_step(village, found):
    confirm(village, found)
    found.refresh_from_db()
    leader = somebody("ct", Role.LEADER, village.commune)
    late = add_working_days(found.due, 1)
    assert demand_rows(visits_visible_to(village.mat), late)[0].is_overdue
    assert not demand_rows(visits_visible_to(village.mat), found.due)[0].is_overdue
    assert remind_of_demands(on=found.due - timedelta(days=6)) == 0
    assert remind_of_demands(on=found.due) == 1  # whoever answers
    assert not Message.objects.filter(person=leader).exists()
    assert remind_of_demands(on=late) == 3  # the leader and the Front too
    assert remind_of_demands(on=late) == 0
    remind_of_demands(on=add_working_days(found.due, 5))
    assert Message.objects.filter(person=village.lan).exists()
    assert VISITED < SENT
