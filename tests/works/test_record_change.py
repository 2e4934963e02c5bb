"""Changes of value, duration and scope: what stood before is taken from the work and stays readable."""

from datetime import date

import pytest

from building import AT, make_whole, signed, verbs
from openntm.office.models import LogEntry
from openntm.works.models import Change, Work
from openntm.works.services import refusals
from openntm.works.services.changes import record_change
from village import make_village

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture
def cast(db):
    return make_village()


def change(cast, **given):
    return record_change(**{"by": cast.an, "work": cast.work.pk, "reason": "Vì mưa lũ", "day": DAY, **given})


def test_the_budget_is_raised_and_both_values_stay(cast):
    one = change(cast, kind="value", after_value=2_000_000_000)
    assert (one.before_value, one.after_value) == (1_800_000_000, 2_000_000_000)
    assert Work.objects.get().budget == 2_000_000_000
    assert verbs() == ["work.amend"]
    assert LogEntry.objects.get().particulars.reason == "Vì mưa lũ"


def test_the_end_of_a_work_and_the_days_of_a_contract_move(cast):
    contract = make_whole(cast)
    assert change(cast, kind="duration", after_day=date(2026, 12, 31)).before_day == date(2026, 10, 31)
    assert change(cast, kind="duration", contract=contract.pk, after_days=250).before_days == 200
    contract.refresh_from_db()
    assert contract.days == 250


def test_each_later_change_begins_where_the_one_before_it_ended(cast):
    for value in (2, 3, 4):
        change(cast, kind="value", after_value=value)
    found = list(Change.objects.values_list("before_value", "after_value"))
    assert found == [(1_800_000_000, 2), (2, 3), (3, 4)]


def test_the_scope_is_said_in_words(cast):
    assert change(cast, kind="scope", before_text="1,25 km", after_text="1,4 km").after_text == "1,4 km"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"kind": "value"}, refusals.ChangeIncomplete),
        ({"kind": "scope"}, refusals.ChangeIncomplete),
        ({"kind": "value", "after_value": 1_800_000_000}, refusals.NothingChanged),
        ({"kind": "scope", "before_text": "a", "after_text": "a"}, refusals.NothingChanged),
        ({"kind": "value", "after_value": 1, "reason": " "}, refusals.ReasonMissing),
        ({"kind": "value", "after_value": 1, "day": date(2100, 1, 1)}, refusals.DayAhead),
        ({"kind": "duration", "after_day": date(2020, 1, 1)}, refusals.EndBeforeStart),
    ],
)
def test_what_is_no_change_is_refused_and_nothing_moves(cast, given, rule):
    with pytest.raises(rule):
        change(cast, **given)
    assert not Change.objects.exists()
    assert Work.objects.get().budget == 1_800_000_000


def test_a_contract_lasts_days(cast):
    contract = make_whole(cast)
    with pytest.raises(refusals.ContractHasNoEnd):
        change(cast, kind="duration", contract=contract.pk, after_day=DAY)


def test_the_page_records_a_change_and_the_work_shows_it(cast):
    sent = {"kind": "value", "after_value": "2.000.000.000", "reason": "Tăng giá xi măng", "day": "2026-09-01"}
    client = signed(cast.an)
    assert client.post(f"{AT}{cast.work.pk}/changes/add/", sent).url.endswith("#changes")
    page = client.get(f"{AT}{cast.work.pk}/").content.decode()
    assert "1.800.000.000 → 2.000.000.000" in page
    assert "Tăng giá xi măng" in page
