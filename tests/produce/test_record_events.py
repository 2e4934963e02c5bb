"""What a producer does with a lot becomes an event like any captured one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from openntm.office.models import LogEntry
from openntm.produce.models import CertificateAct, Lot, TraceEvent
from openntm.produce.queries.graph import node_of, receivers, steps_back, steps_forward
from openntm.produce.services import recording
from openntm.produce.services.recording import Party
from orchard import make_orchard

from .tracing import at, document, faults

pytestmark = pytest.mark.django_db
KG = Decimal("120.5")


@pytest.fixture
def land():
    land = make_orchard()
    land.other_lot = Lot.objects.create(number="L2602", product=land.product, place=land.commune, opened_at=at())
    return land


def recorded(land):
    """One of each."""
    who, lot = {"by": land.htx, "lot": land.lot.pk}, land.other_lot.pk
    return [
        recording.record_commissioning(**who, at=at(1), quantity=KG),
        recording.record_observation(**who, at=at(2), quantity=None, step="inspecting"),
        recording.record_transformation(**who, at=at(3), inputs=[(lot, Decimal(20))], quantity=KG),
        recording.record_aggregation(**who, at=at(4), container="Thùng 5", quantity=Decimal(20)),
        recording.record_shipping(**who, at=at(5), quantity=Decimal(40), to=Party("Chợ đầu mối Thử")),
        recording.record_receiving(**who, at=at(6), quantity=Decimal(2), giver=Party("Cửa hàng Thử", "8934567890120")),
        recording.record_decommissioning(**who, at=at(7), quantity=Decimal(2), destroyed=True),
    ]


def test_each_act_is_an_event_that_gs1s_schema_takes(land):
    captures = recorded(land)
    assert [one.new for one in captures] == [1] * 7
    assert LogEntry.objects.filter(verb="event.capture").count() == 7
    assert not faults(document(*(row.body for row in TraceEvent.objects.all())))
    assert list(TraceEvent.objects.values_list("kind", "action", "step")) == [
        ("ObjectEvent", "ADD", "commissioning"),
        ("ObjectEvent", "OBSERVE", "inspecting"),
        ("TransformationEvent", "", "packing"),
        ("AggregationEvent", "ADD", "packing"),
        ("ObjectEvent", "OBSERVE", "shipping"),
        ("ObjectEvent", "OBSERVE", "receiving"),
        ("ObjectEvent", "DELETE", "destroying"),
    ]


def test_the_certificate_goes_along_only_while_it_is_in_force(land):
    def proofs(moment):
        [row] = recording.record_commissioning(by=land.htx, lot=land.lot.pk, at=moment, quantity=KG).events
        recording.declare_wrong(by=land.htx, event=row.pk, error="incorrect_data")
        return row.body.get("certificationInfo")

    assert proofs(at(1))[0].endswith(f"/id/certificate/{land.certificate.pk}")
    CertificateAct.objects.create(
        certificate=land.certificate, kind="suspended", day=date(2025, 8, 5), reason="Thử", at=at(5)
    )
    assert proofs(at(6)) is None


def test_one_step_back_and_one_step_forward(land):
    recorded(land)
    back, forward = steps_back(node_of(land.lot)), steps_forward(node_of(land.lot))
    assert [(one.role, one.name, one.quantity) for one in back] == [
        ("input", "L2602", 20),
        ("from", "Cửa hàng Thử", 2),
    ]
    assert [(one.role, one.name, one.quantity) for one in forward] == [
        ("parent", "Thùng 5 (04/08/2025)", None),
        ("to", "Chợ đầu mối Thử", 40),
    ]
    assert forward[0].uri.endswith("/unit/thung-5-20250804")
    assert [(one.name, one.quantity) for one in receivers(land.other_lot)] == [("Chợ đầu mối Thử", 40)]


def test_an_event_declared_wrong_stays_and_leaves_the_chain(land):
    recorded(land)
    wrong = TraceEvent.objects.get(step="shipping")
    recording.declare_wrong(by=land.an, event=wrong.pk, error="did_not_occur")
    assert TraceEvent.objects.filter(pk=wrong.pk, body=wrong.body).exists()
    assert receivers(land.lot) == []
    with pytest.raises(recording.EventIsWrongAlready):
        recording.declare_wrong(by=land.an, event=wrong.pk, error="did_not_occur")


@pytest.mark.parametrize(
    ("act", "given", "rule"),
    [
        ("record_commissioning", {"quantity": KG, "at": timezone.now() + timedelta(days=2)}, recording.NotYet),
        ("record_shipping", {"quantity": KG, "to": Party("")}, recording.PartyUnnamed),
        ("record_shipping", {"quantity": KG, "to": Party("A", "8934567890121")}, recording.GlnOfPartyWrong),
        ("record_aggregation", {"quantity": KG, "container": "1" * 18}, recording.ContainerWrong),
        ("record_transformation", {"quantity": KG, "inputs": []}, recording.NothingWentIn),
    ],
)
def test_rules_are_refused_by_name(land, act, given, rule):
    with pytest.raises(rule):
        getattr(recording, act)(by=land.htx, lot=land.lot.pk, **{"at": at(), **given})
    assert not TraceEvent.objects.exists()


def test_a_recalled_lot_is_not_sent_on(land):
    Lot.objects.filter(pk=land.lot.pk).update(state="recalled")
    with pytest.raises(recording.LotIsRecalled):
        recording.record_shipping(by=land.htx, lot=land.lot.pk, at=at(), quantity=KG, to=Party("Chợ"))


def test_no_more_is_sent_on_than_was_packed_unless_it_came_back(land):
    Lot.objects.filter(pk=land.lot.pk).update(packed_kg=Decimal(100))
    given = {"by": land.htx, "lot": land.lot.pk}
    buyer = Party("Cửa hàng Thử")
    recording.record_shipping(**given, at=at(4), quantity=Decimal(70), to=buyer)
    with pytest.raises(recording.MoreThanIsLeft) as refused:
        recording.record_shipping(**given, at=at(3), quantity=Decimal("30.5"), to=buyer)
    assert "70" in str(refused.value)
    assert "30" in str(refused.value)
    recording.record_receiving(**given, at=at(2), quantity=Decimal(10), giver=buyer)
    recording.record_shipping(**given, at=at(1), quantity=Decimal(40), to=buyer)
    assert TraceEvent.objects.filter(step="shipping").count() == 2


def test_what_was_declared_wrong_was_not_sent(land):
    Lot.objects.filter(pk=land.lot.pk).update(packed_kg=Decimal(100))
    given = {"by": land.htx, "lot": land.lot.pk, "quantity": Decimal(100), "to": Party("Cửa hàng Thử")}
    recording.record_shipping(**given, at=at(3))
    recording.declare_wrong(by=land.htx, event=TraceEvent.objects.get(step="shipping").pk, error="did_not_occur")
    recording.record_shipping(**given, at=at(2))


def test_a_lot_comes_into_being_once_unless_that_was_wrong(land):
    given = {"by": land.htx, "lot": land.lot.pk, "quantity": KG}
    recording.record_commissioning(**given, at=at(2))
    with pytest.raises(recording.CameIntoBeingBefore):
        recording.record_commissioning(**given, at=at(3))
    recording.declare_wrong(by=land.htx, event=TraceEvent.objects.get().pk, error="incorrect_data")
    assert recording.record_commissioning(**given, at=at(3)).new == 1


def test_who_only_reads_is_refused_and_a_stranger_sees_no_lot(land):
    with pytest.raises(PermissionDenied):
        recording.record_commissioning(by=land.lan, lot=land.lot.pk, at=at(), quantity=KG)
    for who in (land.be, land.dung):
        with pytest.raises(Lot.DoesNotExist):
            recording.record_commissioning(by=who, lot=land.lot.pk, at=at(), quantity=KG)


def test_a_lot_that_is_released_comes_into_being_once(land):
    from openntm.produce.services.lots import release_lot

    Lot.objects.filter(pk=land.lot.pk).update(packed_kg=Decimal(50))
    release_lot(by=land.htx, lot=land.lot.pk, on=date(2025, 8, 10))
    [event] = TraceEvent.objects.all()
    assert (event.step, event.items.get().quantity, event.captured_by) == ("commissioning", 50, land.htx)
    assert not faults(document(event.body))
    assert not LogEntry.objects.filter(verb="event.capture").exists()
    Lot.objects.filter(pk=land.other_lot.pk).update(packed_kg=Decimal(50), unit_kg=Decimal(1))
    recording.record_commissioning(by=land.htx, lot=land.other_lot.pk, at=at(), quantity=KG)
    release_lot(by=land.htx, lot=land.other_lot.pk, on=date(2025, 8, 10))
    assert TraceEvent.objects.count() == 2
