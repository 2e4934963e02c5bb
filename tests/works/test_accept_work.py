"""A work is handed over only when its board has given its opinion, and with open findings only for a public reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from openntm.office.models import LogEntry
from openntm.works.models import Acceptance, Work
from openntm.works.services import acceptance, demands
from openntm.works.services import boards_refused as refused
from village import make_village
from watchers import finish_round, make_board, make_round

DAY = date(2026, 11, 3)


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def board(village):
    return make_board(village)


def opened(village, kind="final", state="finished"):
    Work.objects.update(state=state, finished_on=date(2026, 10, 20))
    return acceptance.open_acceptance(by=village.an, work=village.work.pk, kind=kind, day=DAY)


def agreed(village, one, opinion="agrees", text=""):
    acceptance.give_opinion(by=village.chi, pk=one.pk, opinion=opinion, text=text)
    return acceptance.confirm_opinion(by=village.mat, pk=one.pk)


def test_it_is_handed_over_after_the_boards_opinion(village, board):
    one = opened(village)
    with pytest.raises(refused.OpinionMissing):
        acceptance.close_acceptance(by=village.an, pk=one.pk)
    acceptance.give_opinion(by=village.chi, pk=one.pk, opinion="agrees")
    with pytest.raises(refused.OpinionNotConfirmed):
        acceptance.close_acceptance(by=village.an, pk=one.pk)
    with pytest.raises(PermissionDenied):
        acceptance.confirm_opinion(by=village.an, pk=one.pk)
    acceptance.confirm_opinion(by=village.mat, pk=one.pk)
    acceptance.close_acceptance(by=village.an, pk=one.pk, taken_over_by="Thôn Thử")
    assert Work.objects.get().state == "handed_over"
    assert {"acceptance.open", "acceptance.opinion", "acceptance.confirm", "acceptance.close"} <= set(
        LogEntry.objects.values_list("verb", flat=True)
    )
    with pytest.raises(refused.AcceptanceClosed):
        acceptance.close_acceptance(by=village.an, pk=one.pk)


def test_the_database_too_waits_for_the_opinion(village, board):
    one = opened(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.filter(pk=one.pk).update(closed_on=DAY)


def test_open_major_findings_hold_it_until_the_owner_says_why(village, board):
    (found,) = finish_round(village, make_round(village, board), "major")
    one = agreed(village, opened(village))
    with pytest.raises(refused.FindingsOpen):
        acceptance.close_acceptance(by=village.an, pk=one.pk)
    demands.reject_demand(by=village.mat, pk=found.pk, reason="Đã đo lại")
    assert acceptance.close_acceptance(by=village.an, pk=one.pk).owner_reason == ""


def test_minor_findings_hold_nothing_and_a_no_needs_reasons(village, board):
    finish_round(village, make_round(village, board), "minor")
    one = opened(village)
    with pytest.raises(refused.ReasonsMissing):
        acceptance.give_opinion(by=village.chi, pk=one.pk, opinion="disagrees")
    agreed(village, one, "disagrees", "Mặt đường còn nứt")
    with pytest.raises(refused.FindingsOpen):
        acceptance.close_acceptance(by=village.an, pk=one.pk)
    closed = acceptance.close_acceptance(by=village.an, pk=one.pk, owner_reason="Nhà thầu bảo hành 12 tháng")
    assert closed.owner_reason
    assert Work.objects.get().state == "handed_over"


def test_only_the_head_gives_the_opinion_and_only_the_owner_closes(village, board):
    one = opened(village)
    for who in (village.mat, village.an):
        with pytest.raises(PermissionDenied):
            acceptance.give_opinion(by=who, pk=one.pk, opinion="agrees")
    with pytest.raises(Acceptance.DoesNotExist):
        acceptance.give_opinion(by=village.dung, pk=one.pk, opinion="agrees")
    agreed(village, one)
    for who in (village.mat, village.chi):
        with pytest.raises(PermissionDenied):
            acceptance.close_acceptance(by=who, pk=one.pk)


def test_a_work_that_is_not_built_is_accepted_in_part_only(village, board):
    with pytest.raises(refused.NotBuilt):
        opened(village, state="underway")
    one = agreed(village, opened(village, "partial", "underway"))
    acceptance.close_acceptance(by=village.an, pk=one.pk)
    assert Work.objects.get().state == "underway"


def test_without_a_board_there_is_no_acceptance(village):
    with pytest.raises(refused.NoBoard):
        opened(village)
