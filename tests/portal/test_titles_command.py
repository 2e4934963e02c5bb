"""`openntm titles`: each place's titles and since when, and why the published numbers changed."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.portal.commands.titles import COLUMNS, command

POINTS = {"2019-12-31": (11, 25), "2020-12-31": (13, 24), "2023-12-31": (23, 23), "2025-01-01": (22, 22)}


def run(*arguments):
    return CliRunner().invoke(command, arguments)


@pytest.mark.postgres
class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def json(self, on, *rest):
        answer = run("--on", on, "--format", "json", *rest)
        assert answer.exit_code == 0, answer.stderr
        return json.loads(answer.stdout)

    def point(self, found, day):
        return next(point for point in found["series"] if point["day"] == day)

    def test_the_published_series_comes_out(self):
        for day, numbers in POINTS.items():
            ntm = self.json(day)["summary"]["ntm"]
            assert (ntm["count"], ntm["of"]) == numbers, day

    def test_the_json_has_the_promised_shape(self):
        found = self.json("2023-12-31")
        assert found["on"] == "2023-12-31"
        assert set(found["summary"]) >= {"ntm", "advanced", "model", "model_hamlet", "district_ntm"}
        commune = next(place for place in found["places"] if place["code"] == "07459")
        (title,) = commune["titles"]
        assert commune["name"] == "Bảo Sơn"
        assert (title["title"], title["since"], title["decision"]) == ("ntm", "2019-12-31", None)
        assert title["score_today"] is None
        assert "chưa có số liệu" in title["score_reason_vi"]

    def test_the_district_and_the_titled_hamlets_are_in_the_list(self):
        places = {place["code"]: place for place in self.json("2024-12-31")["places"]}
        assert places["218"]["titles"][0]["decision"] == "37/QĐ-TTg"
        assert places["07513-xuan-phu"]["titles"][0]["title"] == "model_hamlet"
        assert len([place for place in places.values() if place["kind"] == "xa"]) == 23

    def test_holders_that_no_source_names_are_counted_as_published(self):
        advanced = self.json("2023-12-31")["summary"]["advanced"]
        assert (advanced["count"], advanced["named"], advanced["of"]) == (3, 0, 23)
        assert self.json("2025-01-01")["summary"]["advanced"]["count"] is None

    def test_every_change_of_both_numbers_is_explained(self):
        found = self.json("2025-01-01")
        assert [point["day"] for point in found["series"]] == ["2019-12-31", "2020-12-31", "2023-12-31", "2024-12-31"]
        before = (0, 25)
        for point in found["series"]:
            then = point["computed_then"]
            counted = sum(change["count"] for change in point["changes"])
            of = sum(change["of"] for change in point["changes"])
            assert (before[0] + counted, before[1] + of) == (then["count"], then["of"])
            before = (then["count"], then["of"])
            assert point["published"] == then

    def test_who_became_urban_who_merged_and_who_got_a_title(self):
        found = self.json("2025-01-01")
        texts = {day: [change["vi"] for change in self.point(found, day)["changes"]] for day in list(POINTS)[1:3]}
        assert any("Tiên Hưng (giữ danh hiệu) nhập vào thị trấn Đồi Ngô" in text for text in texts["2020-12-31"])
        assert sum(change["count"] for change in self.point(found, "2020-12-31")["changes"]) == 2
        assert any("thành thị trấn Phương Sơn ngày 01/07/2022" in text for text in texts["2023-12-31"])
        gained = [one for one in self.point(found, "2023-12-31")["changes"] if one["count"] == 1]
        assert len(gained) == 11
        assert all(one["since"] and one["source"] for one in gained)

    def test_the_end_of_2024_is_told_both_ways(self):
        point = self.point(self.json("2024-12-31"), "2024-12-31")
        assert (point["published"], point["computed"]) == ({"count": 22, "of": 22}, {"count": 23, "of": 23})
        assert point["agrees"] is False
        assert (point["counted_on"], point["computed_then"]) == ("2025-01-01", {"count": 22, "of": 22})
        assert "Vũ Xá" in point["changes"][0]["name"]
        assert "Suy luận" in point["changes"][0]["vi"]

    def test_after_the_merge_seven_of_eight_are_kept_by_rule(self):
        found = self.json("2025-07-01")
        ntm = found["summary"]["ntm"]
        assert (ntm["count"], ntm["of"], ntm["by_rule"]) == (7, 8, 7)
        places = {place["code"]: place for place in found["places"]}
        (title,) = places["07450"]["titles"]
        assert (title["state"], title["rule"], title["decision"]) == ("by_rule", "5424/BNN-VPĐP, trường hợp 1", None)
        assert places["07444"]["titles"] == []
        assert "Phương Sơn" in places["07444"]["explanation_vi"]
        changes = found["since_last"]["changes"]
        assert (sum(one["count"] for one in changes), sum(one["of"] for one in changes)) == (7 - 22, 8 - 22)

    def test_a_ward_leaves_the_count(self):
        ntm = self.json("2026-08-05")["summary"]["ntm"]
        assert (ntm["count"], ntm["of"]) == (7, 7)

    def test_a_place_without_published_counts_has_no_series(self):
        found = self.json("2023-12-31", "--place", "07459")
        assert "series" not in found
        assert found["summary"]["ntm"]["count"] == 1
        assert self.json("2023-12-31", "--place", "24")["summary"]["ntm"]["of"] == 23

    def test_the_table_prints_the_same_in_lines(self):
        text = run("--on", "2025-07-01").stdout
        assert "ntm: 7 of 8; 7 kept by rule, no confirming decision seen" in text
        assert "2020-12-31: published 13 of 24" in text
        assert "-1 of -1  xã Tiên Hưng (holding the title) became part of thị trấn Đồi Ngô" in text
        assert "the published numbers hold on 2025-01-01: computed 22 of 22 that day" in text

    def test_the_csv_has_a_row_a_title(self):
        rows = list(csv.DictReader(io.StringIO(run("--on", "2024-12-31", "--format", "csv").stdout)))
        assert list(rows[0]) == list(COLUMNS)
        assert sum(row["title"] == "ntm" for row in rows) == 23
        assert sum(row["title"] == "model_hamlet" for row in rows) == 4

    def test_what_means_nothing_is_refused_in_one_line(self):
        for asked in (("--on", "2023-13-01"), ("--on", "2023-12-31", "--place", "99999")):
            answer = run(*asked)
            assert answer.exit_code == 2
            assert "Error" in answer.stderr
