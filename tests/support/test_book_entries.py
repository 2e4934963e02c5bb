"""Whatever is booked in whatever order: each entry adds up to nothing, and no balance falls below it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openntm.office.refused import Refused
from openntm.support.models import Account, Entry, Grant, Line
from openntm.support.services import grants, ledger, refused
from orchard import make_orchard

from .granting import DAY, accepted, granted

AMOUNTS = st.integers(-1, 120_000_000)
ACTS = st.one_of(
    st.tuples(st.just("advance"), AMOUNTS),
    st.tuples(st.just("back"), AMOUNTS),
    st.tuples(st.just("deliver"), st.none()),
    st.tuples(st.just("accept"), st.none()),
    st.tuples(st.just("pay"), st.one_of(st.none(), AMOUNTS)),
    st.tuples(st.just("close"), st.none()),
    st.tuples(st.just("audit"), st.one_of(st.just(0), AMOUNTS)),
    st.tuples(st.just("recover"), AMOUNTS),
    st.tuples(st.just("reverse"), st.integers(0, 5)),
    st.tuples(st.just("cancel"), st.none()),
)


def act(orchard, pk, name, amount):
    given = {"by": orchard.binh, "pk": pk, "day": DAY, "document": f"CT {Entry.objects.count()}"}
    if name == "deliver":
        return grants.deliver_grant(by=orchard.an, pk=pk, day=DAY)
    if name == "accept":
        return grants.accept_grant(**given)
    if name == "pay":
        return grants.pay_grant(**given, amount=amount)
    if name == "close":
        return grants.close_payment(**given, reason="Làm ít hơn")
    if name == "audit":
        return grants.audit_grant(**given | {"by": orchard.tham}, claw_back=amount, reason="Kiểm tra")
    if name == "cancel":
        return grants.cancel_grant(**given | {"by": orchard.lan}, reason="Không làm")
    if name == "reverse":
        entries = list(Entry.objects.filter(grant=pk))
        entry = entries[amount % len(entries)].pk
        return ledger.reverse_entry(by=orchard.binh, grant=pk, entry=entry, day=DAY, document="CT 2", reason="Nhầm")
    names = {"advance": grants.pay_advance, "back": grants.give_advance_back, "recover": grants.recover_money}
    return names[name](**given, amount=amount)


def balances(grant):
    """Replayed from the lines."""
    found = dict.fromkeys(Account, 0)
    for line in Line.objects.filter(entry__grant=grant):
        found[Account(line.account)] += line.amount
    return found


class Booked(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.orchard = make_orchard()
        cls.made = granted(cls.orchard)

    @pytest.mark.slow  # sixty sequences of acts
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(acts=st.lists(ACTS, max_size=10))
    def test_the_ledger_balances_after_any_acts(self, acts):
        for name, amount in acts:
            try:
                with transaction.atomic():
                    act(self.orchard, self.made.pk, name, amount)
            except Refused:
                pass
        grant = Grant.objects.get(pk=self.made.pk)
        found = balances(grant)
        assert sum(found.values()) == 0
        assert all(not sum(line.amount for line in one.lines.all()) for one in grant.entries.all())
        assert all(found[account] == getattr(grant, account) >= 0 for account in Account if account != "budget")
        assert found["budget"] == grant.released - grant.amount
        gone = grant.advance + grant.paid + grant.recoverable + grant.recovered
        assert grant.remainder == grant.amount - gone - grant.released >= 0
        assert (grant.state in ("paid", "audited")) <= (grant.remainder == 0)
        assert grant.application.state == grant.state

    def test_the_database_refuses_balances_that_do_not_add_up(self):
        for wrong in ({"paid": 1}, {"committed": -1, "paid": 100_000_001}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Grant.objects.filter(pk=self.made.pk).update(**wrong)

    def test_an_entry_that_does_not_balance_is_never_written(self):
        with pytest.raises(ledger.EntryUnbalanced), transaction.atomic():
            ledger.post(self.orchard.binh, self.made, Entry.Kind.PAY, DAY, "1", {"committed": -2, "paid": 1})

    def test_entries_are_never_changed(self):
        for table in (Entry.objects, Line.objects):
            with pytest.raises(IntegrityError), transaction.atomic():
                table.update(**({"document": "khác"} if table is Entry.objects else {"amount": 7}))

    def test_entries_and_lists_are_never_removed(self):
        for table in ("support_line", "support_entry", "support_awardlist"):
            with pytest.raises(DatabaseError, match="kept"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")

    def test_a_wrong_payment_is_reversed_with_a_reason_and_once(self):
        grant = accepted(self.orchard, self.made)
        pay = {"by": self.orchard.binh, "pk": grant.pk, "day": DAY}
        grants.pay_advance(**pay, amount=1_000, document="1")
        grants.pay_grant(**pay, document="2")
        wrong = grant.entries.get(kind="pay")
        given = {"by": self.orchard.binh, "grant": grant.pk, "entry": wrong.pk, "day": DAY, "document": "3"}
        with pytest.raises(refused.ReasonMissing):
            ledger.reverse_entry(**given, reason=" ")
        with pytest.raises(PermissionDenied):
            ledger.reverse_entry(**given | {"by": self.orchard.lan}, reason="Nhầm")
        with pytest.raises(refused.NotReversible):  # the payment rests on it
            ledger.reverse_entry(**given | {"entry": grant.entries.get(kind="advance").pk}, reason="Nhầm")
        ledger.reverse_entry(**given, reason="Nhầm")
        grant.refresh_from_db()
        assert (grant.state, grant.paid, grant.advance, grant.committed) == ("accepted", 0, 1_000, 99_999_000)
        for again in (wrong.pk, grant.entries.get(kind="approve").pk):
            with pytest.raises(refused.NotReversible):
                ledger.reverse_entry(**given | {"entry": again}, reason="Nhầm")
        with pytest.raises(refused.DayImpossible):
            ledger.reverse_entry(**given | {"day": date(2999, 1, 1)}, reason="Nhầm")
