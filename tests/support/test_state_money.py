"""The statement of the money: as the ledger stood on the day, real grants apart from illustrative ones."""

from datetime import date, timedelta

import pytest

from openntm.support.models import Application, Grant
from openntm.support.queries.money import Sums, statement, total
from openntm.support.services.grants import audit_grant, close_payment, pay_advance, pay_grant, recover_money

from .granting import DAY, a_call, accepted, granted

pytestmark = pytest.mark.django_db


def sums_on(days):
    return total(statement(Grant.objects.all(), DAY + timedelta(days=days)))


def test_what_came_later_is_not_in_the_statement_of_an_earlier_day(orchard):
    grant = granted(orchard)
    pay = {"by": orchard.binh, "pk": grant.pk}
    pay_advance(**pay, amount=40, day=DAY + timedelta(days=1), document="1")
    accepted(orchard, grant)
    pay_grant(**pay, amount=50_000_000, day=DAY + timedelta(days=2), document="2")
    close_payment(**pay, day=DAY + timedelta(days=3), document="3", reason="Làm ít hơn")
    audit = {"claw_back": 7, "reason": "Thiếu", "document": "4"}
    audit_grant(by=orchard.tham, pk=grant.pk, day=DAY + timedelta(days=4), **audit)
    recover_money(**pay, amount=3, day=DAY + timedelta(days=5), document="5")
    whole, paid = 100_000_000, 50_000_040
    assert [sums_on(days) for days in range(-1, 6)] == [
        Sums(),
        Sums(1, whole, remainder=whole),
        Sums(1, whole, advance=40, remainder=whole - 40),
        Sums(1, whole, paid=paid, remainder=whole - paid),
        Sums(1, whole, paid=paid, released=whole - paid),
        Sums(1, whole, paid=paid - 7, recoverable=7, released=whole - paid),
        Sums(1, whole, paid=paid - 7, recoverable=4, recovered=3, released=whole - paid),
    ]
    held = Grant.objects.get()
    assert sums_on(400) == Sums(
        1, held.amount, held.advance, held.paid, held.recoverable, held.recovered, held.released, held.committed
    )


def test_illustrative_grants_stand_on_a_line_of_their_own(orchard, client):
    call = a_call(orchard)
    granted(orchard, call)
    other = granted(orchard, call, number="11", thing="Đường khác")
    Application.objects.filter(pk=other.application_id).update(illustrative=True)
    rows = statement(Grant.objects.all(), DAY)
    assert sorted((row.illustrative, row.sums.amount) for row in rows) == [(False, 100_000_000), (True, 100_000_000)]
    assert statement(Grant.objects.all(), DAY, year=2025) == []
    client.force_login(orchard.binh)
    assert "minh họa" in client.get(f"/24/{DAY}/support/money/").content.decode()
    assert "minh họa" in client.get(f"/24/{DAY}/support/money/?format=csv").content.decode()
    assert "minh họa" not in client.get(f"/24/{date(2025, 1, 1)}/support/money/").content.decode()
