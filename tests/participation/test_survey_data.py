"""Rules and questionnaires of surveys are data that can be read, and agree with those of dossiers."""

from datetime import date

import pytest

from openntm.participation.surveys.questionnaires import OVERALL, newest, questionnaires
from openntm.participation.surveys.rules import Share, rules, rules_on
from openntm.recognition.procedure.loader import load_procedure

PROCEDURES = {"commune": "commune-2021-2025", "district": "district-2021-2025"}


def test_each_rule_has_its_questionnaire_and_says_what_was_not_seen():
    for rule in rules().values():
        assert newest(rule.questionnaire).contents[-1].key == OVERALL
        for share in (rule.households, rule.overall, rule.contents):
            assert share is None or share.is_verified or share.not_seen
        assert rule.note or rule.households


def test_no_share_is_verified_without_its_source():
    with pytest.raises(ValueError, match="verified with its source"):
        Share(least="90", verified=True)
    with pytest.raises(ValueError, match="said what was not seen"):
        Share(least="90", verified=False)


def test_one_rule_of_a_title_stands_on_a_day():
    assert [one.id for one in rules_on(date(2024, 1, 1), "district")] == [
        "district-ntm-2021-2025",
        "district-advanced-2021-2025",
    ]
    for day in (date(2019, 1, 1), date(2022, 3, 7), date(2022, 3, 8), date(2026, 2, 14), date(2026, 2, 15)):
        titles = [one.title for one in rules_on(day, "commune")]
        assert len(titles) == len(set(titles)) > 0


def test_the_rules_of_2018_ask_for_sixty_percent_and_eighty_satisfied():
    [commune] = rules_on(date(2018, 8, 1), "commune")
    assert (commune.households.least, commune.overall.least, commune.contents) == (60, 80, None)


@pytest.mark.parametrize("rule", [one for one in rules().values() if one.id.endswith("2021-2025")], ids=lambda r: r.id)
def test_dossiers_ask_for_the_same(rule):
    asked = load_procedure(PROCEDURES[rule.level]).titles[rule.title].satisfaction
    for name in ("households", "overall", "contents"):
        mine, theirs = getattr(rule, name), getattr(asked, name)
        assert (mine and mine.least) == (theirs and theirs.least)


def test_titles_of_the_rules_are_titles_of_dossiers():
    titles = set().union(*(load_procedure(key).titles for key in (*PROCEDURES.values(), "commune-2026-2030")))
    assert {one.title for one in rules().values()} <= titles


def test_questionnaires_are_kept_by_their_version():
    assert ("residents-commune", 1) in questionnaires()
