"""Money goes out while the certificate is in force, by advance and payment, and comes back after an audit."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from openntm.support.models import Ceiling, Grant, State
from openntm.support.services import refused
from openntm.support.services.grants import (
    audit_grant,
    cancel_grant,
    close_payment,
    deliver_grant,
    give_advance_back,
    pay_advance,
    pay_grant,
    recover_money,
)
from openntm.support.services.ledger import reverse_entry
from openntm.support.services.schemes import set_budget

from .granting import (
    DAY,
    a_call,
    accepted,
    appraise,
    appraised,
    approve,
    granted,
    stamps_applied,
    stamps_call,
    suspended,
)

pytestmark = pytest.mark.django_db


def test_nothing_is_paid_on_a_day_on_which_the_certificate_is_not_in_force(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    approve(orchard, call, one)
    grant = Grant.objects.get(application=one)
    suspended(orchard, date(2026, 5, 1))
    with pytest.raises(refused.CertificateNotInForce, match="01/05/2026"):
        pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=date(2026, 5, 2), document="1")
    pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=date(2026, 4, 30), document="1")
    accepted(orchard, grant)
    with pytest.raises(refused.CertificateNotInForce):
        pay_grant(by=orchard.binh, pk=grant.pk, day=date(2026, 5, 2), document="2")
    assert pay_grant(by=orchard.binh, pk=grant.pk, day=date(2026, 4, 30), document="2").state == State.PAID


def test_money_goes_out_by_advance_and_payment_and_comes_back_after_an_audit(orchard):
    grant = granted(orchard)
    pay = {"by": orchard.binh, "pk": grant.pk, "day": DAY}
    with pytest.raises(refused.TooMuch):
        pay_advance(**pay, amount=100_000_001, document="1")
    pay_advance(**pay, amount=40_000_000, document="1")
    with pytest.raises(refused.StepNotOpen):
        pay_grant(**pay, document="2")  # not accepted yet
    give_advance_back(**pay, amount=10_000_000, document="2")
    accepted(orchard, grant)
    held = pay_grant(**pay, amount=20_000_000, document="3")
    assert (held.advance, held.paid, held.remainder, held.state) == (0, 50_000_000, 50_000_000, State.ACCEPTED)
    held = pay_grant(**pay, document="4")
    assert (held.paid, held.remainder, held.state) == (100_000_000, 0, State.PAID)
    audit = {"by": orchard.tham, "pk": grant.pk, "day": DAY, "document": "KL"}
    with pytest.raises(refused.ReasonMissing):
        audit_grant(**audit, claw_back=5)
    with pytest.raises(refused.TooMuch):
        audit_grant(**audit, claw_back=100_000_001, reason="x")
    held = audit_grant(**audit, claw_back=30_000_000, reason="Thiếu khối lượng")
    assert (held.paid, held.recoverable) == (70_000_000, 30_000_000)
    held = recover_money(**pay, amount=30_000_000, document="5")
    assert (held.recoverable, held.recovered) == (0, 30_000_000)
    with pytest.raises(refused.TooMuch):
        recover_money(**pay, amount=1, document="6")


def test_a_cancelled_grant_frees_the_money_and_the_thing(orchard):
    call = a_call(orchard, budget=100_000_000)
    grant = granted(orchard, call)
    pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=DAY, document="1")
    cancel = {"by": orchard.lan, "pk": grant.pk, "day": DAY, "reason": "Không làm", "document": "QĐ 2"}
    with pytest.raises(refused.AdvanceOpen):
        cancel_grant(**cancel)
    give_advance_back(by=orchard.binh, pk=grant.pk, amount=1, day=DAY, document="2")
    with pytest.raises(refused.ReasonMissing):
        cancel_grant(**cancel | {"reason": ""})
    held = cancel_grant(**cancel)
    assert (held.live, held.released, held.state) == (False, 100_000_000, State.CANCELLED)
    other = appraised(orchard, a_call(orchard, call.scheme, title="Đợt 2"))
    approve(orchard, other.call, other, number="12")
    assert Ceiling.objects.get(of="budget").taken == 0


def test_a_voucher_that_is_sent_twice_is_booked_once(orchard):
    grant = granted(orchard)
    pay = {"by": orchard.binh, "pk": grant.pk, "day": DAY, "amount": 10_000_000}
    pay_advance(**pay, document="UNC 1")
    with pytest.raises(refused.DocumentBooked):
        pay_advance(**pay, document=" UNC  1 ")
    wrong = grant.entries.get(kind="advance")
    given = {"grant": grant.pk, "entry": wrong.pk, "document": "UNC 1", "reason": "Sai ngày"}
    reverse_entry(by=orchard.binh, day=DAY, **given)
    assert pay_advance(**pay, document="UNC 1").advance == 10_000_000


def test_less_was_done_than_granted_and_the_rest_is_free_again(orchard):
    call = a_call(orchard, budget=150_000_000, cap_all=150_000_000, cap_each=150_000_000, quota=Decimal(5))
    grant = accepted(orchard, granted(orchard, call))
    close = {"by": orchard.binh, "pk": grant.pk, "day": DAY, "reason": "Chỉ làm 0,9 km", "document": "BB 02"}
    with pytest.raises(refused.NothingPaid):
        close_payment(**close)
    pay_advance(by=orchard.binh, pk=grant.pk, amount=20_000_000, day=DAY, document="1")
    with pytest.raises(refused.AdvanceOpen):
        close_payment(**close)
    pay_grant(by=orchard.binh, pk=grant.pk, amount=70_000_000, day=DAY, document="2")
    with pytest.raises(refused.ReasonMissing):
        close_payment(**close | {"reason": " "})
    with pytest.raises(PermissionDenied):
        close_payment(**close | {"by": orchard.lan})
    held = close_payment(**close)
    assert (held.paid, held.released, held.remainder, held.state) == (90_000_000, 10_000_000, 0, State.PAID)
    taken = {one.of: one.taken for one in Ceiling.objects.all()}
    assert taken == {"budget": 90_000_000, "all": 90_000_000, "each": 90_000_000, "quota": 1}
    with pytest.raises(refused.BudgetTaken, match=r"90\.000\.000"):
        set_budget(by=orchard.binh, call=call, budget=89_999_999, reason="Giảm")
    more = {"by": orchard.an, "quantity": "0.6", "number": "11", "thing": "Đường khác"}
    assert granted(orchard, call, **more).amount == 60_000_000


def test_a_grant_of_which_money_was_paid_is_not_cancelled(orchard):
    grant = accepted(orchard, granted(orchard))
    pay_grant(by=orchard.binh, pk=grant.pk, amount=1, day=DAY, document="1")
    with pytest.raises(refused.GrantUsed):
        cancel_grant(by=orchard.lan, pk=grant.pk, day=DAY, reason="Thôi", document="2")


def test_delivery_is_not_recorded_twice(orchard):
    grant = granted(orchard)
    deliver_grant(by=orchard.an, pk=grant.pk, day=DAY)
    with pytest.raises(refused.StepNotOpen):
        deliver_grant(by=orchard.an, pk=grant.pk, day=DAY)
