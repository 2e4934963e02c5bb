"""The mass balance: land ≥ harvest ≥ packed ≥ stamps, with both numbers, an alert and one notice each."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.codes.models import Stock
from openntm.office.models import Message
from openntm.produce.balance import Amounts, Name, Verdict, chain
from openntm.produce.models import HarvestShare, Lot, Producer, Scope
from openntm.produce.phrases import sentence
from openntm.produce.queries.balance import alerts, balance_of_lot, seasons
from openntm.produce.services import diary
from openntm.produce.services.alerting import tell_of_imbalance

from .test_use_stamps import TODAY, orchard_with_stamps, used

weights = st.decimals(0, 10**6, places=2)
maybe = st.none() | weights


@pytest.fixture
def orchard(db):
    return orchard_with_stamps()


def balanced(orchard):
    [found] = seasons(Producer.objects.all(), TODAY.year)
    return found


@given(maybe, st.none() | st.decimals(0, 100, places=1), weights, weights, maybe, maybe)
def test_every_link_says_both_numbers_and_fails_only_if_more_came_out_than_went_in(
    area, ceiling, season, kg, packed, used
):
    links = chain(Amounts(area, ceiling, season, kg, packed, used))
    assert [link.name for link in links] == list(Name)
    for link in links:
        if link.verdict == Verdict.FAILS:
            assert link.beyond > 0
            assert link.upper < link.lower
        elif link.verdict == Verdict.HOLDS:
            assert link.lower == 0 or link.upper >= link.lower
        else:
            assert link.upper is None or link.lower is None


@given(weights, weights, weights, weights)
def test_a_chain_without_a_broken_link_never_stamps_more_than_the_land_bears(area, kg, packed, used):
    links = chain(Amounts(area, Decimal(15), kg, kg, packed, used))
    if all(link.verdict == Verdict.HOLDS for link in links):
        assert used <= packed <= kg <= area * 15 * 1000


def test_stamps_on_what_nobody_packed_do_not_fit():
    assert chain(Amounts(None, None, Decimal(0), Decimal(5), None, Decimal(1)))[2].verdict == Verdict.FAILS


def test_a_season_weighs_land_harvest_lots_and_stamps(orchard):
    used(orchard)
    found = balanced(orchard)
    assert [(link.upper, link.lower, link.verdict) for link in found.links] == [
        (Decimal(180_000), Decimal(500), "holds"),  # 12 ha of 15 t at most
        (Decimal(500), Decimal(100), "holds"),
        (Decimal(100), Decimal(10), "holds"),
    ]
    assert found.certified


def test_only_certified_land_bears_what_certified_plots_gave(orchard):
    Scope.objects.filter(plot=orchard.plots[1]).delete()
    diary.write_entry(
        by=orchard.htx,
        plot=orchard.plots[1].pk,
        kind="harvest",
        day=date(2026, 8, 1),
        done_by="Hộ",
        on=TODAY,
        quantity_kg=Decimal(95_000),
    )
    land = balanced(orchard).links[0]
    assert (land.upper, land.lower, land.verdict) == (90_000, 500, "holds")


def test_a_harvest_beyond_what_the_land_bears_is_an_alert(orchard):
    diary.write_entry(
        by=orchard.htx,
        plot=orchard.plots[1].pk,
        kind="harvest",
        day=date(2026, 8, 2),
        done_by="Hộ",
        on=TODAY,
        quantity_kg=Decimal(200_000),
    )
    [found] = alerts(Producer.objects.all(), TODAY.year)
    [link] = found.broken
    assert (link.name, link.beyond) == ("land", Decimal(20_500))
    assert "20.500" in sentence(found, link)


def test_a_lot_with_more_stamps_than_packed_is_an_alert_and_people_are_told_once(orchard):
    used(orchard, 0, 99)
    Stock.objects.filter(run=orchard.run, state="active").update(last=149)
    Stock.objects.filter(run=orchard.run, first=100).update(first=150)
    found = alerts(Producer.objects.all(), TODAY.year)
    assert [(one.lot, [link.name for link in one.broken]) for one in found] == [
        (None, ["packing"]),
        (orchard.lot, ["packing"]),
    ]
    assert tell_of_imbalance(on=TODAY) == 6  # the keeper, the commune's officer and the office, of both
    assert tell_of_imbalance(on=TODAY) == 0
    assert set(Message.objects.values_list("person__username", flat=True)) == {"htx", "an", "binh"}


def test_what_does_not_fit_is_told_after_the_turn_of_the_year_too(orchard):
    used(orchard, 0, 99)
    Stock.objects.filter(run=orchard.run, state="active").update(last=149)
    Stock.objects.filter(run=orchard.run, first=100).update(first=150)
    assert tell_of_imbalance(on=date(TODAY.year + 1, 1, 3)) == 6
    assert {one.split("/")[2] for one in Message.objects.values_list("url", flat=True)} == {f"{TODAY.year}-12-31"}
    assert tell_of_imbalance(on=date(TODAY.year + 2, 1, 3)) == 0


def test_the_balance_of_a_lot_weighs_what_its_plots_gave_to_all(orchard):
    used(orchard)
    HarvestShare.objects.update(kg=Decimal(120))
    land, harvest, packing = balance_of_lot(Lot.objects.get()).links
    assert (land.upper, land.lower) == (90_000, 500)
    assert (harvest.upper, harvest.lower) == (120, 100)
    assert (packing.upper, packing.lower) == (100, 10)


def test_where_nobody_said_what_a_stamp_stands_for_nothing_is_known(orchard):
    used(orchard)
    Lot.objects.update(unit_kg=None)
    assert balance_of_lot(Lot.objects.get()).links[2].verdict == "unknown"


def test_lots_with_several_harvests_are_not_counted_twice(orchard):
    more = diary.write_entry(
        by=orchard.htx,
        plot=orchard.plots[1].pk,
        kind="harvest",
        day=date(2026, 8, 3),
        done_by="Hộ",
        on=TODAY,
        quantity_kg=Decimal(300),
    )
    HarvestShare.objects.create(lot=orchard.lot, harvest=more, kg=Decimal(300))
    found = balanced(orchard)
    assert found.links[1].upper == 800
    assert found.links[1].lower == 100


@pytest.mark.parametrize("more", [0, 5])
def test_the_number_of_questions_does_not_grow_with_the_lots(orchard, more, django_assert_num_queries):
    for number in range(more):
        Lot.objects.create(
            number=f"M{number}", product=orchard.product, place=orchard.commune, opened_at=orchard.lot.opened_at
        )
    with django_assert_num_queries(7):
        seasons(Producer.objects.all(), TODAY.year)
