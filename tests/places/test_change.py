"""Units merge, split, change name, kind and superior unit, and end: by an act, on a day, and history stays."""

from datetime import date, timedelta

import pytest

from openntm.places import queries, services
from openntm.places.consistency import problems
from openntm.places.models import Act, Place, PlaceVersion
from openntm.places.services import NewUnit, load_places, refusals

DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)


@pytest.fixture
def act(luc_nam):
    return Act.objects.create(number="1/NQ-THỬ", issued=DAY, title_vi="Nghị quyết thử", title_en="A trial act")


@pytest.fixture
def now(unit):
    return lambda code: unit(code, "2026-12-31").place


@pytest.fixture(autouse=True)
def _history_is_whole_after_each_test(request):
    yield
    assert problems() == []


@pytest.fixture
def merged(now, act):
    new = NewUnit("07450", "Đông Bảo", "xa", now("24"))
    return services.merge_places(places=[now("07450"), now("07462")], into=new, act=act, day=DAY)


def test_a_merge_ends_its_units_and_founds_one_that_may_take_a_code(merged, unit, now):
    new = unit("07450", "2027-01-01")
    assert (new.name, new.act.number) == ("Đông Bảo", "1/NQ-THỬ")
    assert new.place != now("07450")
    assert [line.predecessor for line in queries.predecessors(new.place)] == [now("07450"), now("07462")]
    assert [one.name for one in queries.territory(unit("07453").place, DAY)] == ["Đông Bảo"]


def test_the_units_below_move_along(merged, unit):
    assert unit("07462-long-lanh", "2027-01-01").parent == unit("07450", "2027-01-01").place
    assert unit("07462-long-lanh", "2026-12-31").parent == unit("07462", "2026-12-31").place


def test_a_unit_that_takes_others_in_stays_itself(now, act, unit):
    services.merge_places(places=[now("07489")], into=now("07492"), act=act, day=DAY)
    assert unit("07492", "2027-01-01").place == now("07492")
    assert queries.territory_since([now("07492").pk], DAY) == {now("07492").pk: DAY}


def test_loading_again_does_not_undo_a_later_change(merged, unit):
    again = load_places()
    assert again.is_quiet
    assert again.left_alone == {"07450-dong-phu-2025", "07462-bao-dai-2025", "07462-long-lanh"}
    assert unit("07450", "2027-01-01").name == "Đông Bảo"


def test_a_split_needs_a_place_for_each_unit_below(now, act, unit):
    parts = [NewUnit("07462", "Bảo Đài", "xa", now("24")), NewUnit("07459", "Tam Dị", "xa", now("24"))]
    split = {"place": now("07462"), "into": parts, "act": act, "day": DAY}
    with pytest.raises(refusals.UnitsBelow, match="Long Lanh"):
        services.split_place(**split)
    services.split_place(**split, below={now("07462-long-lanh"): "07459"})
    assert unit("07462-long-lanh", "2027-01-01").parent == unit("07459", "2027-01-01").place
    assert [one.name for one in queries.territory(now("07462"), DAY)] == ["Bảo Đài", "Tam Dị"]
    assert {line.part for line in queries.successors(now("07462"))} == {"part"}


def test_a_unit_may_give_land_away_and_stay(now, act, unit):
    services.split_place(place=now("07489"), into=[now("07489"), now("07492")], act=act, day=DAY)
    assert unit("07489", "2027-01-01").place == now("07489")
    lines = queries.predecessors(now("07492"))
    assert [(line.predecessor.key, line.part) for line in lines[-1:]] == [("07489-truong-son-2025", "part")]


def test_a_new_name_begins_a_version_and_the_old_one_is_still_found(now, act, unit):
    services.rename_place(place=now("07450"), name="Đông  Phú Mới", act=act, day=DAY)
    assert unit("07450", "2027-01-01").name == "Đông Phú Mới"
    assert unit("07450", "2026-12-31").name == "Đông Phú"
    assert {hit.now[0].name for hit in queries.search("dong phu", DAY) if hit.now} == {"Đông Phú Mới"}


def test_a_commune_becomes_a_ward_with_another_code(now, act, unit):
    services.rekind_place(place=now("07450"), kind="phuong", code="07451", act=act, day=DAY)
    assert unit("07451", "2027-01-01").full_name == "phường Đông Phú"
    with pytest.raises(queries.PlaceNotFound):
        unit("07450", "2027-01-01")


def test_a_hamlet_goes_to_another_commune(now, act, unit):
    services.reparent_place(place=now("07495-muoi"), parent=now("07519"), act=act, day=DAY)
    assert unit("07495-muoi", "2027-01-01").parent == now("07519")


def test_a_place_is_abolished_when_nothing_stands_below(now, act, unit):
    with pytest.raises(refusals.UnitsBelow, match="Muối"):
        services.abolish_place(place=now("07498"), act=act, day=DAY)
    services.abolish_place(place=now("07489"), act=act, day=DAY)
    assert [line.successor for line in queries.successors(now("07489"))] == [None]
    assert queries.territory(now("07489"), DAY) == []


def test_the_days_before_a_change_read_as_they_did(luc_nam, now, act, unit):
    days = [date(2019, 12, 1), date(2025, 6, 30), EVE]
    before = [list(PlaceVersion.objects.filter(queries.in_force(on)).values("code", "name", "kind")) for on in days]
    services.merge_places(places=[now("07489")], into=now("07492"), act=act, day=DAY)
    services.rename_place(place=now("07492"), name="Lục Sơn Mới", act=act, day=DAY + timedelta(days=5))
    after = [list(PlaceVersion.objects.filter(queries.in_force(on)).values("code", "name", "kind")) for on in days]
    assert after == before


def test_two_acts_of_one_day_leave_one_version_and_both_lines(now, act, unit):
    services.rename_place(place=now("07450"), name="Đông Mới", act=act, day=DAY)
    services.rekind_place(place=now("07450"), kind="phuong", act=act, day=DAY)
    assert unit("07450", "2027-01-01").full_name == "phường Đông Mới"
    assert now("07450").versions.filter(valid_from=DAY).count() == 1
    assert now("07450").lines_out.filter(change__day=DAY).count() == 2


CHANGES = {
    "too few": (refusals.TooFewUnits, lambda u: _merge(u, ["07450"])),
    "twice the same": (refusals.TooFewUnits, lambda u: _merge(u, ["07450", "07450"])),
    "into itself": (refusals.TooFewUnits, lambda u: _merge(u, ["07450"], into=u("07450"))),
    "code in use": (refusals.CodeInUse, lambda u: _merge(u, ["07450", "07462"], code="07486")),
    "no name": (refusals.NoName, lambda u: _merge(u, ["07450", "07462"], name=" ")),
    "mixed levels": (refusals.WrongLevel, lambda u: _merge(u, ["07450", "07495-muoi"])),
    "parent below": (refusals.WrongLevel, lambda u: _merge(u, ["07450", "07462"], parent=u("07486"))),
    "before it begins": (
        refusals.BeforeTheVersionBegins,
        lambda u: _merge(u, ["07450", "07462"], day=date(2024, 1, 1)),
    ),
    "on its first day": (
        refusals.BeforeTheVersionBegins,
        lambda u: _merge(u, ["07450", "07462"], day=date(2025, 7, 1)),
    ),
    "ended unit": (
        refusals.NotStanding,
        lambda u: _merge(u, ["07450"], into=Place.objects.get(key="218-luc-nam-2011")),
    ),
    "unknown unit": (refusals.NotStanding, lambda u: _merge(u, ["07450"], into=Place(key="nowhere"))),
    "same name": (refusals.NothingChanges, lambda u: _rename(u, "Đông Phú")),
    "empty name": (refusals.NoName, lambda u: _rename(u, "  ")),
    "other level": (
        refusals.WrongLevel,
        lambda u: services.rekind_place(place=u("07450"), kind="huyen", act=None, day=DAY),
    ),
    "parent not standing": (
        refusals.NotStanding,
        lambda u: services.reparent_place(
            place=u("07450"), parent=Place.objects.get(key="24-bac-giang-2011"), act=None, day=DAY
        ),
    ),
    "one part": (
        refusals.TooFewUnits,
        lambda u: services.split_place(place=u("07450"), into=[NewUnit("1", "A", "xa", None)], act=None, day=DAY),
    ),
}


def _merge(units, codes, *, into=None, code="07450", name="Mới", parent=None, day=DAY):
    new = into or NewUnit(code, name, "xa", parent or units("24"))
    return services.merge_places(places=[units(code) for code in codes], into=new, act=None, day=day)


def _rename(units, name):
    return services.rename_place(place=units("07450"), name=name, act=None, day=DAY)


@pytest.mark.parametrize("case", CHANGES)
def test_a_wrong_change_is_refused_and_nothing_is_written(now, case):
    error, change = CHANGES[case]
    before = list(PlaceVersion.objects.order_by("pk").values())
    with pytest.raises(error):
        change(now)
    assert list(PlaceVersion.objects.order_by("pk").values()) == before
