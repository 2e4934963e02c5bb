"""Contributions, meetings and reports of residents become figures of the year; what is void or late is not counted."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.computed import compute_figures
from openntm.participation.models import Contribution, Conversion, OutreachAct, Report, ReportEvent
from openntm.participation.services.contributions import record_contribution, void_contribution
from openntm.participation.services.outreach import record_outreach, void_outreach
from orchard import SOURCE
from village import make_village

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
GIVEN = {"giver_kind": "household", "giver_name": "Hộ Thí Dụ", "purpose": "đường thôn"}


@pytest.fixture
def village():
    return make_village()


def compute(village, day=DAY, place=None):
    found = compute_figures(by=None, place=place or village.commune, day=day)
    return {one.measure.removeprefix("participation."): one.value for one in found}


def gift(village, thing="money", quantity=1_000_000, day=date(2025, 6, 1), **given):
    made = {"by": village.an, "place": village.commune, "thing": thing, "quantity": Decimal(quantity)}
    return record_contribution(**made, received_on=day, **(GIVEN | given))


def rate(village, thing, dong):
    given = {"place": village.province, "thing": thing, "dong": Decimal(dong), "valid_from": date(2025, 1, 1)}
    return Conversion.objects.create(**given, **SOURCE)


def meeting(village, day=date(2025, 5, 1), men=30, women=25, **given):
    made = {"kind": "meeting", "subject": "Bàn làm đường", "men": men, "women": women}
    return record_outreach(by=village.an, place=village.commune, day=day, **(made | given))


def report(village, kind="waste", published=date(2025, 3, 3), answered=None, **given):
    """Waste is answered within five working days: of Monday 3 March by Monday 10 March."""
    made = {"place": village.commune, "kind": kind, "text": "Rác", "at": at(published), "state": "published"}
    one = Report.objects.create(**(made | given))
    for what, day in (("published", published), ("answered", answered)):
        if day:
            ReportEvent.objects.create(report=one, kind=what, at=at(day), by=village.an)
    return one


def at(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_current_timezone())


def test_empty_registers_say_nothing(village):
    assert compute(village) == {}


def test_gifts_of_the_year_are_added_up_in_dong_and_labour_in_days(village):
    rate(village, "labour", 200_000)
    gift(village)
    gift(village, "labour", 3)
    gift(village, day=date(2024, 12, 31))
    gift(village, day=date(2026, 1, 1))
    assert compute(village) == {"given": "1600000", "labour": "3"}
    one = Figure.objects.get(measure="participation.given")
    assert (one.unit, one.source.kind, one.illustrative) == ("dong", Source.Kind.COMPUTED, False)
    assert "2 khoản đã nhận" in one.note
    assert "Từ 01/01 đến 31/12/2025" in one.note
    assert "Thí Dụ" not in one.note
    assert compute(village, date(2025, 5, 31)) == {}


def test_what_no_rate_values_is_named_and_not_guessed(village):
    gift(village, "land", 40)
    assert compute(village) == {}
    gift(village)
    assert compute(village) == {"given": "1000000"}
    assert "chưa có mức quy đổi: 1 khoản" in Figure.objects.get().note


def test_promises_are_no_gifts(village):
    made = {"thing": "money", "quantity": Decimal(5), "promised_on": date(2025, 6, 1)}
    record_contribution(by=village.an, place=village.commune, **GIVEN, **made)
    assert compute(village) == {}


def test_a_void_gift_withdraws_the_figure(village):
    one, other = gift(village), gift(village, quantity=500)
    assert compute(village) == {"given": "1000500"}
    void_contribution(by=village.an, pk=other.pk, day=timezone.localdate(), reason="Nhập nhầm")
    assert compute(village) == {"given": "1000000"}
    void_contribution(by=village.an, pk=one.pk, day=timezone.localdate(), reason="Nhập nhầm")
    assert compute(village) == {"given": ""}
    assert "Rút lại" in Figure.objects.get(current=True).note
    assert Figure.objects.count() == 3
    assert compute(village) == {}


def test_meetings_are_counted_with_those_who_came(village):
    wrong = meeting(village, men=1, women=0)
    meeting(village)
    meeting(village, day=date(2024, 5, 1))
    record_outreach(by=village.an, place=village.commune, kind="broadcast", day=date(2025, 5, 2), subject="x", times=9)
    assert compute(village) == {"meetings": "2", "present": "56"}
    void_outreach(by=village.an, pk=wrong.pk, reason="Nhập hai lần")
    assert compute(village) == {"meetings": "1", "present": "55"}
    note = Figure.objects.filter(current=True).first().note
    assert "55 người dự, trong đó 25 nữ" in note
    assert "Bàn làm đường" in note


def test_reports_are_in_time_by_their_first_answer(village):
    report(village, answered=date(2025, 3, 10))
    late = report(village, answered=date(2025, 3, 11))
    silent = report(village)
    assert compute(village) == {"reports_due": "3", "reports_in_time": "1"}
    note = Figure.objects.filter(current=True).first().note
    assert f"#{late}; #{silent}" in note
    assert "không phải thời hạn luật định" in note
    assert compute(village, date(2025, 3, 9)) == {}
    assert compute(village, date(2025, 3, 10)) == {"reports_due": "1", "reports_in_time": "1"}


def test_reopened_it_counts_once_and_by_its_first_answer(village):
    one = report(village, answered=date(2025, 3, 4))
    ReportEvent.objects.create(report=one, kind="reopened", at=at(date(2025, 4, 1)), by=village.an)
    ReportEvent.objects.create(report=one, kind="answered", at=at(date(2025, 6, 1)), by=village.an)
    assert compute(village) == {"reports_due": "1", "reports_in_time": "1"}


def test_what_is_not_published_or_is_handled_above_is_not_the_communes(village):
    report(village, kind="staff")
    Report.objects.create(place=village.commune, kind="waste", text="x", at=at(date(2025, 3, 3)), state="kept_back")
    assert compute(village) == {}


def test_what_demonstration_accounts_did_is_illustrative(village):
    village.an.is_demonstration = True
    village.an.save()
    gift(village)
    meeting(village)
    report(village)
    compute(village)
    assert Figure.objects.count() == 5
    assert not Figure.objects.filter(illustrative=False).exists()
    assert Contribution.objects.get().illustrative
    assert OutreachAct.objects.get().illustrative


def test_another_commune_has_its_own(village):
    gift(village)
    assert compute(village, place=village.other) == {}
    assert compute(village, DAY + timedelta(days=30)) == {}
