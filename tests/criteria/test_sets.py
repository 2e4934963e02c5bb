"""The sets that come with the product: complete as far as they are known, and honest about the rest."""

from datetime import date
from pathlib import Path

import pytest

from openntm.criteria import CriteriaSet, check_file, load_overlays, load_set, set_ids, set_path, sets_in_force
from openntm.criteria.library import OVERLAYS, SETS
from openntm.criteria.types import Asked, LeftTo

NTM, ADVANCED, MODEL = "commune_ntm_2021_2025", "commune_advanced_2021_2025", "commune_model_2021_2025"
DISTRICT, DISTRICT_ADVANCED = "district_ntm_2021_2025", "district_advanced_2021_2025"
HAMLET, NEXT = "hamlet_model_example_yen_bai", "commune_2026_2030"
INDICATORS_BY_CRITERION = {
    NTM: (2, 4, 2, 2, 1, 3, 1, 4, 2, 1, 1, 2, 5, 2, 4, 1, 12, 6, 2),
    ADVANCED: (3, 4, 6, 1, 6, 3, 1, 5, 1, 1, 1, 3, 8, 4, 3, 3, 12, 8, 2),
    DISTRICT: (2, 4, 2, 1, 4, 3, 8, 6, 6),
    DISTRICT_ADVANCED: (2, 3, 3, 1, 6, 5, 8, 7, 2),
}
DECLARED = {NTM: 57, ADVANCED: 75, MODEL: 4, DISTRICT: 36, DISTRICT_ADVANCED: 38, HAMLET: 0, NEXT: 47}
VERIFIED = {
    NTM: "3.1 3.2 5.1 6.1 6.2 6.3 7.1 8.1 8.2 8.3 8.4 14.1 15.1 15.2 18.4",
    ADVANCED: "4.1 14.1 17.9",
    MODEL: "1 2 3 4",
    DISTRICT: "1.1 1.2 2.1 2.2 2.4",
    DISTRICT_ADVANCED: "",
    HAMLET: "",
    NEXT: "",
}
PARTS = {
    (NTM, "5.1"): "a b c d",
    (NTM, "14.1"): "a b c d e f",
    (NTM, "17.1"): "a b",
    (NTM, "18.4"): "before a b c",
    (ADVANCED, "4.1"): "prerequisite",
    (ADVANCED, "7.1"): "prerequisite a b",
    (MODEL, "1"): "a b",
    (MODEL, "4"): "production education culture tourism landscape security digital",
}


@pytest.fixture(params=set_ids())
def law(request: pytest.FixtureRequest) -> CriteriaSet:
    return load_set(request.param)


def everything(law: CriteriaSet) -> list[tuple[str, Asked]]:
    return list(law.by_id.items())


def test_all_sets_are_there():
    assert set(set_ids()) == set(DECLARED)


@pytest.mark.parametrize(("name", "counts"), INDICATORS_BY_CRITERION.items())
def test_the_indicators_are_numbered_through_every_criterion(name: str, counts: tuple[int, ...]):
    expected = [f"{criterion}.{n + 1}" for criterion, count in enumerate(counts, 1) for n in range(count)]
    assert [indicator.id for indicator in load_set(name).indicators] == expected


def test_a_set_declares_as_many_indicators_as_its_act(law: CriteriaSet):
    assert law.indicators_declared == DECLARED[law.id]


def test_missing_indicators_leave_their_criteria_incomplete(law: CriteriaSet):
    missing = law.indicators_declared > len(law.indicators) or not law.indicators
    assert all(criterion.complete is not missing for criterion in law.criteria)


def test_the_unnumbered_indicators_of_2026_have_ids_of_their_own():
    ids = [indicator.id for indicator in load_set(NEXT).indicators]
    assert ids == ["1.1", "1.2", "3.1", "3.x-ocop", "3.x-private", "4.x", "6.x", "8.x-water", "8.x-food"]
    assert [group.key for group in load_set(NEXT).groups] == ["g1", "g2", "g3"]


@pytest.mark.parametrize(("key", "parts"), PARTS.items())
def test_the_parts_of_composite_indicators_are_there(key: tuple[str, str], parts: str):
    assert [part.id for part in load_set(key[0]).by_id[key[1]].parts] == parts.split()


@pytest.mark.parametrize("name", [NTM, ADVANCED, MODEL])
def test_the_commune_sets_have_a_general_column_and_seven_regions(name: str):
    keys = [region.key for region in load_set(name).regions]
    assert keys == ["chung", "tdmnpb", "dbsh", "btb", "dhntb", "tn", "dnb", "dbscl"]


def test_only_what_was_read_is_marked_verified(law: CriteriaSet):
    assert [i.id for i in law.indicators if i.verified] == VERIFIED[law.id].split()


def test_a_verified_row_names_the_page_that_was_read(law: CriteriaSet):
    rows = [row for _, asked in everything(law) for row in asked.thresholds]
    assert all(row.read for row in rows if row.verified)
    assert all(set(row.read) <= law.sources.keys() for row in rows)


def test_every_row_names_its_act_and_clause(law: CriteriaSet):
    rows = [row for _, asked in everything(law) for row in asked.thresholds]
    assert all(row.act in law.acts and row.clause for row in rows)


def test_every_indicator_and_part_has_a_row_of_law(law: CriteriaSet):
    assert not [figure_id for figure_id, asked in everything(law) if not asked.thresholds]


def test_what_is_not_verified_says_how_sure_it_is(law: CriteriaSet):
    assert not [i.id for i in law.indicators if not i.verified and i.confidence is None]


def test_titles_and_notes_are_there_in_both_languages(law: CriteriaSet):
    texts = [asked.title for _, asked in everything(law)] + [criterion.title for criterion in law.criteria]
    texts += [act.title for act in law.acts.values()] + [a.title for a in law.attributes.values()]
    texts += [asked.note for _, asked in everything(law) if asked.note]
    assert all(text.vi and text.en and text.vi != text.en for text in texts)


def test_roads_are_left_to_the_province():
    for name in (NTM, ADVANCED):
        rows = [load_set(name).by_id[f"2.{n}"].thresholds for n in (1, 2, 3, 4)]
        assert all(row.left_to is LeftTo.PROVINCE and not row.values for (row,) in rows)


def test_income_has_a_row_for_each_year():
    for name in (NTM, ADVANCED):
        rows = load_set(name).by_id["10.1"].thresholds
        assert [row.starts.year for row in rows] == [row.ends.year for row in rows if row.ends] == [*range(2021, 2026)]


def test_the_columns_of_2024_replace_those_of_2022():
    ntm, advanced = load_set(NTM).columns, load_set(ADVANCED).columns
    assert [(rule.act, rule.ends) for rule in ntm] == [("qd318", date(2024, 2, 29)), ("qd211", None)]
    assert [rule.act for rule in advanced] == ["qd211"]


def test_the_sets_in_force_change_with_the_period():
    names = [
        {law.id for law in sets_in_force(day)} for day in (date(2023, 12, 31), date(2026, 1, 15), date(2026, 2, 15))
    ]
    assert names == [{NTM, ADVANCED, MODEL}, set(), {NEXT}]


def test_the_district_sets_end_with_the_tier():
    assert {law.id for law in sets_in_force(date(2025, 6, 30), "huyen")} == {DISTRICT, DISTRICT_ADVANCED}
    assert not sets_in_force(date(2025, 7, 1), "huyen")


def test_the_example_of_another_province_is_never_in_force():
    assert load_set(HAMLET).example_of is not None
    assert not sets_in_force(date(2023, 12, 31), "thon")


def test_a_province_decision_that_was_not_read_sets_no_value():
    assert [overlay.values for overlay in load_overlays(province="24")] == [(), ()]


def test_nam_dinh_sets_the_income_of_model_communes_year_by_year():
    (overlay,) = load_overlays(MODEL, "36")
    assert [(row.starts.year, row.values["all"]) for row in overlay.values] == list(
        zip(range(2021, 2026), ("66", "72", "83", "93", "103"), strict=True)
    )
    assert all(row.verified and row.read for row in overlay.values)


def test_the_files_stand_in_the_folder_of_their_period(law: CriteriaSet):
    folder = set_path(law.id).parent.name
    assert folder == ("2026-2030" if law.id == NEXT else "2021-2025")


FILES = [*sorted(SETS.rglob("*.yaml")), *sorted(OVERLAYS.rglob("*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_check_finds_no_problem_in_what_is_shipped(path: Path):
    assert check_file(path) == []
