"""Supervision in figures, as the programme counts it, and the report of a board."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openntm.places.queries import place_at
from openntm.works.queries.quarter import counts_by_commune, counts_of_board, quarter_of
from openntm.works.services import board_reports, demands, rounds
from openntm.works.services import boards_refused as refused
from village import make_village
from watchers import finish_round, make_board, make_round

THIRD = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def board(village):
    return make_board(village)


def watched(village, board):
    """Two rounds in the third quarter, of which the Front accepted one; its major finding is sent and paid for."""
    found = finish_round(village, make_round(village, board), "major", "minor")
    finish_round(village, make_round(village, board), "grave", accepted=False)
    demands.confirm_demand(by=village.mat, pk=found[0].pk, day=date(2026, 9, 24), sent_to="UBND xã")
    demands.record_outcome(by=village.chi, pk=found[0].pk, recovered=12_500_000, cut=3_000_000, handled="Nhắc nhở")
    demands.reject_demand(by=village.mat, pk=found[1].pk, reason="Đo lại thấy đúng")


def test_only_accepted_records_count_and_what_fell_is_no_fault(village, board):
    watched(village, board)
    units = [place_at("07486", date(2026, 9, 30)), place_at("07492", date(2026, 9, 30))]
    (_one, counts), (_other, nothing) = counts_by_commune(units, *THIRD)
    assert (counts.works, counts.rounds, counts.by_board, counts.watched) == (1, 1, 1, 1)
    assert (counts.faults, counts.proposals, counts.recovered, counts.cut) == (1, 1, 12_500_000, 3_000_000)
    assert (counts.handled, counts.to_party, counts.to_government) == (1, 0, 1)
    assert sum(vars(nothing).values()) == 0
    assert counts_by_commune(units, date(2026, 10, 1), date(2026, 12, 31))[0][1].rounds == 0


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    first, last = quarter_of(day)
    assert first <= day <= last
    assert (first.day, (first.month - 1) % 3, quarter_of(last)) == (1, 0, (first, last))
    assert 90 <= (last - first).days + 1 <= 92


def test_the_page_and_its_files_need_the_same_few_queries(village, board, django_assert_max_num_queries):
    watched(village, board)
    client = Client()
    client.force_login(village.binh)
    with django_assert_max_num_queries(40):
        page = client.get("/24/2026-09-30/works/quarter/")
    assert "12.500.000" in page.content.decode()
    assert "Quý 3 năm 2026" in page.content.decode()
    for ending in ("xlsx", "csv"):
        assert client.get(f"/24/2026-09-30/works/quarter/?format={ending}").status_code == 200
    client.force_login(village.chi)
    assert client.get("/07486/2026-09-30/works/quarter/").status_code == 404


def test_the_head_signs_a_report_and_its_figures_stay(village, board):
    watched(village, board)
    given = {"kind": "half_year", "since": date(2026, 7, 1), "until": date(2026, 12, 31), "remarks": "Đúng tiến độ"}
    made = board_reports.write_report(by=village.chi, pk=board.pk, **given)
    with pytest.raises(refused.ReportNotSigned):
        board_reports.confirm_report(by=village.mat, pk=board.pk, report=made.pk)
    with pytest.raises(PermissionDenied):
        board_reports.sign_report(by=village.mat, pk=board.pk, report=made.pk)
    signed = board_reports.sign_report(by=village.chi, pk=board.pk, report=made.pk)
    rounds.review_round(by=village.mat, pk=board.rounds.exclude(review="accepted").get().pk, step="accepted")
    assert signed.figures["rounds"] == 1
    assert counts_of_board(board, made.since, made.until).rounds == 2
    board_reports.confirm_report(by=village.mat, pk=board.pk, report=made.pk)
    for act, who in ((board_reports.sign_report, village.chi), (board_reports.confirm_report, village.mat)):
        with pytest.raises(refused.ReportSigned):
            act(by=who, pk=board.pk, report=made.pk)
    with pytest.raises(PermissionDenied):
        board_reports.write_report(by=village.an, pk=board.pk, **given)
    client = Client()
    client.force_login(village.chi)
    assert client.get(f"/07486/2026-10-01/works/boards/{board.pk}/reports/{made.pk}/").status_code == 200
