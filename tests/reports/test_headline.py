"""The headline of a day, as the overview and the command give it."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from luc_nam import load_luc_nam
from openntm.places.queries import place_at
from openntm.portal.commands.overview import command
from openntm.reports.headline import headline, share

END_2023 = date(2023, 12, 31)


def overview(*arguments):
    return CliRunner().invoke(command, arguments)


class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", END_2023).place

    def of(self, *day):
        return headline(self.district, date(*day))

    def target(self, name, *day):
        return next(row for row in self.of(*day)["targets"] if row["id"] == name)

    def test_all_communes_held_ntm_at_the_end_of_2023(self):
        found = self.of(2023, 12, 31)
        ntm = found["titles"]["ntm"]
        assert (found["communes"], ntm["count"], ntm["of"], ntm["share"]) == (23, 23, 23, "100.0")
        assert ntm["names_published"]

    def test_three_advanced_communes_are_counted_though_no_source_names_them(self):
        advanced = self.of(2023, 12, 31)["titles"]["advanced"]
        assert (advanced["count"], advanced["share"], advanced["named"]) == (3, "13.0", 0)
        assert advanced["names_published"] is False

    def test_both_counts_of_model_hamlets_are_shown_as_a_conflict(self):
        hamlets = self.of(2023, 12, 31)["model_hamlets"]
        assert [row["value"] for row in hamlets["values"]] == [14, 17]
        assert len({row["source"] for row in hamlets["values"]}) == 2
        assert hamlets["conflict"] is True

    def test_five_advanced_communes_are_aimed_at(self):
        target = self.target("communes-advanced-2025", 2023, 12, 31)
        assert (target["value"], target["of"], target["share"]) == (5, 23, "21.7")
        assert target["check"]["ok"] is True

    def test_the_target_of_model_hamlets_is_a_range_that_does_not_add_up(self):
        target = self.target("model-hamlets-2025", 2023, 12, 31)
        assert (target["value"], target["min"], target["max"]) == ("25-30", 25, 30)
        assert target["check"]["ok"] is False
        assert "14 + 7…10 = 21…24" in target["check"]["message_vi"]

    def test_the_published_mean_of_2019_is_no_whole_number_of_criteria(self):
        mean = self.target("criteria-mean-2019", 2023, 12, 31)
        assert (mean["kind"], mean["value"], mean["of"]) == ("published_mean", "15.26", 25)
        assert "15,26 × 25 = 381,5" in mean["check"]["message_vi"]
        assert mean["check"]["ok"] is False

    def test_the_end_of_2019_counts_eleven_of_twenty_five(self):
        found = self.of(2019, 12, 31)
        ntm = found["titles"]["ntm"]
        assert (found["communes"], ntm["count"], ntm["share"]) == (25, 11, "44.0")
        assert found["titles"]["advanced"]["count"] is None
        assert found["model_hamlets"] == {"values": [], "conflict": False, "named": 1}

    def test_a_count_that_a_page_gives_differently_stands_beside_the_records(self):
        ntm = self.of(2024, 12, 31)["titles"]["ntm"]
        assert (ntm["count"], [row["value"] for row in ntm["published"]]) == (23, [22])

    def test_a_published_count_is_not_carried_over_a_merge(self):
        found = self.of(2025, 12, 31)
        assert found["communes"] == 8
        assert found["titles"]["advanced"]["count"] is None
        assert found["titles"]["ntm"]["published"] == []
        assert found["model_hamlets"]["values"] == []

    def test_titles_that_a_merge_carried_over_are_counted_and_said_to_rest_on_a_rule(self):
        ntm = self.of(2025, 12, 31)["titles"]["ntm"]
        assert (ntm["count"], ntm["of"], ntm["share"], ntm["by_rule"]) == (7, 8, "87.5", 7)

    def test_targets_of_an_ended_district_are_closed(self):
        target = self.target("district-advanced-2026-2030", 2025, 12, 31)
        assert target["closed"] == "2025-07-01"
        assert self.target("district-ntm-2024", 2025, 12, 31)["closed"] is None

    def test_a_commune_has_a_headline_too(self):
        found = headline(place_at("07453", END_2023).place, END_2023)
        assert (found["communes"], found["titles"]["ntm"]["count"], found["targets"]) == (1, 1, [])

    def test_the_number_of_queries_does_not_grow_with_the_communes(self):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            self.of(2023, 12, 31)
        assert len(seen) < 60

    def test_the_command_prints_the_same_as_json(self):
        answer = overview("--on", "2023-12-31", "--format", "json")
        assert answer.exit_code == 0
        assert json.loads(answer.stdout) == self.of(2023, 12, 31)
        assert "Pháp luật" in answer.stdout

    def test_the_command_prints_lines(self):
        answer = overview("--on", "2023-12-31")
        assert "ntm: 23 of 23 (100.0 %)" in answer.stdout
        assert "the sources disagree" in answer.stdout

    def test_an_ended_district_still_answers(self):
        assert overview("--on", "2025-12-31", "--format", "json").exit_code == 0

    def test_a_code_that_nobody_bears_is_refused_in_one_line(self):
        answer = overview("--on", "2023-12-31", "--place", "99999")
        assert answer.exit_code == 2
        assert "99999" in answer.stderr


@pytest.mark.parametrize("day", ["2023-13-01", "31/12/2023", "20231231", "2023-W52-7", ""])
def test_a_wrong_day_is_refused_before_anything_is_read(day):
    answer = overview("--on", day)
    assert answer.exit_code == 2
    assert "YYYY-MM-DD" in answer.stderr


def test_a_share_of_nothing_is_not_known():
    assert share(None, 23) is None
    assert share(0, 0) is None
    assert share(0, 23) == "0.0"
