"""Stamps of a lot come into use only if everything behind it allows that on the day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from openntm.codes.models import Stock
from openntm.codes.services import mint_run, move_codes
from openntm.office.models import LogEntry, Message
from openntm.office.roles import Role
from openntm.produce.models import CertificateAct, HarvestShare, Lot, Producer, Scope
from openntm.produce.queries.lots import STAMP, barring, early_among
from openntm.produce.queries.stock import holder_of, movements_of, stock_of
from openntm.produce.services import diary, lots, overriding, recording, stock
from openntm.produce.services.alerting import tell_of_early_lots
from orchard import SOURCE, make_orchard, somebody
from remembered import remembered

TODAY = date(2026, 8, 10)


@pytest.fixture
def orchard(db):
    return orchard_with_stamps()


@remembered
def orchard_with_stamps(packed=100):
    """A lot of 100 kg with a certificate, and 200 printed stamps of 1 kg in the hands of its producer."""
    orchard = make_orchard()
    orchard.harvest = diary.write_entry(
        by=orchard.htx,
        plot=orchard.plots[0].pk,
        kind="harvest",
        day=date(2026, 8, 1),
        done_by="Hộ",
        on=TODAY,
        quantity_kg=Decimal(500),
    )
    lots.assign_harvest(by=orchard.htx, lot=orchard.lot.pk, harvest=orchard.harvest.pk, on=TODAY)
    lots.pack_lot(by=orchard.htx, lot=orchard.lot.pk, packed_kg=Decimal(packed), unit_kg=Decimal(1), on=TODAY)
    orchard.run = mint_run(by=orchard.binh, kind=STAMP, size=300, place=orchard.commune, reason="vụ na")
    given = {"by": orchard.binh, "run": orchard.run, "first": 0, "last": 199}
    stock.allot_stamps(**given, producer=orchard.producer.pk, reason="cấp cho HTX", on=TODAY)
    move_codes(**given, state="printed", reason="in xong")
    return orchard


def used(orchard, first=0, last=9, **more):
    asked = {"by": orchard.htx, "lot": orchard.lot.pk, "run": orchard.run, "first": first, "last": last}
    return stock.activate_stamps(**{**asked, "reason": "dán tem", "on": TODAY, **more})


def sprayed(orchard, day=date(2026, 7, 25), waits=14):
    said = {"input_name": "Thuốc thử", "registration": "1", "dose": "20 ml", "waiting_days": waits}
    plot = orchard.plots[0].pk
    return diary.write_entry(by=orchard.htx, plot=plot, kind="treatment", day=day, done_by="Hộ", on=TODAY, **said)


@pytest.mark.parametrize("who", ["htx", "an", "binh"])
def test_stamps_come_into_use_on_their_lot_and_the_log_says_so(orchard, who):
    [line] = used(orchard, by=getattr(orchard, who))
    assert (line.from_state, line.state, line.key) == ("printed", "active", str(orchard.lot.pk))
    assert line.holder == holder_of(orchard.producer)
    logged = LogEntry.objects.get(verb="stamps.activate")
    assert (logged.place_key, logged.changed["codes"]) == ("xa-07486", [None, "1–10"])


def test_stamps_of_a_lot_harvested_inside_the_waiting_period_stay_out_of_use(orchard):
    sprayed(orchard)  # entered after the harvest: it counts all the same
    with pytest.raises(lots.HarvestedTooEarly):
        used(orchard)
    with pytest.raises(lots.HarvestedTooEarly):
        lots.release_lot(by=orchard.htx, lot=orchard.lot.pk, on=TODAY)
    assert not Stock.objects.filter(state="active").exists()


def mixed_in(orchard, plot=0, **more):
    """Another lot of the same day, which goes into the first one."""
    given = {"plot": orchard.plots[plot].pk, "kind": "harvest", "day": date(2026, 8, 2), "done_by": "Hộ", "on": TODAY}
    harvest = diary.write_entry(by=orchard.htx, **given, quantity_kg=Decimal(50))
    other = Lot.objects.create(
        number="L2", product=orchard.product, place=orchard.commune, opened_at=timezone.now(), **more
    )
    lots.assign_harvest(by=orchard.htx, lot=other.pk, harvest=harvest.pk, on=TODAY)
    inputs = [(other.pk, None)]
    moment = datetime(2026, 8, 3, 8, tzinfo=UTC)
    recording.record_transformation(by=orchard.htx, lot=orchard.lot.pk, at=moment, inputs=inputs, quantity=Decimal(50))
    return other


def test_what_went_into_the_lot_holds_it_back_too(orchard):
    """The harvest of the lot itself lies after the waiting period; that of the lot which went into it does not."""
    HarvestShare.objects.update(
        harvest=diary.write_entry(
            by=orchard.htx,
            plot=orchard.plots[1].pk,
            kind="harvest",
            day=date(2026, 8, 1),
            done_by="Hộ",
            on=TODAY,
            quantity_kg=Decimal(500),
        )
    )
    sprayed(orchard)
    assert not barring(orchard.lot)
    other = mixed_in(orchard)
    with pytest.raises(lots.HarvestedTooEarly):
        used(orchard)
    assert set(early_among([orchard.lot, other])) == {orchard.lot.pk, other.pk}
    overriding.override_waiting(by=orchard.binh, lot=other.pk, reason="Kết quả phân tích đạt", on=TODAY)
    assert early_among([orchard.lot, other]) == {}
    assert used(orchard)


def test_goods_from_outside_the_certificate_that_went_into_the_lot_hold_it_back(orchard):
    Scope.objects.filter(plot=orchard.plots[1]).update(valid_to=date(2026, 8, 1))
    mixed_in(orchard, plot=1)
    with pytest.raises(stock.HarvestOutsideCertificate):
        used(orchard)


def test_the_office_lets_a_lot_pass_with_a_reason(orchard):
    sprayed(orchard)
    made = overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="mẫu kiểm đạt", on=TODAY)
    assert (made.by, made.reason) == (orchard.binh, "mẫu kiểm đạt")
    assert LogEntry.objects.get(verb="lot.override").place_key == "xa-07486"
    assert used(orchard)


def test_what_comes_up_after_the_office_let_a_lot_pass_asks_for_it_again(orchard):
    sprayed(orchard)
    overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="mẫu kiểm đạt", on=TODAY)
    sprayed(orchard, day=date(2026, 7, 30))
    with pytest.raises(lots.HarvestedTooEarly):
        used(orchard)
    overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="mẫu thứ hai đạt", on=TODAY)
    assert not barring(orchard.lot)
    with pytest.raises(overriding.OverriddenBefore):
        overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="lần nữa", on=TODAY)


@pytest.mark.parametrize("who", ["htx", "an", "lan", "so"])
def test_nobody_but_the_office_lets_a_lot_pass(orchard, who):
    sprayed(orchard)
    with pytest.raises(PermissionDenied):
        overriding.override_waiting(by=getattr(orchard, who), lot=orchard.lot.pk, reason="x", on=TODAY)


def test_a_lot_passes_neither_without_need_nor_without_reason_nor_for_strangers(orchard):
    with pytest.raises(overriding.NothingToOverride):
        overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="x", on=TODAY)
    with pytest.raises(overriding.OverrideWithoutReason):
        overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason=" ", on=TODAY)
    with pytest.raises(Lot.DoesNotExist):
        overriding.override_waiting(by=orchard.dung, lot=orchard.lot.pk, reason="x", on=TODAY)


def test_a_treatment_that_was_withdrawn_holds_nothing_back(orchard):
    spray = sprayed(orchard)
    diary.withdraw_entry(by=orchard.htx, pk=spray.pk, reason="nhầm thửa", on=TODAY)
    assert used(orchard)


@pytest.mark.parametrize("kind", ["suspended", "withdrawn"])
def test_stamps_that_claim_a_certificate_out_of_force_stay_out_of_use(orchard, kind):
    day = date(2026, 8, 5)
    act = {"kind": kind, "day": day, "reason": "thử", "at": timezone.now()}
    CertificateAct.objects.create(certificate=orchard.certificate, **act)
    with pytest.raises(stock.CertificateNotInForce):
        used(orchard)
    Lot.objects.update(certificate=None)
    assert used(orchard)


def test_an_expired_certificate_puts_no_stamp_in_use(orchard):
    with pytest.raises(stock.CertificateNotInForce):
        used(orchard, on=date(2028, 3, 1))


def test_a_plot_that_left_the_certificate_before_the_harvest_holds_the_stamps_back(orchard):
    Scope.objects.filter(plot=orchard.plots[0]).update(valid_to=date(2026, 8, 1))
    with pytest.raises(stock.HarvestOutsideCertificate):
        used(orchard)


def test_no_more_stamps_come_into_use_than_were_packed(orchard):
    used(orchard, 0, 89)
    with pytest.raises(stock.MoreThanPacked) as refused:
        used(orchard, 90, 100)
    assert "10" in str(refused.value)
    used(orchard, 90, 99)


def test_a_lot_does_not_weigh_less_than_its_stamps(orchard):
    used(orchard, 0, 49)
    with pytest.raises(lots.StampsWeighMore):
        lots.pack_lot(by=orchard.htx, lot=orchard.lot.pk, packed_kg=Decimal(49), on=TODAY)
    with pytest.raises(lots.StampsSayOtherwise):
        lots.pack_lot(by=orchard.htx, lot=orchard.lot.pk, packed_kg=Decimal(60), unit_kg=Decimal(2), on=TODAY)


@pytest.mark.parametrize("span", [(195, 204), (200, 209), (-1, 5), (5, 4), (290, 300)])
def test_stamps_that_the_producer_does_not_hold_printed_are_refused(orchard, span):
    with pytest.raises((stock.NotTheirStamps, stock.NoStamps)):
        used(orchard, *span)


def test_stamps_of_another_producer_are_refused(orchard):
    other = Producer.objects.create(name="Khác", sort_key="khac", kind="firm", place=orchard.commune, **SOURCE)
    stock.allot_stamps(by=orchard.binh, run=orchard.run, first=0, last=9, producer=other.pk, reason="chuyển", on=TODAY)
    with pytest.raises(stock.NotTheirStamps):
        used(orchard)


@pytest.mark.parametrize("state", ["closed", "recalled"])
def test_a_lot_that_is_not_for_sale_gets_no_stamps(orchard, state):
    Lot.objects.update(state=state)
    with pytest.raises(stock.LotNotForSale):
        used(orchard)


def test_stamps_come_into_use_with_a_reason(orchard):
    with pytest.raises(stock.StampReasonMissing):
        used(orchard, reason=" ")


@pytest.mark.parametrize("who", ["be", "dung"])
def test_the_lot_does_not_exist_for_strangers(orchard, who):
    with pytest.raises(Lot.DoesNotExist):
        used(orchard, by=getattr(orchard, who))


def test_the_lot_does_not_exist_for_another_keeper(orchard):
    with pytest.raises(Lot.DoesNotExist):
        used(orchard, by=somebody("khac", Role.PRODUCER, orchard.commune))


@pytest.mark.parametrize("who", ["lan", "so", "tham"])
def test_who_only_reads_puts_no_stamp_in_use(orchard, who):
    with pytest.raises(PermissionDenied):
        used(orchard, by=getattr(orchard, who))


def test_only_who_issues_stamps_allots_them(orchard):
    asked = {"run": orchard.run, "first": 200, "last": 209, "producer": orchard.producer.pk}
    for who in ("an", "lan"):
        with pytest.raises(PermissionDenied):
            stock.allot_stamps(by=getattr(orchard, who), **asked, reason="x", on=TODAY)
    with pytest.raises(Producer.DoesNotExist):
        stock.allot_stamps(by=orchard.dung, **asked, reason="x", on=TODAY)


@pytest.mark.parametrize("state", ["void", "lost", "destroyed"])
def test_a_keeper_takes_spoilt_stamps_out_with_a_reason(orchard, state):
    used(orchard)
    asked = {"by": orchard.htx, "producer": orchard.producer.pk, "run": orchard.run, "on": TODAY}
    with pytest.raises(stock.StampReasonMissing):
        stock.end_stamps(**asked, first=5, last=14, state=state, reason=" ")
    lines = stock.end_stamps(**asked, first=5, last=14, state=state, reason="rách")
    assert [(one.first, one.last, one.from_state, one.state) for one in lines] == [
        (5, 9, "active", state),
        (10, 14, "printed", state),
    ]
    assert LogEntry.objects.get(verb="stamps.end").changed["state"] == [None, state]
    with pytest.raises(stock.StampsCannotGoThere):
        stock.end_stamps(**asked, first=5, last=5, state="void", reason="lần nữa")
    assert used(orchard, 15, 104)  # those that ended no longer weigh


def test_stamps_of_others_are_not_taken_out(orchard):
    asked = {"producer": orchard.producer.pk, "run": orchard.run, "state": "void", "reason": "x", "on": TODAY}
    with pytest.raises(stock.NotTheirStamps):
        stock.end_stamps(by=orchard.htx, **asked, first=195, last=205)
    with pytest.raises(stock.NotTheirStamps):
        stock.end_stamps(by=orchard.htx, **{**asked, "state": "active"}, first=0, last=1)
    with pytest.raises(Producer.DoesNotExist):
        stock.end_stamps(by=orchard.dung, **asked, first=0, last=1)


def test_the_stock_of_a_producer_is_what_its_movements_brought(orchard):
    used(orchard)
    rows = list(stock_of(orchard.producer).values_list("first", "last", "state"))
    assert rows == [(0, 9, "active"), (10, 199, "printed")]
    assert [line.state for line in movements_of(orchard.producer)] == ["active", "printed", "allotted"]


def test_a_producer_asks_for_a_reprint_and_who_issues_stamps_is_told(orchard):
    asked = {"by": orchard.htx, "producer": orchard.producer.pk, "run": orchard.run, "first": 0, "last": 9, "on": TODAY}
    assert stock.ask_reprint(**asked, reason="mờ mực") == 1
    assert Message.objects.get().person == orchard.binh
    assert LogEntry.objects.get(verb="stamps.ask").changed["codes"] == [None, "1–10"]
    with pytest.raises(stock.StampReasonMissing):
        stock.ask_reprint(**asked, reason=" ")
    with pytest.raises(stock.NotTheirStamps):
        stock.ask_reprint(**{**asked, "last": 250}, reason="mờ mực")
    with pytest.raises(Producer.DoesNotExist):
        stock.ask_reprint(**{**asked, "by": orchard.be}, reason="mờ mực")


def test_a_treatment_entered_after_stamps_came_into_use_is_told_once(orchard):
    used(orchard)
    assert tell_of_early_lots(on=TODAY) == 0
    sprayed(orchard)
    assert list(early_among([orchard.lot])) == [orchard.lot.pk]
    assert tell_of_early_lots(on=TODAY) == 3  # the keeper, the commune's officer and the office
    assert tell_of_early_lots(on=TODAY) == 0
    overriding.override_waiting(by=orchard.binh, lot=orchard.lot.pk, reason="mẫu kiểm đạt", on=TODAY)
    assert not early_among([orchard.lot])
