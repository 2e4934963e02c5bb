"""Signs in procurement: each with its reason, for officers alone."""

from datetime import date

import pytest

from building import AT, make_whole, signed
from openntm.works.flags import flags_of, limit_on, rules
from openntm.works.models import Work
from openntm.works.services.changes import record_change
from openntm.works.services.parts import set_contract
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return make_village()


def contract(cast, number="1", **given):
    first = {"title": "Gói", "kind": "construction", "method": "direct", "state": "active", "supplier": "Công ty Thử"}
    return set_contract(by=cast.an, work=cast.work.pk, number=number, **{**first, **given})


def found():
    return {one.rule for one in flags_of(Work.objects.prefetch_related("contracts__supplier", "changes__contract"))}


def test_an_honest_work_has_no_sign(cast):
    make_whole(cast)
    assert found() == set()


def test_a_single_bidder_is_a_sign_where_there_should_be_several(cast):
    contract(cast, method="open", bidders=1)
    assert found() == {"single_bidder"}


def test_a_directly_appointed_contractor_alone_is_none(cast):
    contract(cast, method="direct", bidders=1)
    assert found() == set()


@pytest.mark.parametrize(("value", "is_near"), [(949_999_999, False), (950_000_000, True), (1_000_000_000, True)])
def test_a_value_just_under_the_limit_is_a_sign(cast, value, is_near):
    contract(cast, value=value, signed_on=date(2025, 3, 1))
    assert ("near" in found()) == is_near


def test_the_limit_is_that_of_the_day(cast):
    assert limit_on("construction", date(2010, 1, 1)) is None
    assert limit_on("construction", date(2025, 3, 1))[0] == 1_000_000_000
    assert limit_on("construction", date(2026, 1, 1))[0] == 2_000_000_000
    assert not any(row["verified"] for row in rules()["direct_limits"])


def test_packages_to_one_contractor_within_weeks_look_split(cast):
    contract(cast, "1", value=1_200_000_000, signed_on=date(2026, 3, 1))
    contract(cast, "2", value=1_200_000_000, signed_on=date(2026, 5, 1))
    assert found() == {"splitting"}


def test_packages_far_apart_or_small_do_not(cast):
    contract(cast, "1", value=1_200_000_000, signed_on=date(2026, 1, 1))
    contract(cast, "2", value=1_200_000_000, signed_on=date(2026, 6, 1))
    contract(cast, "3", value=300_000_000, signed_on=date(2026, 6, 2), supplier="Công ty Khác")
    assert found() == set()


def test_a_change_in_good_time_is_none_and_the_next_is_held_against_the_new_end(cast):
    given = {"by": cast.an, "work": cast.work.pk, "reason": "x", "kind": "duration"}
    record_change(after_day=date(2026, 12, 31), day=date(2026, 9, 1), **given)
    record_change(after_day=date(2027, 2, 28), day=date(2026, 11, 1), **given)
    assert found() == set()


def test_a_change_after_the_planned_end_is_late(cast):
    record_change(
        by=cast.an, work=cast.work.pk, reason="x", kind="duration", after_day=date(2026, 12, 31), day=date(2026, 11, 2)
    )
    assert found() == {"late_change"}


def test_values_that_grow_are_a_sign(cast):
    for value in (1_900_000_000, 2_100_000_000):
        record_change(by=cast.an, work=cast.work.pk, reason="x", kind="value", after_value=value, day=date(2026, 5, 1))
    assert found() == {"growth"}


def test_signs_are_shown_to_officers_and_not_to_the_public(cast, client):
    contract(cast, method="open", bidders=1)
    said = "chỉ có một nhà thầu"
    page = signed(cast.an).get(AT + "red-flags/").content.decode()
    assert said in page
    assert "chưa kiểm chứng" in page
    assert said in signed(cast.lan).get(f"{AT}{cast.work.pk}/").content.decode()
    assert client.get(AT + "red-flags/").status_code == 302
    assert signed(cast.chi).get(AT + "red-flags/").status_code == 404
    for address in (AT, f"/works/{cast.work.pk}/", "/open-data/works.json"):
        assert said not in client.get(address).content.decode()
