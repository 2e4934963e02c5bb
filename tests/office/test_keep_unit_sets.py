"""Sets of units beside the tree: kept by an office, read for a day, carried through merges."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.office.services import unit_sets as services
from openntm.places.models import UnitSet, UnitSetMember
from openntm.places.queries import members_on

DAY = date(2024, 1, 1)
TODAY = date(2024, 6, 1)


@pytest.fixture
def kept(land, somebody):
    officer = somebody("binh", Role.OFFICE, land.east)
    unit_set = services.found_unit_set(by=officer, place=land.east, kind="project", name_vi="Vùng dự án", on=TODAY)
    services.take_in(by=officer, unit_set=unit_set, place=land.a, valid_from=DAY, on=TODAY)
    return officer, unit_set


def test_a_set_holds_its_units_from_a_day_on_and_the_log_says_so(land, kept):
    _, unit_set = kept
    assert [unit.place for unit in members_on(unit_set, DAY)] == [land.a]
    assert members_on(unit_set, date(2023, 12, 31)) == []
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["unit_set.found", "unit_set.take_in"]


def test_a_merged_member_is_found_in_what_it_became(land, kept):
    _, unit_set = kept
    assert [unit.place for unit in members_on(unit_set, date(2026, 1, 1))] == [land.n]


def test_taking_in_twice_changes_nothing(land, kept):
    officer, unit_set = kept
    services.take_in(by=officer, unit_set=unit_set, place=land.a, valid_from=DAY, on=TODAY)
    assert unit_set.members.count() == 1
    assert LogEntry.objects.filter(verb="unit_set.take_in").count() == 1


def test_a_unit_let_go_stays_in_the_days_before(land, kept):
    officer, unit_set = kept
    services.let_go(by=officer, unit_set=unit_set, place=land.a, valid_to=TODAY, on=TODAY, reason="ended")
    assert members_on(unit_set, TODAY) == []
    assert len(members_on(unit_set, date(2024, 5, 31))) == 1
    with pytest.raises(services.NotAMember):
        services.let_go(by=officer, unit_set=unit_set, place=land.a, valid_to=TODAY, on=TODAY)


def test_a_unit_of_another_office_is_not_taken_in(land, kept):
    officer, unit_set = kept
    with pytest.raises(services.OutOfYourReach):
        services.take_in(by=officer, unit_set=unit_set, place=land.c, valid_from=DAY, on=TODAY)
    assert unit_set.members.count() == 1


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.LEADER, Role.FRONT, Role.DEPARTMENT, Role.APPRAISER])
def test_only_an_office_or_an_administrator_makes_a_set(land, somebody, role):
    with pytest.raises(services.OutOfYourReach):
        services.found_unit_set(by=somebody("x", role, land.east), place=land.east, kind="plan", name_vi="A", on=TODAY)
    assert not UnitSet.objects.exists()


def test_the_same_name_without_accents_is_refused(land, kept):
    officer, _ = kept
    with pytest.raises(services.UnitSetKnown):
        services.found_unit_set(by=officer, place=land.east, kind="plan", name_vi="vung du an", on=TODAY)


def test_a_stranger_reads_the_sets_and_may_not_keep_them(land, kept):
    _, unit_set = kept
    client = Client()
    assert "Vùng dự án" in client.get(reverse("office:unit_sets", args=["218", "2024-06-01"])).content.decode()
    address = reverse("office:unit_set", args=["218", "2024-06-01", unit_set.key])
    assert client.get(address).status_code == 200
    assert client.post(address, {"unit": "07453"}).status_code == 403
    assert client.get(reverse("office:unit_set_found", args=["218", "2024-06-01"])).status_code == 302
    assert UnitSetMember.objects.count() == 1


def test_the_office_makes_a_set_and_takes_a_unit_in_on_the_page(land, somebody):
    client = Client()
    client.force_login(somebody("binh", Role.OFFICE, land.tinh))
    made = client.post(
        reverse("office:unit_set_found", args=["218", "2024-06-01"]), {"name_vi": "Cụm đảng", "kind": "party"}
    )
    assert made.status_code == 302
    assert "Hãy nhập mã" in client.post(made.url, {"unit": "không có"}).content.decode()
    assert client.post(made.url, {"unit": "07453"}).status_code == 302
    assert [unit.place for unit in members_on(UnitSet.objects.get(), TODAY)] == [land.b]
    gone = reverse("office:unit_set_let_go", args=["218", "2024-06-01", UnitSet.objects.get().key, "07453"])
    assert client.post(gone, {"reason": "nhầm"}).status_code == 302
    assert not UnitSetMember.objects.exists()


def test_a_key_that_names_no_set_is_not_found(land):
    assert Client().get(reverse("office:unit_set", args=["218", "2024-06-01", "none"])).status_code == 404
