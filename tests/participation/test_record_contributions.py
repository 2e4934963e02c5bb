"""Contributions are recorded in their own units, kept as they were, and only their keepers read them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.access import today
from openntm.office.models import LogEntry
from openntm.participation.access.contributions import contributions_visible_to
from openntm.participation.models import Contribution
from openntm.participation.queries.contributions import gifts, still_given, still_promised, total
from openntm.participation.queries.counted import counted_once
from openntm.participation.services import contributions as services
from openntm.participation.services import refused
from openntm.participation.services.receipts import issue_receipt, void_receipt
from openntm.participation.services.valuing import value_again
from participation.gifts import DAY, GIVER, PHONE, a_gift, a_rate
from village import make_village


@pytest.fixture
def village(db):
    return make_village()


def received(on):
    return total(gifts(Contribution.objects.all(), None, on))


def test_a_gift_is_recorded_and_the_log_keeps_the_giver_apart(village):
    made = a_gift(village)
    assert (made.number, made.state, made.valuations.get().value) == (1, "received", 2_000_000)
    entry = LogEntry.objects.get(verb="contribution.record")
    assert entry.place_key == village.commune.key
    for personal in (GIVER, PHONE):
        assert personal not in entry.changes
        assert personal in entry.particulars.changes


def test_the_front_of_the_commune_and_the_office_above_keep_the_register_too(village):
    assert [a_gift(village, by=who).number for who in (village.mat, village.binh)] == [1, 2]


@pytest.mark.parametrize("who", ["be", "lan", "so", "tham", "chi", "dung"])
def test_nobody_else_records_or_reads_contributions(village, who):
    a_gift(village)
    person = getattr(village, who)
    assert not contributions_visible_to(person).exists()
    with pytest.raises(PermissionDenied):
        a_gift(village, by=person)
    with pytest.raises(Contribution.DoesNotExist):
        services.void_contribution(by=person, pk=Contribution.objects.get().pk, day=DAY, reason="x")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"quantity": Decimal(0)}, refused.QuantityWrong),
        ({"quantity": Decimal("1.5")}, refused.QuantityWrong),
        ({"work": None}, refused.PurposeMissing),
        ({"thing": "material"}, refused.MaterialMissing),
        ({"thing": "material", "material": "xi măng"}, refused.MaterialMissing),
        ({"unit": "tấn"}, refused.MaterialMissing),
        ({"may_be_named": True}, refused.ConsentDayMissing),
        ({"received_on": None}, refused.DaysMissing),
        ({"promised_on": DAY + timedelta(1)}, refused.ReceivedBeforePromise),
        ({"received_on": date(2999, 1, 1)}, refused.DayAhead),
    ],
)
def test_what_makes_no_sense_is_refused(village, given, rule):
    with pytest.raises(rule):
        a_gift(village, **given)
    assert not Contribution.objects.exists()


def test_a_work_of_another_commune_is_refused(village):
    village.work.place = village.other
    village.work.save()
    with pytest.raises(refused.WorkElsewhere):
        a_gift(village)


def test_a_promise_is_received_in_parts_and_counts_only_what_came(village):
    pledge = a_gift(village, received_on=None, promised_on=DAY)
    first = services.receive_pledge(by=village.an, pk=pledge.pk, day=DAY, quantity=Decimal(500_000))
    assert (first.pledge, first.state, still_promised(pledge)) == (pledge, "received", Decimal(1_500_000))
    assert received(today()).money == 500_000
    with pytest.raises(refused.MoreThanPromised):
        services.receive_pledge(by=village.an, pk=pledge.pk, day=DAY, quantity=Decimal(1_500_001))
    with pytest.raises(refused.NotPromised):
        services.receive_pledge(by=village.an, pk=first.pk, day=DAY, quantity=Decimal(1))
    services.void_contribution(by=village.an, pk=first.pk, day=today(), reason="nhập nhầm")
    assert still_promised(pledge) == 2_000_000


def test_a_correction_is_a_new_row_and_the_wrong_one_stays_with_its_reason(village):
    wrong = a_gift(village)
    issue_receipt(by=village.an, pk=wrong.pk)
    right = services.correct_contribution(by=village.an, pk=wrong.pk, reason="thừa một số", quantity=Decimal(200_000))
    wrong.refresh_from_db()
    assert (wrong.state, wrong.ended_why, wrong.quantity, wrong.replaced_by) == (
        *("void", "thừa một số", Decimal(2_000_000)),
        right,
    )
    assert wrong.receipts.get().void_why == "thừa một số"
    assert (right.number, right.giver_name, right.quantity) == (2, GIVER, 200_000)
    assert received(today()).money == 200_000
    assert LogEntry.objects.filter(verb__in=["contribution.correct", "contribution.void"]).count() == 2


def test_a_correction_says_why_and_changes_something_and_a_void_row_stays_so(village):
    one = a_gift(village)
    with pytest.raises(refused.ReasonMissing):
        services.correct_contribution(by=village.an, pk=one.pk, reason=" ", quantity=Decimal(1))
    with pytest.raises(refused.NothingChanged):
        services.correct_contribution(by=village.an, pk=one.pk, reason="x", quantity=Decimal(2_000_000))
    services.void_contribution(by=village.an, pk=one.pk, day=today(), reason="nhập hai lần")
    for act in (services.void_contribution, services.set_consent, services.correct_contribution):
        given = {"day": today(), "may_be_named": True} if act is services.set_consent else {"reason": "x"}
        with pytest.raises(refused.AlreadyVoid):
            act(by=village.an, pk=one.pk, **({"day": today()} | given if act is services.void_contribution else given))


def test_what_was_given_back_is_taken_off_and_never_more_than_was_given(village):
    one = a_gift(village)
    back = {"by": village.an, "pk": one.pk, "day": today(), "reason": "không làm nữa"}
    services.refund_contribution(quantity=Decimal(500_000), **back)
    assert (still_given(one), received(today()).worth) == (1_500_000, 1_500_000)
    assert received(today() - timedelta(1)).worth == 2_000_000
    with pytest.raises(refused.MoreThanReceived):
        services.refund_contribution(quantity=Decimal(1_500_001), **back)
    with pytest.raises(refused.GivenBack):
        services.void_contribution(by=village.an, pk=one.pk, day=today(), reason="x")


def test_a_value_stands_as_it_was_stated_whatever_the_rate_becomes(village):
    a_rate(village)
    one = a_gift(village, thing="labour", quantity=Decimal("12.5"))
    assert one.valuations.get().value == 2_500_000
    a_rate(village, 250_000, valid_from=date(2026, 5, 1))
    assert received(today()).worth == 2_500_000
    value_again(by=village.an, pk=one.pk, reason="đơn giá mới")
    assert [each.value for each in one.valuations.all()] == [3_125_000, 2_500_000]
    assert received(today()).worth == 3_125_000
    assert received(today() - timedelta(1)).worth == 2_500_000
    with pytest.raises(refused.SameValue):
        value_again(by=village.an, pk=one.pk, reason="lần nữa")


def test_the_nearest_rate_holds_and_one_of_a_later_day_does_not(village):
    a_rate(village, 100_000, by=village.binh, place=village.province)
    assert a_gift(village, thing="labour", quantity=Decimal(1)).valuations.get().value == 100_000
    a_rate(village, 150_000, valid_from=DAY)
    a_rate(village, 900_000, valid_from=DAY + timedelta(1))
    assert a_gift(village, thing="labour", quantity=Decimal(1)).valuations.get().value == 150_000
    with pytest.raises(refused.ConversionKnown):
        a_rate(village, 1, valid_from=DAY)
    with pytest.raises(PermissionDenied):
        a_rate(village, by=village.an, place=village.province)


def test_without_a_rate_a_gift_counts_in_its_unit_alone(village):
    a_rate(village, 1_800_000, thing="material", material="Xi măng", unit="tấn")
    cement = {"thing": "material", "material": "xi mang", "unit": "tấn", "quantity": Decimal(2)}
    assert a_gift(village, **cement).valuations.get().value == 3_600_000
    a_gift(village, thing="land", quantity=Decimal(60))
    sums = received(today())
    assert (sums.gifts, sums.unvalued, sums.worth) == (2, 1, 3_600_000)
    assert sums.by_unit["land", "", ""] == 60
    with pytest.raises(refused.NoConversion):
        value_again(by=village.an, pk=Contribution.objects.get(thing="land").pk, reason="x")


def test_receipts_are_numbered_without_gaps_and_a_void_one_keeps_its_number(village):
    gifts = [a_gift(village) for _ in range(3)]
    first, second = (issue_receipt(by=village.an, pk=one.pk) for one in gifts[:2])
    assert [str(first), str(second)] == [f"0001/{today().year}", f"0002/{today().year}"]
    with pytest.raises(refused.HasReceipt):
        issue_receipt(by=village.an, pk=gifts[0].pk)
    void_receipt(by=village.mat, pk=first.pk, reason="ghi sai tên hộ")
    first.refresh_from_db()
    assert (first.void_on, first.print_out.withdrawn_why != "") == (today(), True)
    assert "ghi sai" not in first.print_out.withdrawn_why
    again = issue_receipt(by=village.an, pk=gifts[0].pk)
    assert (again.number, issue_receipt(by=village.mat, pk=gifts[2].pk).number) == (3, 4)
    with pytest.raises(refused.NoReceipt):
        void_receipt(by=village.an, pk=first.pk, reason="x")
    assert LogEntry.objects.filter(verb="receipt.issue").count() == 4


def test_a_receipt_names_the_giver_and_its_public_page_does_not(village, client):
    receipt = issue_receipt(by=village.an, pk=a_gift(village).pk)
    assert GIVER not in receipt.print_out.title
    page = client.get(f"/verify/{receipt.print_out.code}/")
    assert page.status_code == 200
    assert GIVER not in page.content.decode()
    with pytest.raises(refused.NotReceived):
        issue_receipt(by=village.an, pk=a_gift(village, received_on=None, promised_on=DAY).pk)


AMOUNTS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.sampled_from(["people_money", "people_labour", "enterprise"])),
    st.integers(0, 10**12),
)


@given(AMOUNTS, AMOUNTS)
def test_each_source_of_a_work_is_counted_once(gifts, works):
    found = counted_once(gifts, works)
    keys = [(one.work, one.source) for one in found]
    assert len(keys) == len(set(keys))
    assert set(keys) == gifts.keys() | works.keys()
    total = sum(one.value for one in found)
    assert total == sum(gifts.values()) + sum(value for key, value in works.items() if key not in gifts)
    assert max(sum(gifts.values()), 0) <= total <= sum(gifts.values()) + sum(works.values())
    both = gifts.keys() & works.keys()
    assert {key for key, one in zip(keys, found, strict=True) if one.differs} == {
        key for key in both if gifts[key] != works[key]
    }


@given(AMOUNTS, AMOUNTS)
def test_what_the_works_say_of_a_known_source_changes_no_sum(gifts, works):
    with_works = counted_once(gifts, {key: value for key, value in works.items() if key in gifts})
    assert sum(one.value for one in with_works) == sum(gifts.values())
    assert {(one.work, one.source, one.value) for one in counted_once(gifts, gifts)} == {
        (*key, value) for key, value in gifts.items()
    }
