"""An assessment is frozen, computed again to the byte, and two of them say why findings changed."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from openntm.assessment.delta import delta
from openntm.assessment.models import Assessment
from openntm.assessment.services import NothingToFreeze, freeze_assessment, record_figure
from openntm.assessment.snapshot import (
    Case,
    SnapshotUnreadable,
    build_snapshot,
    canonical,
    checksum,
    read_snapshot,
    verify_snapshot,
)
from openntm.office.models import LogEntry
from openntm.places.models import Attribute
from openntm.portal.commands.verify import command

from .conftest import BEGIN, DAY, NTM

LATER = date(2024, 12, 31)


def enter(land, value, day=DAY, figure="4.2"):
    return record_figure(by=None, place=land.commune.place, measure=f"{NTM}/{figure}", day=day, value=value)


def freeze(by, land, on=DAY, place=None):
    return freeze_assessment(by=by, place=place or land.district, set_id=NTM, on=on)


def frozen(on=DAY, region="tdmnpb", **figures):
    case = Case("07450", {name.replace("_", "."): value for name, value in figures.items()}, region=region)
    return json.loads(build_snapshot(NTM, on, [case]))


def test_an_assessment_holds_every_commune_and_the_log_says_so(land, binh):
    enter(land, "96")
    row = freeze(binh, land)
    content = json.loads(row.content)
    assert [case["unit"]["name"] for case in content["places"]] == ["xã Bảo Sơn", "xã Đông Hưng", "xã Tam Dị"]
    assert content["places"][1]["figures"]["4.2"]["layer"] == "self"
    assert row.sha256 == checksum(row.content.encode())
    assert LogEntry.objects.filter(verb="assessment.freeze").exists()


def test_it_comes_out_again_to_the_byte(land, binh):
    enter(land, "96")
    enter(land, "not_applicable", figure="13.4")
    Attribute.objects.create(place=land.commune.place, name="schools_in_commune", value="4", valid_from=BEGIN)
    one, other = freeze(binh, land), freeze(binh, land)
    assert one.sha256 == other.sha256
    assert verify_snapshot(one.content.encode()).ok


def test_later_figures_do_not_touch_what_is_frozen(land, binh):
    enter(land, "96")
    row = freeze(binh, land)
    enter(land, "50")
    row.refresh_from_db()
    assert verify_snapshot(row.content.encode()).ok
    assert '"96"' in row.content


def test_only_those_whose_post_covers_the_place_freeze_it_and_leaders_never(land, an, dung, leader, chi):
    for person in (an, dung, leader):
        with pytest.raises(PermissionDenied):
            freeze(person, land)
    assert freeze(chi, land, place=land.commune).frozen_by == chi


def test_a_commune_freezes_its_own_figures_for_its_dossier(land, an):
    assert freeze(an, land, place=land.commune).place == land.commune.place


def test_where_nothing_is_judged_nothing_is_frozen(land, binh, monkeypatch):
    with pytest.raises(NothingToFreeze):
        freeze_assessment(by=binh, place=land.district, set_id="hamlet_model_example_yen_bai", on=DAY)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("set_id", [NTM, "commune_advanced_2021_2025", "commune_model_2021_2025", "commune_2026_2030"])
def test_every_set_of_communes_can_be_frozen_without_a_database(set_id):
    content = build_snapshot(set_id, DAY, [Case("07450", {"4.2": "95"} if set_id == NTM else {}, region="tdmnpb")])
    assert verify_snapshot(content).ok


def test_a_changed_finding_is_named_with_its_place():
    content = frozen(**{"4_2": "95"})
    content["places"][0]["findings"]["indicators"]["4.2"]["verdict"] = "not_met"
    check = verify_snapshot(canonical(content))
    assert not check.ok
    assert (check.where, check.kept, check.computed) == (
        "places[0].findings.indicators.4.2.verdict",
        '"not_met"',
        '"met"',
    )


def test_a_changed_figure_and_a_changed_law_are_found():
    content = frozen(**{"4_2": "95"})
    content["places"][0]["figures"]["4.2"]["value"] = "94"
    assert "4" in verify_snapshot(canonical(content)).where
    content = frozen(**{"4_2": "95"})
    content["set"]["text"] = content["set"]["text"].replace("95", "94")
    assert verify_snapshot(canonical(content)).where == "set.sha256"


def test_other_bytes_with_the_same_meaning_are_not_the_same_bytes():
    content = json.dumps(frozen(), ensure_ascii=False).encode()
    assert not verify_snapshot(content).ok


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "openntm-assessment-1"}', b"\xff\xfe", b"null"])
def test_what_is_no_snapshot_is_refused(content):
    with pytest.raises(SnapshotUnreadable):
        read_snapshot(content)


def test_the_command_says_same_or_names_the_difference(tmp_path):
    good, bad, none = (tmp_path / name for name in ("good.json", "bad.json", "none.json"))
    content = canonical(frozen(**{"4_2": "95"}))
    good.write_bytes(content)
    bad.write_bytes(content.replace(b'"value": "95"', b'"value": "94"'))
    none.write_text("{}")
    answers = [CliRunner().invoke(command, [str(path)]) for path in (good, bad, none)]
    assert [answer.exit_code for answer in answers] == [0, 1, 2]
    assert "the same bytes" in answers[0].output
    assert "differs at places[0]" in answers[1].output


def causes(old, new):
    return {change.indicator: (change.causes, [said["en"] for said in change.said]) for change in delta(old, new)}


def test_a_new_figure_is_named_as_the_cause():
    found = causes(frozen(**{"4_2": "94"}), frozen(on=LATER, **{"4_2": "96"}))["4.2"]
    assert found[0] == ("figure",)
    assert "from 94 to 96" in found[1][0]


def test_a_correction_of_the_same_day_is_named_as_one(land, binh):
    enter(land, "94")
    old = json.loads(freeze(binh, land).content)
    enter(land, "96")
    (change,) = delta(old, json.loads(freeze(binh, land).content))
    assert (change.indicator, change.causes, change.old, change.new) == ("4.2", ("correction",), "not_met", "met")
    assert "corrected" in change.said[0]["en"]
    assert change.said[0]["vi"] != change.said[0]["en"]


def test_a_rule_that_asks_more_is_named_with_its_act():
    day, later = date(2022, 12, 31), date(2024, 12, 31)
    found = causes(frozen(on=day, **{"10_1": "40"}), frozen(on=later, **{"10_1": "40"}))["10.1"]
    assert found[0] == ("rule",)
    assert "318/QĐ-TTg" in found[1][0]


def test_another_region_is_a_change_of_the_unit():
    found = causes(frozen(**{"4_2": "96"}), frozen(region="dbsh", **{"4_2": "96"}))["4.2"]
    assert "unit" in found[0]


def test_a_unit_that_came_or_went_is_said():
    old, new = frozen(), frozen()
    new["places"][0]["place"] = "07456"
    assert sorted(change.place for change in delta(old, new)) == ["07450", "07456"]


def test_nothing_changed_between_twins():
    assert delta(frozen(**{"4_2": "95"}), frozen(**{"4_2": "95"})) == []


def test_the_pages_freeze_show_and_explain(client, binh, leader, land):
    enter(land, "94")
    client.force_login(binh)
    start = reverse("assessment:assessments", args=["218", DAY.isoformat()])
    assert client.post(start, {"set": NTM}).status_code == 302
    enter(land, "96")
    client.post(start, {"set": NTM})
    assert client.get(start).status_code == 200
    row = Assessment.objects.first()
    page = client.get(f"{start}{row.pk}/")
    assert page.context["check"].ok
    assert client.get(f"{start}{row.pk}/?file").content == row.content.encode()
    why = client.get(reverse("assessment:changes", args=["218", DAY.isoformat()]))
    assert "94" in why.content.decode()
    client.force_login(leader)
    assert client.post(start, {"set": NTM}).status_code == 403


def test_a_stranger_finds_no_assessment(client, binh, dung, land):
    row = freeze(binh, land)
    client.force_login(dung)
    assert client.get(reverse("assessment:snapshot", args=["218", DAY.isoformat(), row.pk])).status_code == 404


def test_disagreements_are_decided_on_their_page(client, binh, leader, land, press):
    for key, value in (("mot", "14"), ("hai", "17")):
        record_figure(
            by=None,
            place=land.district.place,
            measure="title.model_hamlet.hamlets",
            day=DAY,
            value=value,
            layer="published",
            source=press(key),
        )
    page = reverse("assessment:disagreements", args=["218", DAY.isoformat()])
    client.force_login(leader)
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 403
    client.force_login(binh)
    (conflict,) = [one for _unit, _title, one in client.get(page).context["rows"]]
    assert client.post(page, {"chosen": conflict.values[0].pk, "reason": ""}).status_code == 422
    assert client.post(page, {"chosen": conflict.values[0].pk, "reason": "Theo quyết định"}).status_code == 302
    assert "Theo quyết định" in client.get(page).content.decode()
