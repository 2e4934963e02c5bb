"""The procedures that come with the product are whole, dated and honest about what was not verified."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.places.vietnamese import fold
from openntm.services import catalogue
from openntm.services.catalogue import Act, Procedure, acts, procedure_on, procedures_on, sources, versions
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
    assert not [number for number in used if (acts()[number].replaced_on or date.max) <= DAY]


@pytest.mark.parametrize(
    "changed",
    [
        {"field": "fishing"},
        {"events": ("flood",)},
        {"channels": ("fax",)},
        {"acts": ({"number": "1/9999/NĐ-CP"},)},
        {"code": "123"},
        {"readings": ({"source": "nothing", "facts": ("fee",)},)},
        {"readings": ({"source": "law-60-2014", "facts": ("colour",)},)},
        {"readings": ({"source": "law-60-2014", "facts": ()},)},
    ],
)
def test_what_is_not_known_is_refused(changed):
    with pytest.raises(ValueError):
        given_procedure(**changed)


def test_a_fact_is_verified_by_its_readings_alone():
    assert given_procedure(readings=()).verified == ()
    read = [{"source": "law-60-2014", "facts": ("fee", "who")}, {"source": "portal-1.001193", "facts": ("fee",)}]
    one = given_procedure(readings=read)
    assert (one.verified, one.read_in("fee"), one.read_in("time")) == (("who", "fee"), (1, 2), ())


def test_what_others_quote_is_shown_and_verifies_nothing():
    one = given_procedure(readings=[{"source": "decree-217-2026", "facts": ("fee",)}])
    assert (one.verified, one.read_in("fee")) == ((), (1,))
    assert not acts()["217/2026/NĐ-CP"].verified


def test_every_source_is_used_was_read_after_its_text_and_can_be_opened():
    readings = {one.source for those in versions().values() for procedure in those for one in procedure.readings}
    assert set(sources()) == readings | {
        name for act in acts().values() for name in (act.source, act.replaced_source)
    } - {""}
    assert all(one.text_of <= one.read and one.url.startswith("http") for one in sources().values())


@pytest.mark.parametrize("wrong", [{"source": "nothing"}, {"replaced_source": "nothing"}])
def test_an_act_names_known_sources(wrong):
    with pytest.raises(ValueError, match="not known"):
        Act.model_validate(acts()["60/2014/QH13"].model_dump() | wrong)


def test_a_change_of_law_is_a_new_version():
    permit = "giay-phep-xay-dung-nha-o"
    before, after = procedure_on(permit, date(2026, 6, 30)), procedure_on(permit, date(2026, 7, 1))
    assert ([one.number for one in before.acts], before.time.vi[:7]) == (["50/2014/QH13", "175/2024/NĐ-CP"], "15 ngày")
    assert ([one.number for one in after.acts], after.time.vi) == (
        ["135/2025/QH15", "217/2026/NĐ-CP"],
        "7 ngày làm việc",
    )


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
