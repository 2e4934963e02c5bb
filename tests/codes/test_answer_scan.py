"""A scanned code is answered from memory: without the database, and never older than the last change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.codes import generation
from openntm.codes.models import Stock
from openntm.codes.scanning import desk as desks
from orchard import make_orchard
from scanning import fold, forged, make_stamps, new_desk, scan, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def stamps(settings, tmp_path):
    settings.HOME = tmp_path
    orchard = make_orchard()
    return make_stamps(orchard.commune, (0, 59, "active", orchard.lot.pk), (60, 60, "void", ""), (61, 99, "minted", ""))


def asked_of_the_database(work):
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def test_the_second_scan_of_a_lot_asks_the_database_nothing(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 1))
    assert asked_of_the_database(lambda: scan(desk, token(stamps, 2))) == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_desk_that_is_warm_answers_its_first_scan_without_the_database(stamps, language):
    desk = new_desk()
    desk.warm_up()
    asked = desks.Asked(token(stamps, 1), language)
    assert asked_of_the_database(lambda: desk.answer(asked)) == 0
    assert desk.answer(asked).status == 200
    assert desk.answer(asked._replace(token=forged(stamps, 1))).status == 404


def test_warming_up_counts_no_scan(stamps):
    desk = new_desk()
    desk.warm_up()
    assert fold() == 0


def test_a_desk_warms_up_before_the_first_run_is_minted(db, settings, tmp_path):
    settings.HOME = tmp_path
    desk = new_desk()
    desk.warm_up()
    assert desk.answer(desks.Asked("0" * 20)).status == 404


def test_a_forged_code_is_refused_by_computation(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 1))
    assert asked_of_the_database(lambda: scan(desk, forged(stamps, 1))) == 0
    assert scan(desk, forged(stamps, 1)).status == 404


@pytest.mark.parametrize("text", ["", "ABC", "0" * 20, "<script>alert(1)</script>", "0" * 300, "Ạ" * 20])
def test_what_is_no_code_of_ours_is_answered_calmly(stamps, text):
    answer = scan(new_desk(), text)
    assert answer.status == 404
    assert b"<script" not in answer.body


def test_a_code_is_read_however_it_was_typed(stamps):
    text = token(stamps, 3)
    typed = " ".join(text[at : at + 4] for at in range(0, 20, 4)).lower()
    assert scan(new_desk(), typed).status == 200


def test_each_piece_of_the_stock_has_its_page(stamps):
    desk = new_desk()
    bodies = [scan(desk, token(stamps, index)).body.decode() for index in (59, 60, 61)]
    assert ["Tem này đã bị hủy" in body for body in bodies] == [False, True, False]
    assert "chưa được kích hoạt" in bodies[2]


def test_a_change_is_shown_at_once(stamps, django_capture_on_commit_callbacks):
    desk = new_desk()
    scan(desk, token(stamps, 1))
    with django_capture_on_commit_callbacks(execute=True):
        Stock.objects.filter(run=stamps, first=0).update(state="lost")
        generation.touch()
    assert "đã được báo mất" in scan(desk, token(stamps, 1)).body.decode()


def test_pages_of_yesterday_are_made_anew(stamps, monkeypatch):
    desk = new_desk()
    scan(desk, token(stamps, 1))
    before = desk.memory
    monkeypatch.setattr(desks, "seconds", lambda: before.ends + 1)
    assert desk.answer(desks.Asked(token(stamps, 1))) is None


def test_who_scans_too_often_waits(stamps, settings):
    settings.SCAN_PER_CLIENT = 3
    desk = new_desk()
    answers = [scan(desk, token(stamps, index)) for index in range(5)]
    assert [one.status for one in answers] == [200, 200, 200, 429, 429]
    assert 0 < answers[3].wait <= 21
    assert "quá nhiều lượt quét" in answers[3].body.decode().lower()
    assert scan(desk, token(stamps, 1), address="203.0.113.9").status == 200


def test_a_code_and_a_network_have_limits_too(stamps, settings):
    settings.SCAN_PER_CODE = 2
    desk = new_desk()
    assert [scan(desk, token(stamps, 1), address=f"203.0.113.{n}").status for n in range(3)] == [200, 200, 429]
    settings.SCAN_PER_CODE, settings.SCAN_PER_NETWORK = 600, 2
    desk = new_desk()
    statuses = [scan(desk, token(stamps, n), address=f"203.0.113.{n}").status for n in range(3)]
    assert statuses == [200, 200, 429]


def test_guessing_codes_is_limited_as_well(stamps, settings):
    settings.SCAN_PER_CLIENT = 2
    desk = new_desk()
    assert [scan(desk, forged(stamps, n)).status for n in range(3)] == [404, 404, 429]
