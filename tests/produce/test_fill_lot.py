"""Lots: opened under a number of their own, filled from harvests, packed, released, closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.produce.models import Certificate, HarvestShare, Lot, Product, Scope
from openntm.produce.services import diary, lots
from orchard import make_orchard, somebody

TODAY = date(2026, 8, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


def harvested(orchard, kg=1000, **more):
    asked = {"by": orchard.htx, "plot": orchard.plots[0].pk, "kind": "harvest", "day": date(2026, 8, 1)}
    return diary.write_entry(**{**asked, "done_by": "Hộ", "on": TODAY, "quantity_kg": Decimal(kg), **more})


def opened(orchard, number="L1", **more):
    asked = {"by": orchard.htx, "product": orchard.product.pk, "number": number, "on": TODAY}
    return lots.open_lot(**{**asked, "certificate": orchard.certificate.pk, **more})


def filled(orchard, lot, harvest, **more):
    return lots.assign_harvest(**{"by": orchard.htx, "lot": lot.pk, "harvest": harvest.pk, "on": TODAY, **more})


def packed(orchard, lot, kg, **more):
    asked = {"by": orchard.htx, "lot": lot.pk, "packed_kg": Decimal(kg), "unit_kg": Decimal(1), "on": TODAY}
    return lots.pack_lot(**{**asked, **more})


def test_a_lot_is_opened_filled_packed_and_released_and_the_log_says_so(orchard):
    lot = opened(orchard)
    filled(orchard, lot, harvested(orchard))
    packed(orchard, lot, 900)
    released = lots.release_lot(by=orchard.htx, lot=lot.pk, on=TODAY)
    assert (released.state, released.packed_kg, released.packed_on) == ("released", 900, TODAY)
    verbs = LogEntry.objects.filter(verb__startswith="lot.").order_by("number").values_list("verb", "place_key")
    assert list(verbs) == [(f"lot.{act}", "xa-07486") for act in ("open", "fill", "pack", "release")]


@pytest.mark.parametrize("number", ["", "có dấu", "A B", "A" * 21, "A#1", "A$1", "Đ1", "A@1"])
def test_a_number_that_gs1_does_not_allow_is_refused(orchard, number):
    with pytest.raises(lots.NumberRefused):
        opened(orchard, number)


@given(st.text(max_size=25))
def test_a_number_is_taken_if_and_only_if_all_its_signs_are_among_the_82(text):
    signs = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    assert len(signs) == 82
    assert bool(lots.NUMBER.fullmatch(text)) == (1 <= len(text) <= 20 and set(text) <= set(signs))


def test_a_number_is_given_once_a_product(orchard):
    with pytest.raises(lots.NumberTaken):
        opened(orchard, "L2601")


def test_a_lot_claims_a_certificate_of_its_producer_and_crop_alone(orchard):
    Certificate.objects.filter(pk=orchard.certificate.pk).update(crop="nhan")
    with pytest.raises(lots.CertificateOfAnother):
        opened(orchard)
    assert opened(orchard, certificate=None).certificate is None


@pytest.mark.parametrize("who", ["be", "dung"])
def test_lots_do_not_exist_for_strangers(orchard, who):
    person = getattr(orchard, who)
    with pytest.raises(Product.DoesNotExist):
        opened(orchard, by=person)
    with pytest.raises(Lot.DoesNotExist):
        packed(orchard, orchard.lot, 1, by=person)


def test_another_keeper_of_the_commune_finds_no_lot(orchard):
    with pytest.raises(Lot.DoesNotExist):
        packed(orchard, orchard.lot, 1, by=somebody("khac", Role.PRODUCER, orchard.commune))


def test_who_only_reads_opens_no_lot(orchard):
    with pytest.raises(PermissionDenied):
        opened(orchard, by=orchard.lan)


def test_lots_never_take_more_than_was_harvested(orchard):
    harvest, one, other = harvested(orchard, 1000), opened(orchard, "L1"), opened(orchard, "L2")
    filled(orchard, one, harvest, kg=Decimal(700))
    with pytest.raises(lots.MoreThanHarvested) as refused:
        filled(orchard, other, harvest, kg=Decimal(301))
    assert "300" in str(refused.value)
    assert filled(orchard, other, harvest).kg == 300
    assert filled(orchard, one, harvest, kg=Decimal(600)).kg == 600  # the share is changed, not added


def test_only_standing_harvests_are_taken(orchard):
    harvest = harvested(orchard)
    diary.withdraw_entry(by=orchard.htx, pk=harvest.pk, reason="nhầm", on=TODAY)
    with pytest.raises(harvest.DoesNotExist):
        filled(orchard, opened(orchard), harvest)


def test_a_harvest_of_another_crop_is_not_taken(orchard):
    harvest, lot = harvested(orchard), opened(orchard, certificate=None)
    orchard.area.crop = "nhan"
    orchard.area.save()
    with pytest.raises(lots.NotOfThisProducer):
        filled(orchard, lot, harvest)


def test_a_lot_that_claims_a_certificate_takes_nothing_from_plots_outside_it(orchard):
    harvest, lot = harvested(orchard), opened(orchard)
    Scope.objects.filter(plot=orchard.plots[0]).update(valid_to=date(2026, 8, 1))
    with pytest.raises(lots.PlotOutsideCertificate):
        filled(orchard, lot, harvest)
    assert filled(orchard, opened(orchard, "L9", certificate=None), harvest)


def test_no_more_is_packed_than_was_harvested(orchard):
    lot = opened(orchard)
    filled(orchard, lot, harvested(orchard, 100))
    with pytest.raises(lots.MoreThanInLot):
        packed(orchard, lot, "100.01")
    packed(orchard, lot, 100)
    with pytest.raises(lots.MoreThanInLot):
        lots.take_out_harvest(by=orchard.htx, lot=lot.pk, harvest=lot.harvests.get().pk, reason="nhầm", on=TODAY)


@pytest.mark.parametrize(
    ("given", "field"), [({"packed_kg": Decimal(0)}, "packed_kg"), ({"unit_kg": Decimal(-1)}, "unit_kg")]
)
def test_a_lot_and_what_a_stamp_stands_for_weigh_something(orchard, given, field):
    asked = {"by": orchard.htx, "lot": orchard.lot.pk, "packed_kg": Decimal(1), "on": TODAY}
    with pytest.raises(lots.WeightMissing) as refused:
        lots.pack_lot(**asked | given)
    assert refused.value.field == field


@pytest.mark.parametrize("day", [date(2026, 7, 31), date(2026, 8, 11)])
def test_a_lot_is_packed_between_its_last_harvest_and_today(orchard, day):
    lot = opened(orchard)
    filled(orchard, lot, harvested(orchard))
    with pytest.raises(lots.PackedDayImpossible):
        packed(orchard, lot, 10, packed_on=day)


def test_the_use_by_day_follows_from_how_long_the_product_keeps(orchard):
    Product.objects.update(shelf_days=5)
    lot = opened(orchard)
    filled(orchard, lot, harvested(orchard))
    assert packed(orchard, lot, 10).use_by == date(2026, 8, 15)
    with pytest.raises(lots.UsedUpBeforePacked):
        packed(orchard, lot, 10, use_by=date(2026, 8, 9))


def test_a_lot_that_is_not_packed_is_not_released(orchard):
    with pytest.raises(lots.NotPacked):
        lots.release_lot(by=orchard.htx, lot=orchard.lot.pk, on=TODAY)


def test_a_released_lot_stays_as_it_is_and_can_be_closed_once(orchard):
    lot, harvest = opened(orchard), harvested(orchard)
    filled(orchard, lot, harvest, kg=Decimal(10))
    packed(orchard, lot, 10)
    lots.release_lot(by=orchard.htx, lot=lot.pk, on=TODAY)
    for act in (lambda: filled(orchard, lot, harvest), lambda: packed(orchard, lot, 10)):
        with pytest.raises(lots.LotNotOpen):
            act()
    assert lots.close_lot(by=orchard.htx, lot=lot.pk, reason="bán hết", on=TODAY).state == "closed"
    with pytest.raises(lots.NothingToClose):
        lots.close_lot(by=orchard.htx, lot=lot.pk, reason="lần nữa", on=TODAY)


def test_a_harvest_is_taken_out_of_an_open_lot_with_a_reason(orchard):
    lot, harvest = opened(orchard), harvested(orchard)
    filled(orchard, lot, harvest)
    lots.take_out_harvest(by=orchard.htx, lot=lot.pk, harvest=harvest.pk, reason="nhầm lô", on=TODAY)
    assert not HarvestShare.objects.exists()
    assert LogEntry.objects.get(verb="lot.empty").changed["kg"] == ["1000.00", None]
