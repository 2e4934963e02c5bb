"""A target is set as the document states it, changed with a trace, and closed with a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.office.models import LogEntry, Person, Post
from openntm.office.roles import Role
from openntm.places.queries import place_at
from openntm.portal.public_facts import load_facts
from openntm.steering.arithmetic import Span
from openntm.steering.models import Target
from openntm.steering.queries import check_target
from openntm.steering.services.targets import (
    DayOutOfRange,
    PlaceNotThere,
    ReasonMissing,
    SourceMissing,
    TargetClosed,
    close_target,
    set_target,
)

BEGIN, ON, DUE = date(2011, 1, 1), date(2023, 12, 31), date(2025, 12, 31)
D = Decimal
STATED = {
    "title_vi": "Thôn thông minh đến năm 2025",
    "measure": "other",
    "unit": "count",
    "said_on": ON,
    "due": DUE,
    "base_value": D(2),
    "base_day": ON,
    "final_min": D(9),
    "final_max": D(12),
    "source_title": "Kế hoạch 12/KH-UBND",
}
YEARS = {2024: Span(D(3), D(4)), 2025: Span(D(4), D(6))}
FORM = {
    "title_vi": "Thôn thông minh đến năm 2025",
    "measure": "title.model_hamlet.hamlets",
    "unit": "count",
    "said_on": "2023-12-31",
    "due": "2025-12-31",
    "base_value": "14",
    "base_day": "2023-12-31",
    "added": "7-10",
    "years": "2024: 3-4\n2025: 4-6",
    "final": "25–30",
    "stated_share": "21,7",
    "stated_of": "23",
    "named": "Bảo Đài, dong phu, 07450",
    "source_title": "Kế hoạch 12/KH-UBND",
}


def somebody(name, role, code):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=place_at(code, ON).place, role=role, valid_from=BEGIN)
    return person


@pytest.mark.postgres
class SetTarget(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", ON).place
        cls.office = somebody("binh", Role.OFFICE, "218")
        cls.officer = somebody("an", Role.COMMUNE_OFFICER, "07450")
        cls.leader = somebody("lan", Role.LEADER, "218")
        cls.outsider = somebody("dung", Role.OFFICE, "07510")

    def made(self, **more):
        given = {"by": self.office, "place": self.district, "stated": STATED, "years": YEARS}
        return set_target(**given | more)

    def test_a_target_is_kept_as_stated_and_the_log_says_so(self):
        target = self.made()
        assert target.key == "thon-thong-minh-den-nam-2025-2025"
        assert check_target(target).message_vi == "2 + 7…10 = 9…12 đúng bằng 9…12"
        entry = LogEntry.objects.get(verb="target.set")
        assert entry.changed["years"] == [None, ["2024: 3…4", "2025: 4…6"]]
        assert (entry.by, entry.place_key, entry.subject_key) == (self.office, self.district.key, target.key)

    def test_a_target_that_does_not_add_up_is_kept_and_says_so(self):
        target = self.made(stated=STATED | {"final_min": D(25), "final_max": D(30)})
        assert check_target(target).ok is False

    def test_years_that_do_not_give_the_whole_are_said_not_to(self):
        target = self.made(stated=STATED | {"added_min": D(7), "added_max": D(11)})
        assert "của cả giai đoạn" in check_target(target).message_vi
        assert check_target(target).ok is False

    def test_the_same_title_twice_has_two_addresses(self):
        assert self.made().key != self.made().key

    def test_without_a_source_nothing_is_kept(self):
        with pytest.raises(SourceMissing):
            self.made(stated=STATED | {"source_title": " "})
        assert not LogEntry.objects.filter(verb="target.set").exists()

    def test_who_may_not_set_targets_is_refused(self):
        for person in (self.officer, self.leader, self.outsider):
            with pytest.raises(PermissionDenied):
                self.made(by=person)

    def test_a_place_that_has_ended_gets_no_plan(self):
        with pytest.raises(PlaceNotThere):
            self.made(stated=STATED | {"said_on": DUE})

    def test_a_unit_of_another_place_cannot_be_named(self):
        with pytest.raises(PlaceNotThere):
            self.made(named_places=[place_at("24", ON).place])

    def test_a_change_keeps_what_stood_before_in_the_log(self):
        target = self.made()
        self.made(pk=target.pk, stated=STATED | {"final_max": D(13)}, years={})
        changed = LogEntry.objects.get(verb="target.change").changed
        assert changed["final"] == ["9…12", "9…13"]
        assert changed["years"] == [["2024: 3…4", "2025: 4…6"], None]

    def test_loading_the_facts_again_leaves_a_changed_target_alone(self):
        target = Target.objects.get(key="model-hamlets-2025")
        self.made(pk=target.pk, stated={"final_max": D(31)})
        assert load_facts()["targets"] == 0
        target.refresh_from_db()
        assert target.final_max == 31

    def test_a_target_is_closed_with_a_reason_in_one_language(self):
        target = self.made()
        close_target(by=self.office, pk=target.pk, closed_from=date(2025, 7, 1), why_vi="Huyện kết thúc")
        target.refresh_from_db()
        assert (target.closed_why_vi, target.closed_why_en) == ("Huyện kết thúc", "Huyện kết thúc")
        assert (
            "Đã khép lại từ ngày 01/07/2025: Huyện kết thúc" in check_target(target, closed=date(2025, 7, 1)).message_vi
        )
        entry = LogEntry.objects.get(verb="target.close")
        assert entry.particulars.reason == "Huyện kết thúc"

    def test_a_closed_target_is_neither_changed_nor_closed_again(self):
        target = self.made()
        close_target(by=self.office, pk=target.pk, closed_from=ON, why_en="No object")
        with pytest.raises(TargetClosed):
            self.made(pk=target.pk)
        with pytest.raises(TargetClosed):
            close_target(by=self.office, pk=target.pk, closed_from=ON, why_vi="nữa")

    def test_a_target_is_not_closed_without_reason_on_a_wrong_day_or_by_a_stranger(self):
        target = self.made()
        with pytest.raises(ReasonMissing):
            close_target(by=self.office, pk=target.pk, closed_from=ON)
        for day in (date(2023, 1, 1), date(2999, 1, 1)):
            with pytest.raises(DayOutOfRange):
                close_target(by=self.office, pk=target.pk, closed_from=day, why_vi="x")
        with pytest.raises(PermissionDenied):
            close_target(by=self.leader, pk=target.pk, closed_from=ON, why_vi="x")

    def page(self, person, address, data=None, **headers):
        self.client.force_login(person)
        return self.client.post(address, data, **headers) if data else self.client.get(address, **headers)

    def test_an_office_sets_a_target_in_the_browser_and_is_told_that_it_does_not_add_up(self):
        answer = self.page(self.office, "/218/2023-12-31/new-target/", FORM)
        target = Target.objects.get(title_vi=FORM["title_vi"])
        assert answer.headers["Location"] == f"/218/2023-12-31/targets/{target.key}/"
        shown = self.client.get(answer.headers["Location"]).content.decode()
        assert "Phép tính của mục tiêu không khớp" in shown
        assert "14 + 7…10 = 21…24 không đạt 25…30" in shown
        assert "đặt mục tiêu" in shown
        assert {place.key for place in target.named_places.all()} == {
            place_at(code, ON).place.key for code in ("07462", "07453", "07450")
        }

    def test_the_sums_are_shown_while_one_types(self):
        self.client.force_login(self.office)
        answer = self.client.get("/218/2023-12-31/new-target/try/", FORM | {"source_title": "", "due": ""})
        assert "21…24 không đạt 25…30" in answer.content.decode()
        empty = self.client.get("/218/2023-12-31/new-target/try/", {"final": "x"}).content.decode()
        assert "Chưa có phép tính nào" in empty

    def test_what_cannot_be_read_is_said_by_the_field(self):
        wrong = {"added": "10-7", "years": "sau này", "stated_share": "x", "final": "nhiều", "named": "Hà Nam"}
        answer = self.page(self.office, "/218/2023-12-31/new-target/", FORM | wrong | {"base_day": ""})
        text = answer.content.decode()
        assert answer.status_code == 422
        for name in (*wrong, "base_day"):
            assert f'id="id_{name}_error"' in text, name

    def test_a_target_is_changed_in_the_browser(self):
        target = Target.objects.get(key="communes-advanced-2025")
        address = "/218/2023-12-31/targets/communes-advanced-2025/change/"
        text = self.page(self.office, address).content.decode()
        assert "21,7" in text
        assert "07462 · xã Bảo Đài" in text
        answer = self.page(self.office, address, FORM | {"title_vi": target.title_vi, "final": "6", "stated_of": "22"})
        assert answer.status_code == 302
        target.refresh_from_db()
        assert (target.final_min, target.stated_of) == (6, 22)

    def test_a_target_without_object_is_closed_with_the_reason_at_hand(self):
        address = "/218/2023-12-31/targets/communes-advanced-2025/close/"
        text = self.page(self.office, address).content.decode()
        assert "Đông Hưng, Đông Phú nay thuộc xã Đông Phú" in text
        assert self.page(self.office, address, {"closed_from": "2025-07-01"}).status_code == 422
        answer = self.page(self.office, address, {"closed_from": "2025-07-01", "why_vi": "Huyện kết thúc"})
        assert answer.status_code == 302
        assert self.page(self.office, address).status_code == 404
        assert "Huyện kết thúc" in self.client.get("/218/2025-12-31/targets/communes-advanced-2025/").content.decode()

    def test_readers_are_refused_and_strangers_find_nothing(self):
        for tail in ("new-target/", "new-target/try/", "targets/model-hamlets-2025/close/"):
            assert self.page(self.leader, f"/218/2023-12-31/{tail}").status_code == 403
            assert self.page(self.outsider, f"/218/2023-12-31/{tail}").status_code == 404
        self.client.logout()
        assert self.client.get("/218/2023-12-31/new-target/").status_code == 302
