"""Titled places judged again: the thresholds by themselves, and a run that changes no title."""

import io
import json
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from luc_nam import load_luc_nam
from openntm.assessment.models import Figure, Source
from openntm.criteria import load_set
from openntm.office.models import LogEntry, Person, Post
from openntm.office.roles import Role
from openntm.places.queries import place_at
from openntm.portal.commands.recheck import command
from openntm.recognition.models import Recheck, TitleEvent, TitleRecord
from openntm.recognition.queries.rechecks import compared
from openntm.recognition.rechecking import Criterion, Level, first_count, law, recheck, sentence, thresholds_for
from openntm.recognition.services.rechecks import DayAhead, NothingToCheck, run_recheck

DAY = date(2023, 12, 31)
SET = "commune_ntm_2021_2025"
NTM = thresholds_for("ntm")


def criteria(failed=0, unknown=0, named="", total=19):
    titles = [named, *[f"Tiêu chí {n}" for n in range(total)]] if named else [f"Tiêu chí {n}" for n in range(total)]
    verdicts = ["not_met"] * failed + ["unknown"] * unknown + ["met"] * (total - failed - unknown)
    return [
        Criterion(str(n), title, title, verdict)
        for n, (title, verdict) in enumerate(zip(titles, verdicts, strict=False), 1)
    ]


@pytest.mark.parametrize(
    ("failed", "named", "level"),
    [
        (0, "", Level.WELL),
        (4, "Thu nhập", Level.SHORT),
        (5, "Thu nhập", Level.NEAR),
        (6, "Thu nhập", Level.REACHED),
        (6, "", Level.LINE),
        (9, "", Level.LINE),
        (9, "Quốc phòng và An ninh", Level.REACHED),
        (10, "", Level.REACHED),
    ],
)
def test_the_shares_are_thirty_percent_with_a_named_criterion_and_fifty_without(failed, named, level):
    assert recheck(criteria(failed, named=named), NTM).level is level


def test_what_is_not_known_is_never_counted_as_failed():
    found = recheck(criteria(failed=0, unknown=19, named="Thu nhập"), NTM)
    assert (found.level, found.failed, len(found.unknown)) == (Level.WELL, (), 19)
    assert found.at_worst is Level.REACHED
    assert "19 tiêu chí chưa xác định" in sentence(found)[0]


def test_a_criterion_that_does_not_apply_is_not_counted():
    rows = [*criteria(failed=6, named="Thu nhập"), Criterion("20", "Khác", "Other", "not_applicable")]
    assert recheck(rows, NTM).total == 19


def test_the_sentence_gives_the_share_and_the_named_criterion():
    vi, en = sentence(recheck(criteria(failed=6, named="Thu nhập"), NTM))
    assert vi == "6/19 tiêu chí chưa đạt = 31,6 %, có Thu nhập: điều kiện thu hồi sẽ được thỏa mãn"
    assert en == "6 of 19 criteria failed = 31.6 %, incl. Thu nhập: revocation conditions would be met"


def test_how_far_it_is_from_the_threshold():
    found = recheck(criteria(failed=2), NTM)
    assert found.left == 4
    assert "4 more failed criteria" in sentence(found)[1]
    assert (first_count(19, NTM.some_percent), first_count(19, NTM.most_percent)) == (6, 10)
    assert law()["rounding"]["verified"] is False


def test_advanced_and_model_titles_are_held_against_the_advanced_set():
    assert {thresholds_for(title).set_level for title in ("advanced", "model")} == {"advanced"}
    assert thresholds_for("model_hamlet") is None


def test_a_district_is_judged_by_its_nine_criteria_and_by_its_revoked_communes():
    district = thresholds_for("district_ntm")
    titles = {one.title.vi for one in load_set("district_ntm_2021_2025").criteria}
    assert sum(recheck([Criterion("1", t, t, "not_met")], district).named != () for t in titles) == 4
    assert recheck(criteria(failed=3, total=9), district).level is Level.LINE
    assert recheck(criteria(failed=3, named="Kinh tế", total=9), district).level is Level.REACHED
    assert recheck(criteria(total=9), district, revoked=7, communes=23).level is Level.REACHED
    assert recheck(criteria(total=9), district, revoked=6, communes=23).level is Level.WELL


def test_two_runs_are_compared_criterion_by_criterion():
    def run(*failed):
        row = {"key": "a", "title": "ntm", "name": "xã A", "failed": [{"id": n, "vi": n, "en": n} for n in failed]}
        return {"rows": [row]}

    (turn,) = compared(run("2", "3"), run("3", "10"))
    assert ([one["id"] for one in turn.worse], [one["id"] for one in turn.better]) == (["10"], ["2"])
    assert compared(run("2"), run("2")) == []
    (new,) = compared({"rows": []}, run("2"))
    assert new.before is None


@pytest.mark.postgres
class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", DAY).place
        cls.commune = place_at("07453", DAY).place
        cls.binh = cls.person("binh", Role.OFFICE, cls.district)
        cls.an = cls.person("an", Role.COMMUNE_OFFICER, cls.commune)
        source = Source.objects.create(key="report", title="Báo cáo", kind="report")
        asked = load_set(SET).by_id
        for number, value in (("4.2", "10"), ("10.1", "1")):
            Figure.objects.create(
                place=cls.commune,
                measure=f"{SET}/{number}",
                day=DAY,
                period="2023",
                value=value,
                unit=asked[number].unit,
                source=source,
                entered_at="2024-01-10T00:00:00Z",
            )

    @classmethod
    def person(cls, name, role, place):
        person = Person.objects.create_user(name, password="x", display_name=name)
        Post.objects.create(person=person, place=place, role=role, valid_from=date(2020, 1, 1))
        return person

    def run_it(self):
        return run_recheck(by=self.binh, place=self.district, on=DAY)

    def test_every_titled_place_is_in_the_run_and_no_title_changes(self):
        before = list(TitleRecord.objects.values()), TitleEvent.objects.count()
        content = json.loads(self.run_it().content)
        assert len(content["rows"]) + len(content["unjudged"]) == 23
        (row,) = content["rows"]
        assert (row["code"], [one["id"] for one in row["failed"]]) == ("07453", ["4", "10"])
        assert row["failed"][0]["not_met"] == ["4.2"]
        assert len(row["unknown"]) == 17
        assert (list(TitleRecord.objects.values()), TitleEvent.objects.count()) == before

    def test_the_same_figures_give_the_same_checksum(self):
        assert self.run_it().sha256 == self.run_it().sha256

    def test_the_log_says_so(self):
        run = self.run_it()
        entry = LogEntry.objects.get(verb="title.recheck")
        assert run.sha256 in entry.changes

    def test_a_commune_officer_may_not_run_it(self):
        with pytest.raises(PermissionDenied):
            run_recheck(by=self.an, place=self.commune, on=DAY)

    def test_a_day_that_has_not_come_and_a_place_without_titles_are_refused(self):
        with pytest.raises(DayAhead):
            run_recheck(by=self.binh, place=self.district, on=date(2999, 1, 1))
        with pytest.raises(NothingToCheck):
            run_recheck(by=self.binh, place=self.district, on=date(2012, 1, 1))

    def test_the_page_runs_it_and_shows_not_met_and_unknown_apart(self):
        self.client.force_login(self.binh)
        assert "Chưa có lần rà soát nào" in self.client.get("/218/2023-12-31/recheck/").content.decode()
        assert self.client.post("/218/2023-12-31/recheck/").status_code == 302
        text = self.client.get("/218/2023-12-31/recheck/?sort=failed").content.decode()
        assert "10. Thu nhập" in text
        assert "Không chấm được" in text
        self.client.post("/218/2023-12-31/recheck/")
        assert "Không có gì thay đổi" in self.client.get("/218/2023-12-31/recheck/").content.decode()

    def test_many_titled_places_take_as_many_queries_as_few(self):
        self.client.force_login(self.binh)

        def count(day):
            run_recheck(by=self.binh, place=self.district, on=date.fromisoformat(day))
            self.client.get(f"/218/{day}/recheck/")
            with CaptureQueriesContext(connection) as seen:
                answer = self.client.get(f"/218/{day}/recheck/")
            return answer.context["page"].paginator.count, len(seen)

        (few, queries), (many, more) = count("2017-12-31"), count("2023-12-31")
        assert few < many
        assert more <= queries

    def test_the_result_is_taken_away_as_a_table(self):
        self.run_it()
        self.client.force_login(self.binh)
        text = self.client.get("/218/2023-12-31/recheck/?format=csv").content.decode("utf-8-sig")
        assert "rà soát danh hiệu tính đến ngày 31/12/2023" in text.splitlines()[0]
        assert "10. Thu nhập (10.1)" in text
        book = openpyxl.load_workbook(io.BytesIO(self.client.get("/218/2023-12-31/recheck/?format=xlsx").content))
        assert book.active.max_row == 3

    def test_who_may_not_run_it_may_not_post_and_a_stranger_sees_nothing(self):
        self.client.force_login(self.an)
        assert self.client.post("/07453/2023-12-31/recheck/").status_code == 403
        assert self.client.get("/218/2023-12-31/recheck/").status_code == 404
        self.client.logout()
        assert self.client.get("/218/2023-12-31/recheck/").status_code == 302

    def test_many_units_are_judged_in_the_background(self):
        from openntm.recognition.views import rechecks

        self.client.force_login(self.binh)
        with override_settings(DEMONSTRATION=False), pytest.MonkeyPatch.context() as patch:
            patch.setattr(rechecks, "MANY", 3)
            page = self.client.post("/218/2023-12-31/recheck/", follow=True).content.decode()
        assert "đang chạy ngầm" in page
        assert Recheck.objects.get().made_by == self.binh

    def test_work_in_the_background_is_followed_until_it_is_done(self):
        from openntm.recognition.views import rechecks

        self.client.force_login(self.binh)
        address, asks = "/218/2023-12-31/recheck/?task=1", {"HX-Request": "true"}
        assert self.client.get(address).status_code == 200
        for status, said in (("READY", "chờ đến lượt"), ("RUNNING", "đang được chấm"), ("FAILED", "không hoàn thành")):
            order = SimpleNamespace(status=status, is_finished=False)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(rechecks, "ordered", lambda number, order=order: order)
                assert said in self.client.get(address).content.decode()
                assert said in self.client.get(address, headers=asks).content.decode()
        assert self.client.get(address, headers=asks).headers["HX-Refresh"] == "true"

    def test_the_command_says_who_falls_short(self):
        answer = CliRunner().invoke(command, ["--on", "2023-12-31"])
        assert answer.exit_code == 0
        assert "2 of 19 criteria failed = 10.5 %, incl. Income" in answer.stdout
        assert "not met: Electricity (4.2); Income (10.1)" in answer.stdout
        found = json.loads(CliRunner().invoke(command, ["--on", "2023-12-31", "--format", "json"]).stdout)
        assert found["format"] == "openntm-recheck-1"

    def test_the_command_refuses_in_one_line(self):
        for asked in (["--place", "99999"], ["--on", "2999-01-01"], ["--on", "2012-01-01"]):
            answer = CliRunner().invoke(command, ["--on", "2023-12-31", *asked])
            assert answer.exit_code == 2
            assert "Error" in answer.stderr
