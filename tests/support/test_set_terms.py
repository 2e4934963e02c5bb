"""Terms are dated, calls keep theirs, and a budget is never set below what is approved."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.support.clauses import HasEvidence
from openntm.support.services import refused
from openntm.support.services.schemes import open_call, set_budget, set_terms

from .granting import (
    DAY,
    FROM,
    a_call,
    a_scheme,
    granted,
)

pytestmark = pytest.mark.django_db


def test_terms_are_dated_and_never_edited(orchard):
    scheme = a_scheme(orchard)
    first = set_terms(by=orchard.binh, scheme=scheme, valid_from=FROM, rate=1)
    set_terms(by=orchard.binh, scheme=scheme, valid_from=date(2026, 5, 1), rate=2)
    first.refresh_from_db()
    assert first.valid_to == date(2026, 5, 1)
    with pytest.raises(refused.TermsOverlap):
        set_terms(by=orchard.binh, scheme=scheme, valid_from=date(2026, 4, 1), rate=3)
    given = {"by": orchard.binh, "scheme": scheme, "title": "Đợt"}
    with pytest.raises(refused.CallOutlivesTerms):
        open_call(**given, opens=date(2026, 3, 1), closes=date(2026, 6, 1))
    with pytest.raises(refused.NoTermsOnDay):
        open_call(**given, opens=date(2025, 3, 1), closes=date(2026, 6, 1))
    with pytest.raises(PermissionDenied):
        open_call(**given | {"by": orchard.an}, opens=DAY, closes=DAY)


def test_a_budget_is_never_set_below_what_is_approved(orchard):
    call = a_call(orchard)
    granted(orchard, call)
    with pytest.raises(refused.BudgetTaken):
        set_budget(by=orchard.binh, call=call, budget=99_999_999, reason="Giảm")
    set_budget(by=orchard.binh, call=call, budget=100_000_000, reason="Giảm")
    with pytest.raises(refused.CeilingPassed):
        granted(orchard, call, thing="Khác")


def test_a_call_tells_of_its_own_terms_when_new_ones_hold(orchard, client):
    call = a_call(orchard, clauses=(HasEvidence(least=2),))
    set_terms(by=orchard.binh, scheme=call.scheme, valid_from=date(2026, 4, 1), rate=7, clauses=(HasEvidence(least=9),))
    text = client.get(f"/24/2026-04-02/support/calls/{call.pk}/").content.decode()
    assert "ít nhất 2 tệp" in text
    assert "ít nhất 9 tệp" not in text
    assert "100.000.000 đồng/km" in text
