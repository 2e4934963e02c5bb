"""What was returned is corrected and handed in again; neither the limits nor the log are got round by it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry, Message
from openntm.support.models import State
from openntm.support.services import refused
from openntm.support.services.applications import hand_in_again
from openntm.support.services.steps import take_step

from .granting import (
    DAY,
    a_call,
    applied,
    appraise,
    appraised,
    granted,
    stamps_applied,
    stamps_call,
)

pytestmark = pytest.mark.django_db


def test_an_application_is_returned_with_a_reason_and_handed_in_again(orchard):
    one = appraised(orchard, a_call(orchard))
    with pytest.raises(refused.ReasonMissing):
        take_step(by=orchard.binh, pk=one.pk, transition="return", day=DAY, reason=" ")
    one = take_step(by=orchard.binh, pk=one.pk, transition="return", day=DAY, reason="Thiếu bản vẽ")
    assert (one.state, one.appraised) == (State.RETURNED, None)
    assert Message.objects.get(person=orchard.an)
    with pytest.raises(refused.StepNotOpen):
        take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    given = {"pk": one.pk, "day": DAY, "thing": "Đường thôn Thử, đoạn 2", "quantity": Decimal("0.8")}
    with pytest.raises(PermissionDenied):
        hand_in_again(by=orchard.binh, **given)
    with pytest.raises(refused.QuantityImpossible):
        hand_in_again(by=orchard.an, **given | {"quantity": Decimal(0)})
    one = hand_in_again(by=orchard.an, **given)
    assert (one.state, one.thing, one.quantity, one.submitted_on) == (
        State.SUBMITTED,
        given["thing"],
        Decimal("0.8"),
        DAY,
    )
    changed = LogEntry.objects.filter(verb="support.step").latest("number").changed
    assert changed["thing"] == ["Đường thôn Thử", "Đường thôn Thử, đoạn 2"]
    with pytest.raises(refused.StepNotOpen):
        hand_in_again(by=orchard.an, **given)
    assert appraise(orchard, one).appraised == 80_000_000


def test_what_is_corrected_is_still_not_asked_for_or_supported_twice(orchard):
    call = a_call(orchard)
    applied(orchard, call, thing="Đường khác")
    granted(orchard, call, thing="Đường đã làm")
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="return_by_commune", day=DAY, reason="Sai tên")
    given = {"by": orchard.an, "pk": one.pk, "day": DAY, "quantity": Decimal(1)}
    with pytest.raises(refused.AppliedAlready):
        hand_in_again(**given, thing="đường KHÁC")
    with pytest.raises(refused.SupportedAlready):
        hand_in_again(**given, thing="đường đã làm")
    one.refresh_from_db()
    assert (one.state, one.thing) == (State.RETURNED, "Đường thôn Thử")


def test_a_certificate_is_named_when_an_application_comes_back(orchard):
    one = stamps_applied(orchard, stamps_call(orchard), certificate=None)
    take_step(by=orchard.an, pk=one.pk, transition="return_by_commune", day=DAY, reason="Thiếu giấy chứng nhận")
    given = {"by": orchard.htx, "pk": one.pk, "day": DAY, "quantity": Decimal(900), "certificate": orchard.certificate}
    one = hand_in_again(**given)
    assert (one.certificate, one.thing_key) == (orchard.certificate, f"producer:{orchard.producer.pk}")
