"""The procedures that come with the product are whole, dated and honest about what was not verified."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.places.vietnamese import fold
from openntm.services import catalogue
from openntm.services.catalogue import FACTS, Procedure, acts, procedure_on, procedures_on, versions
from openntm.services.queries.guides import found_guides

DAY = date(2026, 11, 23)


def given_procedure(**changed):
    one = versions()["dang-ky-khai-sinh"][0].model_dump()
    return Procedure.model_validate(one | changed)


def test_at_least_twenty_procedures_apply_today():
    assert len(procedures_on(DAY)) >= 20


def test_none_applies_before_the_communes_took_over():
    assert procedures_on(date(2025, 6, 30)) == []


def test_every_related_procedure_has_a_guide():
    assert {slug for one in procedures_on(DAY) for slug in one.related} <= set(versions())


def test_no_guide_of_today_rests_on_an_act_that_the_list_says_was_replaced():
    used = {act.number for one in procedures_on(DAY) for act in one.acts}
    assert not [number for number in used if acts()[number].replaced_on]


@pytest.mark.parametrize(
    "changed",
    [
        {"field": "fishing"},
        {"events": ("flood",)},
        {"channels": ("fax",)},
        {"acts": ({"number": "1/9999/NĐ-CP"},)},
        {"code": "123"},
        {"verified": ("fee",)},  # without a source
        {"verified": ("colour",), "source": "x"},
    ],
)
def test_what_is_not_known_is_refused(changed):
    with pytest.raises(ValueError):
        given_procedure(**changed)


def test_what_was_read_names_its_source():
    assert given_procedure(verified=FACTS, source="Điều 4").verified == FACTS


def test_the_version_of_the_day_applies(monkeypatch):
    first = given_procedure(valid_to=date(2026, 2, 1))
    second = given_procedure(version=2, valid_from=date(2026, 1, 1), valid_to=None)
    monkeypatch.setattr(catalogue, "versions", lambda: {"x": (first, second)})
    assert procedure_on("x", date(2025, 12, 31)).version == 1
    assert procedure_on("x", date(2026, 1, 1)).version == 2
    monkeypatch.setattr(catalogue, "versions", lambda: {"x": (first,)})
    assert procedure_on("x", date(2026, 2, 1)) is None


@given(st.sampled_from(procedures_on(DAY)), st.booleans())
def test_every_guide_is_found_by_its_name_with_and_without_accents(one, plain):
    assert one in found_guides(DAY, fold(one.title.vi) if plain else one.title.vi)


def test_guides_are_found_by_event_and_field():
    assert all("birth" in one.events for one in found_guides(DAY, event="birth"))
    assert {one.field for one in found_guides(DAY, field="land")} == {"land"}
    assert found_guides(DAY, "không có thủ tục này") == []
