"""Producers, members, keepers, areas, plots and products are kept, and each rule refuses what it guards."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.produce.access import areas_visible_to, lots_visible_to, producers_kept_by, producers_visible_to
from openntm.produce.models import GrowingArea, Member, Producer
from openntm.produce.services import areas, members, producers, products, refusals
from orchard import make_orchard, somebody

DAY = date(2026, 1, 5)


@pytest.fixture
def orchard(db):
    return make_orchard()


def test_a_producer_is_added_and_the_log_keeps_the_telephone_apart(orchard):
    made = producers.add_producer(
        by=orchard.an, place=orchard.commune, name="Tổ hợp tác  Thử", kind="group", phone="0911111111"
    )
    entry = LogEntry.objects.get(verb="producer.add")
    assert (made.name, made.sort_key != "", made.confidence) == ("Tổ hợp tác Thử", True, "entered")
    assert "0911111111" not in entry.changes
    assert "0911111111" in entry.particulars.changes
    assert entry.place_key == orchard.commune.key


@pytest.mark.parametrize("who", ["htx", "lan", "tham", "be"])
def test_whoever_may_not_keep_produce_there_adds_no_producer(orchard, who):
    with pytest.raises(PermissionDenied):
        producers.add_producer(by=getattr(orchard, who), place=orchard.commune, name="X", kind="firm")


def test_two_producers_of_one_name_in_a_commune_are_refused(orchard):
    with pytest.raises(refusals.ProducerKnown):
        producers.add_producer(by=orchard.an, place=orchard.commune, name="HTX Na dai Thử", kind="cooperative")


@pytest.mark.parametrize(("gln", "refused"), [("8930000000008", True), ("8938505974194", False), ("89", True)])
def test_a_gln_with_a_wrong_check_digit_is_refused(orchard, gln, refused):
    if refused:
        with pytest.raises(refusals.GlnWrong):
            producers.change_producer(by=orchard.an, pk=orchard.producer.pk, gln=gln)
    else:
        assert producers.change_producer(by=orchard.an, pk=orchard.producer.pk, gln=gln).gln == gln


def test_a_stranger_finds_no_producer_to_change(orchard):
    for who in (orchard.dung, orchard.be):
        with pytest.raises(Producer.DoesNotExist):
            producers.change_producer(by=who, pk=orchard.producer.pk, address="X")


def test_a_producer_under_a_certificate_is_not_ended(orchard):
    with pytest.raises(refusals.ProducerCertified):
        producers.end_producer(by=orchard.an, pk=orchard.producer.pk, day=DAY, reason="Giải thể")


def test_an_ended_producer_stays_and_takes_nothing_more(orchard):
    other = producers.add_producer(by=orchard.an, place=orchard.commune, name="Hộ khác", kind="household")
    producers.end_producer(by=orchard.an, pk=other.pk, day=DAY, reason="Nghỉ")
    with pytest.raises(refusals.ProducerEnded):
        members.add_member(by=orchard.an, producer=other.pk, number="1", name="A")
    assert LogEntry.objects.filter(verb="producer.end").exists()


def test_an_end_needs_a_reason_and_no_future_day(orchard):
    other = producers.add_producer(by=orchard.an, place=orchard.commune, name="Hộ khác", kind="household")
    with pytest.raises(refusals.ReasonMissing):
        producers.end_producer(by=orchard.an, pk=other.pk, day=DAY, reason=" ")
    with pytest.raises(refusals.DayAhead):
        producers.end_producer(by=orchard.an, pk=other.pk, day=date(2099, 1, 1), reason="Nghỉ")


def test_members_have_their_number_once(orchard):
    members.add_member(by=orchard.an, producer=orchard.producer.pk, number="02", name="Hộ Khác")
    with pytest.raises(refusals.MemberKnown):
        members.add_member(by=orchard.an, producer=orchard.producer.pk, number="02", name="Hộ Nữa")
    assert "Hộ Khác" not in LogEntry.objects.get(verb="member.add").changes


def test_a_mistyped_member_is_changed_and_one_who_left_is_not(orchard):
    given = {"pk": orchard.member.pk, "number": "07"}
    assert members.change_member(by=orchard.an, **given).number == "07"
    assert "07" in LogEntry.objects.get(verb="member.change").changes
    with pytest.raises(PermissionDenied):
        members.change_member(by=orchard.lan, **given)
    with pytest.raises(Member.DoesNotExist):
        members.change_member(by=orchard.be, **given)
    members.end_member(by=orchard.an, pk=orchard.member.pk, day=DAY, reason="Chuyển đi")
    with pytest.raises(refusals.MemberEnded):
        members.change_member(by=orchard.an, **given)


def test_a_keeper_sees_their_own_producer_and_no_other(orchard):
    other = producers.add_producer(by=orchard.an, place=orchard.commune, name="Hộ khác", kind="household")
    assert list(producers_visible_to(orchard.htx)) == [orchard.producer]
    assert set(producers_visible_to(orchard.an)) == {orchard.producer, other}
    assert list(lots_visible_to(orchard.htx)) == [orchard.lot]
    assert list(areas_visible_to(orchard.htx)) == [orchard.area]
    assert not producers_visible_to(orchard.be).exists()


def test_who_only_reads_keeps_no_diary(orchard):
    assert list(producers_kept_by(orchard.htx)) == list(producers_kept_by(orchard.an)) == [orchard.producer]
    assert not producers_kept_by(orchard.lan).exists()


def test_a_keeper_is_added_with_a_post_and_sees_nothing_after_the_end(orchard):
    with pytest.raises(refusals.KeeperWithoutPost):
        members.add_keeper(by=orchard.an, producer=orchard.producer.pk, person=orchard.dung, valid_from=DAY)
    second = somebody("moi", Role.PRODUCER, orchard.commune)
    keeper = members.add_keeper(by=orchard.an, producer=orchard.producer.pk, person=second, valid_from=DAY)
    assert producers_visible_to(second).exists()
    members.end_keeper(by=orchard.an, pk=keeper.pk, day=date(2026, 2, 1), reason="Chuyển việc")
    assert not producers_visible_to(second).exists()
    with pytest.raises(refusals.KeeperEnded):
        members.end_keeper(by=orchard.an, pk=keeper.pk, day=date(2026, 2, 1), reason="Chuyển việc")


def test_the_plots_stay_within_the_area(orchard):
    with pytest.raises(refusals.PlotsBeyondArea) as refused:
        areas.add_plot(by=orchard.an, area=orchard.area.pk, number="3", area_ha=Decimal("0.5"))
    assert "12,5" in str(refused.value)
    with pytest.raises(refusals.AreaBelowPlots):
        areas.change_area(by=orchard.an, pk=orchard.area.pk, area_ha=Decimal(11))
    areas.change_area(by=orchard.an, pk=orchard.area.pk, area_ha=Decimal(13))
    plot = areas.add_plot(by=orchard.an, area=orchard.area.pk, number="3", area_ha=Decimal("0.5"))
    with pytest.raises(refusals.PlotKnown):
        areas.add_plot(by=orchard.an, area=orchard.area.pk, number="3", area_ha=Decimal("0.1"))
    assert plot.pk


def test_a_certified_plot_keeps_its_area_and_its_crop(orchard):
    with pytest.raises(refusals.PlotBelowScope):
        areas.change_plot(by=orchard.an, pk=orchard.plots[0].pk, area_ha=Decimal(1))
    with pytest.raises(refusals.AreaCertified):
        areas.change_area(by=orchard.an, pk=orchard.area.pk, crop="vai")
    with pytest.raises(refusals.AreaCertified):
        areas.end_area(by=orchard.an, pk=orchard.area.pk, day=DAY, reason="Chuyển đất")


def test_a_position_is_whole_and_in_viet_nam(orchard):
    pk = orchard.plots[0].pk
    with pytest.raises(refusals.PositionHalf):
        areas.change_plot(by=orchard.an, pk=pk, latitude=Decimal("21.2"), longitude=None)
    with pytest.raises(refusals.PositionOutside):
        areas.change_plot(by=orchard.an, pk=pk, latitude=Decimal("48"), longitude=Decimal("2"))
    areas.change_plot(by=orchard.an, pk=pk, latitude=Decimal("21.28"), longitude=Decimal("106.4"))
    assert "21.28" not in LogEntry.objects.get(verb="plot.change").changes


def test_an_area_of_an_unknown_crop_or_a_known_code_is_refused(orchard):
    given = {"by": orchard.an, "place": orchard.commune, "name": "Đồi", "area_ha": Decimal(1), "valid_from": DAY}
    with pytest.raises(refusals.CropUnknown):
        areas.add_area(**given, crop="sầu riêng")
    areas.add_area(**given, crop="na", code="VN-BNOR-0001")
    with pytest.raises(refusals.AreaCodeKnown):
        areas.add_area(**given, crop="na", code="VN-BNOR-0001")
    assert GrowingArea.objects.filter(code="VN-BNOR-0001").count() == 1


def test_a_product_needs_a_right_gtin_or_a_code(orchard):
    given = {"by": orchard.an, "producer": orchard.producer.pk, "name": "Na hộp", "crop": "na"}
    with pytest.raises(refusals.GtinWrong):
        products.add_product(**given, gtin="8938505974193")
    with pytest.raises(refusals.ProductCodeWrong):
        products.add_product(**given, code="na dai")
    made = products.add_product(**given, gtin="8938505974194")
    assert made.code == made.gtin
    with pytest.raises(refusals.ProductKnown):
        products.add_product(**given, code="NADAI-01")
