"""Who applies for what, while the call is open; the same thing is not asked for or supported twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from openntm.places.models import Change, Lineage
from openntm.steering.models import Registration
from openntm.support.clauses import RegisteredTitle
from openntm.support.models import Kind, Unit
from openntm.support.services import refused
from openntm.support.services.steps import take_step

from .granting import (
    CLOSES,
    DAY,
    a_call,
    a_scheme,
    applied,
    appraised,
    granted,
    stamps_applied,
    stamps_call,
)

pytestmark = pytest.mark.django_db


def test_who_hands_in_for_a_producer_is_its_keeper_or_the_commune(orchard):
    call = stamps_call(orchard)
    with pytest.raises(PermissionDenied):
        applied(orchard, call, by=orchard.be, producer=orchard.producer)
    with pytest.raises(PermissionDenied):
        applied(orchard, call, by=orchard.htx)  # for the commune
    orchard.producer.keepers.update(valid_to=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        stamps_applied(orchard, call)


def test_outside_the_call_nothing_is_taken_in(orchard):
    call = a_call(orchard)
    for day in (date(2026, 2, 28), CLOSES + timedelta(days=1)):
        with pytest.raises(refused.CallNotOpen, match="01/03/2026"):
            applied(orchard, call, day=day)
    with pytest.raises(refused.DayImpossible):
        applied(orchard, call, day=date(2999, 1, 1))


def test_a_scheme_says_who_may_apply(orchard):
    with pytest.raises(refused.NotForYou):
        applied(orchard, stamps_call(orchard))
    with pytest.raises(refused.NotForYou):
        applied(orchard, a_call(orchard), producer=orchard.producer)


def test_a_certificate_of_another_producer_is_refused(orchard):
    with pytest.raises(refused.NotOfTheProducer):
        applied(orchard, a_call(orchard), certificate=orchard.certificate)


@pytest.mark.parametrize("thing", [" ", "?!", "🙂"])
def test_the_thing_has_a_name(orchard, thing):
    with pytest.raises(refused.ThingMissing):
        applied(orchard, a_call(orchard), thing=thing)


def test_the_same_thing_is_asked_for_once_in_a_call_however_it_is_written(orchard):
    call = a_call(orchard)
    applied(orchard, call, thing="Đường thôn Thử")
    with pytest.raises(refused.AppliedAlready):
        applied(orchard, call, thing="duong  THÔN, thử")


def test_the_same_thing_is_not_supported_again_by_another_scheme_in_another_year(orchard):
    granted(orchard)
    other = a_call(orchard, a_scheme(orchard, "duong-khac"))
    with pytest.raises(refused.SupportedAlready, match="Cơ chế duong, danh sách 10/QĐ-UBND|Cơ chế duong, list 10"):
        applied(orchard, other, thing="ĐƯỜNG THÔN THỬ")


def test_a_plot_gets_a_greenhouse_or_a_net_house(orchard):
    first = a_scheme(orchard, "mang", kind=Kind.GREENHOUSE, unit=Unit.SQUARE_METRE, applicants=["producer"])
    second = a_scheme(orchard, "luoi", kind=Kind.NET_HOUSE, unit=Unit.SQUARE_METRE, applicants=["producer"])
    given = {"producer": orchard.producer, "plot": orchard.plots[0], "thing": "", "by": orchard.htx}
    granted(orchard, a_call(orchard, first), **given)
    with pytest.raises(refused.SupportedAlready):
        applied(orchard, a_call(orchard, second), **given)
    applied(orchard, a_call(orchard, second, title="Đợt 2"), **given | {"plot": orchard.plots[1]})


def test_a_share_of_the_cost_needs_the_cost_and_stays_below_the_cap(orchard):
    call = a_call(orchard, rate=None, share=Decimal("50"), cap_each=30_000_000)
    with pytest.raises(refused.CostMissing):
        applied(orchard, call)
    assert appraised(orchard, call, cost=50_000_001).computed == 25_000_000
    assert appraised(orchard, call, cost=90_000_000, thing="Khác").computed == 30_000_000


def test_a_road_that_came_with_a_merged_commune_was_supported_already(orchard):
    granted(orchard, thing="Đường Hố Dầu")
    change = Change.objects.create(key="nhap", kind="merge", day=date(2026, 4, 1))
    Lineage.objects.create(change=change, predecessor=orchard.commune, successor=orchard.other)
    call = a_call(orchard, a_scheme(orchard, "duong-khac"))
    with pytest.raises(refused.SupportedAlready):
        applied(orchard, call, by=orchard.be, place=orchard.other, thing="đường hố dầu")
    applied(orchard, call, by=orchard.be, place=orchard.other, thing="Đường khác")


def test_a_withdrawn_application_may_be_made_again(orchard):
    call = a_call(orchard)
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="withdraw", day=DAY, reason="Làm bằng vốn khác")
    assert applied(orchard, call).pk != one.pk


@pytest.mark.parametrize("quantity", ["0", "-1", "99999999999"])
def test_a_number_that_nobody_can_mean_is_refused_at_its_field(orchard, quantity):
    call = a_call(orchard, rate=1_000_000_000, cap_each=5)
    with pytest.raises(refused.QuantityImpossible) as said:
        applied(orchard, call, quantity=quantity)
    assert said.value.field == "quantity"


def test_support_for_a_certificate_names_the_certificate(orchard):
    scheme = a_scheme(orchard, "vietgap", kind=Kind.VIETGAP, unit=Unit.CERTIFICATE, applicants=["producer"])
    call = a_call(orchard, scheme)
    given = {"by": orchard.htx, "producer": orchard.producer, "thing": ""}
    with pytest.raises(refused.CertificateMissing):
        applied(orchard, call, **given)
    one = applied(orchard, call, **given, certificate=orchard.certificate)
    assert one.thing_key == f"certificate:{orchard.certificate.pk}"


def test_more_than_the_whole_quota_is_not_asked_for(orchard):
    call = a_call(orchard, quota=Decimal("7.5"))
    with pytest.raises(refused.QuotaSmaller, match="7,5"):
        applied(orchard, call, quantity="7.501")
    applied(orchard, call, quantity="7.5")


def test_support_for_a_title_is_for_a_registration_and_once_however_it_is_handed_in(orchard):
    scheme = a_scheme(orchard, "thon", kind=Kind.MODEL_HAMLET, unit=Unit.HAMLET, applicants=["hamlet"])
    call = a_call(orchard, scheme, clauses=(RegisteredTitle(titles=("model_hamlet",)),))
    given = {"place": orchard.commune, "title": "model_hamlet", "registered_on": "2026-01-05", "source_title": "Thử"}
    kept = Registration.objects.create(**given, year=2026, holder="Hố Dầu")
    Registration.objects.create(**given, year=2025, holder="Năm cũ")
    for hamlet in ("Năm cũ", "Chưa đăng ký"):
        with pytest.raises(refused.NotRegistered, match="2026"):
            applied(orchard, call, hamlet=hamlet, thing="Tên khác")
    one = applied(orchard, call, hamlet="thôn  hố dầu", thing="Tên khác")
    assert (one.registration, one.thing_key) == (kept, f"title:{orchard.commune.pk}:model_hamlet:ho dau")
    with pytest.raises(refused.AppliedAlready):
        applied(orchard, call, registration=kept, thing="")


def test_a_house_names_its_plot_where_the_register_has_plots(orchard):
    scheme = a_scheme(orchard, "mang", kind=Kind.GREENHOUSE, unit=Unit.SQUARE_METRE, applicants=["producer"])
    given = {"producer": orchard.producer, "by": orchard.htx, "thing": "Nhà màng sau nhà"}
    with pytest.raises(refused.PlotMissing):
        applied(orchard, a_call(orchard, scheme), **given)


def test_a_name_in_any_letters_is_kept_and_known_again(orchard):
    call = a_call(orchard)
    one = applied(orchard, call, thing="가" * 250)
    one.refresh_from_db()
    assert (len(one.thing), len(one.thing_key)) == (250, 300)
    with pytest.raises(refused.AppliedAlready):
        applied(orchard, call, thing="가" * 250)
