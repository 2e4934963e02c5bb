"""Each clause is met, not met or unknown, with its reason in words; the shipped schemes are read and loaded once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from openntm.support import clauses as c
from openntm.support.amounts import amount_of
from openntm.support.conflicts import claim_of, conflicts, hamlet_key, text_key
from openntm.support.cycle import cycle
from openntm.support.models import Kind, SchemeTerms, State
from openntm.support.spoken import asked, reason

DAY = date(2026, 4, 1)
FACTS = c.Facts(day=DAY, submitted=DAY, opens=date(2026, 3, 1), closes=date(2026, 6, 30), year=2026)
OTHER = c.Other("Cơ chế khác", "9/QĐ", date(2020, 5, 1))
CASES = [
    (c.PlaceKind(kinds=("xa",)), {}, "unknown"),
    (c.PlaceKind(kinds=("xa",)), {"place_kind": "xa"}, "met"),
    (c.PlaceKind(kinds=("xa",)), {"place_kind": "phuong"}, "not_met"),
    (c.RegisteredTitle(titles=("ntm",)), {}, "not_met"),
    (c.RegisteredTitle(titles=("ntm",)), {"titles": (("ntm", 2025), ("advanced", 2026))}, "not_met"),
    (c.RegisteredTitle(titles=("ntm",)), {"titles": (("ntm", 2026),)}, "met"),
    (c.CertificateInForce(), {}, "unknown"),
    (c.CertificateInForce(), {"certificate": "unknown", "certificate_name": "V1"}, "unknown"),
    (c.CertificateInForce(), {"certificate": "suspended", "certificate_since": DAY}, "not_met"),
    (c.CertificateInForce(), {"certificate": "in_force", "certificate_name": "V1"}, "met"),
    (c.ProducerKind(kinds=("group", "cooperative")), {}, "not_met"),
    (c.ProducerKind(kinds=("group", "cooperative")), {"is_producer": True}, "unknown"),
    (c.ProducerKind(kinds=("group",)), {"is_producer": True, "producer_kind": "household"}, "not_met"),
    (c.ProducerKind(kinds=("group",)), {"is_producer": True, "producer_kind": "group"}, "met"),
    (c.AreaAtLeast(ha=Decimal("1")), {}, "unknown"),
    (c.AreaAtLeast(ha=Decimal("1")), {"area": Decimal("0.999")}, "not_met"),
    (c.AreaAtLeast(ha=Decimal("1")), {"area": Decimal("1.000")}, "met"),
    (c.NotSupportedBefore(), {}, "met"),
    (c.NotSupportedBefore(), {"others": (OTHER,)}, "not_met"),
    (c.AppliedInTime(), {}, "met"),
    (c.AppliedInTime(), {"submitted": date(2026, 7, 1)}, "not_met"),
    (c.HasEvidence(least=2), {"evidence": 1}, "not_met"),
    (c.HasEvidence(least=2), {"evidence": 2}, "met"),
]


@pytest.mark.parametrize(("clause", "known", "verdict"), CASES)
def test_a_clause_is_judged_and_says_why(clause, known, verdict):
    [found] = c.judge([clause], replace(FACTS, **known))
    assert found.verdict == verdict
    for text in (asked(clause), reason(found.data())):
        assert text
        assert "%(" not in text
    assert c.clauses_of(c.as_data([clause])) == (clause,)


def test_the_reason_of_a_double_support_names_the_other_grant():
    [found] = c.judge([c.NotSupportedBefore()], replace(FACTS, others=(OTHER,)))
    assert all(word in reason(found.data()) for word in ("Cơ chế khác", "9/QĐ", "01/05/2020"))


def test_what_counts_as_the_same_support_is_said_as_the_data_have_it():
    said = [asked(c.NotSupportedBefore(), kind) for kind in (Kind.STAMPS, Kind.NET_HOUSE, Kind.OCOP)]
    assert said == [
        "Mỗi năm, mỗi đối tượng chỉ được hỗ trợ in tem một lần",
        "Cùng một thửa chỉ được hỗ trợ nhà màng hoặc nhà lưới một lần",
        "Nội dung này chưa từng được hỗ trợ",
    ]


@pytest.mark.parametrize("wrong", [{"kind": "sql"}, {"kind": "area_at_least"}, {"kind": "has_evidence", "sql": "1"}])
def test_a_clause_of_no_known_kind_is_refused(wrong):
    with pytest.raises(ValidationError):
        c.clauses_of([wrong])


def test_every_state_but_the_first_and_every_kind_is_reached_by_the_data():
    assert {one.to for one in cycle().steps.values()} | {"submitted"} == set(State)
    grouped = [kind for group in conflicts().groups.values() for kind in group.kinds]
    assert len(grouped) == len(set(grouped))


@given(
    rate=st.integers(1, 10**10), quantity=st.decimals("0.001", 10**5, places=3), cap=st.none() | st.integers(1, 10**10)
)
def test_an_amount_is_whole_and_never_above_rate_or_cap(rate, quantity, cap):
    terms = SchemeTerms(rate=rate, cap_each=cap, amount_published=True)
    found = amount_of(terms, quantity, None)
    assert isinstance(found, int)
    assert 0 <= found <= rate * quantity
    assert cap is None or found <= cap
    assert cap == found or found > rate * quantity - 1


def test_things_are_known_again_however_they_are_written():
    assert {hamlet_key(name) for name in ("Thôn Hố Dầu", "hố  dầu", "THÔN HỐ DẦU")} == {"ho dau"}
    assert hamlet_key("Tổ dân phố Thân") == "than"
    assert text_key(7, "Đường trục, thôn Hố  Dầu") == text_key(7, "duong truc thon ho dau")
    assert text_key(7, "Đường 1") != text_key(8, "Đường 1")
    assert claim_of(Kind.GREENHOUSE, "plot:1", 2024) == claim_of(Kind.NET_HOUSE, "plot:1", 2025)
    assert claim_of(Kind.STAMPS, "producer:1", 2024) != claim_of(Kind.STAMPS, "producer:1", 2025)
    assert claim_of(Kind.OCOP, "x", 2024) == claim_of(Kind.OCOP, "x", 2025)
