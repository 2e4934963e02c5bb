"""Terms are dated, calls keep theirs, and a budget is never set below what is approved."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.support.clauses import HasEvidence
from openntm.support.services import refused
from openntm.support.services.schemes import open_call, set_budget, set_last_day, set_terms

from .granting import (
    DAY,
    FROM,
    a_call,
    a_scheme,
    applied,
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


def test_the_last_day_of_a_call_is_changed_with_a_reason_while_its_terms_hold(orchard):
    call = a_call(orchard)
    applied(orchard, call)
    set_terms(by=orchard.binh, scheme=call.scheme, valid_from=date(2027, 1, 1), rate=7)
    call.refresh_from_db()
    given = {"by": orchard.binh, "call": call, "closes": date(2026, 12, 31), "reason": "Gia hạn"}
    with pytest.raises(PermissionDenied):
        set_last_day(**given | {"by": orchard.an})
    with pytest.raises(refused.ReasonMissing):
        set_last_day(**given | {"reason": " "})
    for wrong in (date(2027, 1, 1), date(2026, 2, 1)):
        with pytest.raises(refused.CallOutlivesTerms):
            set_last_day(**given | {"closes": wrong})
    with pytest.raises(refused.HandedInLater, match="01/04/2026"):
        set_last_day(**given | {"closes": date(2026, 3, 31)})
    assert set_last_day(**given).closes == date(2026, 12, 31)
    changed = LogEntry.objects.get(verb="call.last_day").changed
    assert changed["closes"] == ["2026-06-30", "2026-12-31"]
    applied(orchard, call.__class__.objects.get(pk=call.pk), day=date(2026, 7, 15), thing="Đường khác")


def test_the_words_of_an_entered_scheme_are_corrected_and_those_of_a_shipped_one_are_not(orchard, client):
    scheme = a_scheme(orchard)
    address = "/24/2026-04-01/support/schemes/duong/"
    words = {"title_vi": "Cơ chế đường thôn", "act": "02/2026/NQ-HĐND", "reason": "Gõ nhầm số"}
    client.force_login(orchard.binh)
    assert f"{address}correct/" in client.get(address).content.decode()
    assert client.post(f"{address}correct/", words | {"reason": ""}).status_code == 422
    assert client.post(f"{address}correct/", words).status_code == 302
    scheme.refresh_from_db()
    assert (scheme.title_vi, scheme.act, scheme.kind) == ("Cơ chế đường thôn", "02/2026/NQ-HĐND", "road")
    assert LogEntry.objects.get(verb="scheme.correct").changed["act"] == ["01/2026/NQ-HĐND", "02/2026/NQ-HĐND"]
    scheme.__class__.objects.update(confidence="reported")
    assert f"{address}correct/" not in client.get(address).content.decode()
    assert "nguồn của nó" in client.post(f"{address}correct/", words).content.decode()
    client.force_login(orchard.an)
    assert client.post(f"{address}correct/", words).status_code in (403, 404)


def test_the_last_day_is_changed_on_a_page(orchard, client):
    call = a_call(orchard)
    client.force_login(orchard.binh)
    address = f"/24/2026-04-01/support/calls/{call.pk}/"
    assert f"{address}last-day/" in client.get(address).content.decode()
    assert client.post(f"{address}last-day/", {"closes": "2026-07-31", "reason": "Gia hạn"}).status_code == 302
    assert "31/07/2026" in client.get(address).content.decode()


def test_limits_of_nothing_are_refused_at_their_fields(orchard, client):
    scheme = a_scheme(orchard)
    client.force_login(orchard.binh)
    address = "/24/2026-04-01/support/schemes/duong/"
    given = {"valid_from": "2026-01-01", "amount_published": "on", "rate": "1"}
    for name, value in (("cap_each", "0"), ("cap_all", "0"), ("quota", "-1"), ("area", "0"), ("rate", "0")):
        assert client.post(f"{address}terms/", given | {name: value}).status_code == 422
    assert client.post(f"{address}terms/", given).status_code == 302
    call = {"title": "Đợt", "opens": "2026-03-01", "closes": "2026-06-30", "year": "2026", "budget": "0"}
    assert "Kinh phí phải lớn hơn 0" in client.post(f"{address}call/", call).content.decode()
    with pytest.raises(refused.BudgetMissing):
        set_budget(by=orchard.binh, call=a_call(orchard, scheme), budget=0, reason="Hết")


def test_a_payer_that_ended_is_said_so(orchard, client):
    a_call(orchard)
    assert "đơn vị này kết thúc" not in client.get("/24/2026-04-01/support/schemes/duong/").content.decode()
    orchard.province.versions.update(valid_to=date(2026, 5, 1))
    assert "đơn vị này kết thúc ngày 01/05/2026" in client.get("/24/2026-06-01/support/schemes/duong/").content.decode()
