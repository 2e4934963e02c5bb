"""Which unit stands on a day: the key is code and day together."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openntm.places import queries
from openntm.places.models import COMMUNE_KINDS, PlaceVersion

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("on", "communes", "townships"),
    [
        ("2019-12-01", 25, 2),
        ("2019-12-31", 25, 2),
        ("2020-01-01", 24, 1),
        ("2022-06-30", 24, 1),
        ("2022-10-01", 23, 2),
        ("2024-12-31", 23, 2),
        ("2025-01-01", 22, 2),
        ("2025-07-01", 8, 0),
        ("2025-12-31", 8, 0),
    ],
)
def test_lục_nam_has_as_many_units_as_the_lists_of_the_day(unit, on, communes, townships):
    units = queries.territory(unit("218").place, DAY(on))
    assert [sum(one.kind == kind for one in units) for kind in ("xa", "thi_tran")] == [communes, townships]


def test_after_the_act_of_2026_one_of_the_eight_is_a_ward(unit):
    kinds = [one.kind for one in queries.territory(unit("218").place, DAY("2026-11-23"))]
    assert sorted(kinds) == ["phuong", *["xa"] * 7]


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("24", "2025-06-30", "tỉnh Bắc Giang"),
        ("24", "2025-07-01", "tỉnh Bắc Ninh"),
        ("24", "2026-08-24", "thành phố Bắc Ninh"),
        ("27", "2025-06-30", "tỉnh Bắc Ninh"),
        ("218", "2025-06-30", "huyện Lục Nam"),
        ("07447", "2019-12-31", "thị trấn Lục Nam"),
        ("07477", "2022-06-30", "xã Phương Sơn"),
        ("07477", "2022-07-01", "thị trấn Phương Sơn"),
        ("07444", "2025-06-30", "thị trấn Đồi Ngô"),
        ("07444", "2025-07-01", "xã Lục Nam"),
        ("07444", "2026-08-04", "phường Lục Nam"),
        ("07513-xuan-phu", "2019-12-31", "thôn Xuân Phú"),
    ],
)
def test_a_code_and_a_day_name_one_unit(unit, code, on, name):
    assert unit(code, on).full_name == name


@pytest.mark.parametrize(
    ("code", "before", "since"),
    [
        ("07450", "Đông Hưng", "Đông Phú"),
        ("07489", "Vô Tranh", "Trường Sơn"),
        ("07492", "Bình Sơn", "Lục Sơn"),
        ("07498", "Yên Sơn", "Bắc Lũng"),
    ],
)
def test_four_codes_are_used_again_by_another_unit(unit, code, before, since):
    old, new = unit(code, "2025-06-30"), unit(code, "2025-07-01")
    assert (old.name, new.name) == (before, since)
    assert old.place != new.place
    namesake = PlaceVersion.objects.get(name=since, valid_to=DAY("2025-07-01"))
    assert namesake.code != code
    assert {line.predecessor for line in queries.predecessors(new.place)} >= {old.place, namesake.place}


@pytest.mark.parametrize(
    ("code", "on", "bearers"),
    [
        ("07516", "2025-01-01", ["Vũ Xá"]),
        ("07447", "2020-01-01", ["Lục Nam"]),
        ("218", "2025-07-01", ["Lục Nam"]),
        ("07450", "2010-12-31", ["Đông Hưng", "Đông Phú"]),
        ("99999", "2024-01-01", []),
    ],
)
def test_a_wrong_pair_of_code_and_day_says_who_bore_the_code(unit, code, on, bearers):
    with pytest.raises(queries.PlaceNotFound) as missing:
        unit(code, on)
    assert [version.name for version in missing.value.nearest] == bearers


def test_the_name_lục_nam_meant_four_kinds_of_unit(luc_nam):
    kinds = PlaceVersion.objects.filter(name="Lục Nam").values_list("kind", flat=True)
    assert set(kinds) == {"thi_tran", "huyen", "xa", "phuong"}


def test_an_ended_commune_is_made_of_its_successor_and_a_new_one_of_its_predecessors(unit):
    old, new = unit("07453").place, unit("07450", "2025-07-01").place
    assert [one.name for one in queries.territory(old, DAY("2025-12-31"))] == ["Đông Phú"]
    assert [one.name for one in queries.territory(new, DAY("2024-06-30"))] == ["Đông Hưng", "Đông Phú"]


def test_the_territory_of_the_old_province_leaves_out_what_came_from_elsewhere(unit):
    after = queries.territory(unit("24").place, DAY("2025-12-31"))
    assert after == queries.territory(unit("218").place, DAY("2025-12-31"))


def test_on_every_day_of_a_change_units_of_the_district_are_those_of_the_province(unit):
    days = PlaceVersion.objects.filter(valid_from__lt=DAY("2025-07-01")).order_by().values_list("valid_from", flat=True)
    for day in days.distinct():
        for on in (day, day + timedelta(days=1)):
            province = queries.subtree(unit("24").place, on, COMMUNE_KINDS)
            assert province == queries.territory(unit("218").place, on)


def test_a_hamlet_goes_with_its_commune(unit):
    above = queries.superiors_of(unit("07495-muoi", "2025-07-01"), DAY("2025-07-01"))
    assert [one.full_name for one in above] == ["tỉnh Bắc Ninh", "xã Bắc Lũng"]


def test_two_inferences_that_disagree_are_both_kept_and_one_is_counted(unit):
    lines = queries.successors(unit("07516").place)
    told = [(line.successor.key, line.rival, line.verified) for line in lines]
    assert told == [("07513-bac-lung-2011", False, False), ("07519-cam-ly-2011", True, False)]
    assert [one.name for one in queries.territory(unit("07516").place, DAY("2025-12-31"))] == ["Bắc Lũng"]


def test_the_land_of_a_new_commune_is_traced_through_a_unit_that_grew(unit):
    new = unit("07498", "2025-07-01").place
    assert [one.name for one in queries.territory(new, DAY("2024-06-30"))] == [
        *("Bắc Lũng", "Khám Lạng", "Lan Mẫu", "Vũ Xá", "Yên Sơn")
    ]


@pytest.mark.parametrize("on", ["2019-12-01", "2024-06-30", "2025-12-31"])
def test_the_number_of_queries_does_not_grow_with_the_units(unit, django_assert_max_num_queries, on):
    place = unit("218").place
    with django_assert_max_num_queries(8):
        queries.territory(place, DAY(on))


def test_the_region_comes_from_above_and_is_not_verified(unit):
    assert queries.region_of(unit("07450").place, DAY("2024-06-30")) == "tdmnpb"
    assert queries.region_of(unit("07513-xuan-phu", "2025-08-01").place, DAY("2025-08-01")) == "tdmnpb"
    assert queries.region_of(unit("24", "2025-08-01").place, DAY("2025-08-01")) is None
    records = queries.attribute_records(unit("07450", "2025-08-01").place, DAY("2025-08-01"))
    assert [(one.name, one.verified) for one in records] == [("area_km2", True), ("region", False)]


def test_attributes_are_truth_figures_or_words(unit):
    hard, new = unit("07510").place, unit("07444", "2025-08-01").place
    assert queries.attributes_of(hard, DAY("2024-06-30"))["commune_of_special_difficulty"] is True
    assert str(queries.attributes_of(new, DAY("2025-08-01"))["population"]) == "58050"


def test_a_new_commune_is_drawn_between_its_predecessors_and_vũ_xá_nowhere(unit):
    new, lost = unit("07450", "2025-08-01").place, unit("07516").place
    points = queries.centres_of([new.pk, lost.pk])
    assert points[new.pk] == (Decimal("21.3845"), Decimal("106.4345"))
    assert lost.pk not in points
