"""The pages of registrations: what strangers read, what offices see, registering and withdrawing in the browser."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from luc_nam import load_luc_nam
from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.queries import place_at
from openntm.recognition.queries.registrations import Outcome, registrations_on, with_outcome
from openntm.recognition.services.registrations import register_title, withdraw_registration
from openntm.steering.models import Registration, Title

BEGIN, ON, AFTER = date(2011, 1, 1), date(2024, 3, 1), date(2025, 12, 31)


def somebody(name, role, code):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=place_at(code, ON).place, role=role, valid_from=BEGIN)
    return person


@pytest.mark.postgres
class Registrations(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", ON).place
        cls.commune = place_at("07453", ON).place
        cls.officer = somebody("an", Role.COMMUNE_OFFICER, "07453")
        cls.office = somebody("binh", Role.OFFICE, "218")
        cls.leader = somebody("lan", Role.LEADER, "218")
        cls.outsider = somebody("dung", Role.COMMUNE_OFFICER, "07510")

    def page(self, address, person=None, data=None):
        if person:
            self.client.force_login(person)
        answer = self.client.post(address, data) if data else self.client.get(address)
        return answer.status_code, answer.content.decode()

    def outcomes(self, on):
        rows = with_outcome(registrations_on(self.district, on), on)
        return {(row.unit.name, row.registration.year): row.outcome for row in rows}

    def registered(self, **more):
        given = {"by": self.officer, "place": self.commune, "title": Title.ADVANCED, "year": 2025, "day": ON}
        return register_title(**given | more)

    def test_only_what_a_source_calls_registered_is_loaded(self):
        rows = Registration.objects.filter(entered_by=None)
        assert sorted((row.title, row.year, row.verified) for row in rows) == [
            *[("advanced", 2023, False)] * 2,
            *[("ntm", 2020, True)] * 3,
        ]

    def test_the_three_communes_of_2020_reached_the_title(self):
        found = self.outcomes(date(2020, 12, 31))
        assert {found[name, 2020] for name in ("Tiên Nha", "Huyền Sơn", "Cương Sơn")} == {Outcome.REACHED}
        assert self.outcomes(date(2020, 6, 30))["Tiên Nha", 2020] == Outcome.OPEN

    def test_without_a_record_the_year_passes_and_it_is_said_so(self):
        assert self.outcomes(date(2023, 12, 31))["Yên Sơn", 2023] == Outcome.OPEN
        assert self.outcomes(date(2024, 1, 1))["Yên Sơn", 2023] == Outcome.MISSED

    def test_a_unit_that_ended_in_its_year_is_said_to_have_ended(self):
        self.registered()
        assert self.outcomes(date(2025, 6, 30))["Đông Phú", 2025] == Outcome.OPEN
        assert self.outcomes(AFTER)["Đông Phú", 2025] == Outcome.ENDED

    def test_a_withdrawn_one_counts_until_its_day(self):
        made = self.registered()
        withdraw_registration(by=self.officer, pk=made.pk, reason="Thiếu vốn", day=date(2024, 6, 1))
        assert self.outcomes(date(2024, 5, 31))["Đông Phú", 2025] == Outcome.OPEN
        assert self.outcomes(date(2024, 6, 1))["Đông Phú", 2025] == Outcome.WITHDRAWN

    def test_a_stranger_reads_place_title_year_and_source_only(self):
        self.registered(document="Tờ trình 15/TTr-UBND")
        status, text = self.page("/218/2024-12-31/registrations/")
        assert status == 200
        assert "xã Tiên Nha" in text
        assert "Tờ trình 15/TTr-UBND" in text  # as the source
        assert "chưa có bản ghi đạt" not in text
        assert "01/03/2024" not in text

    def test_a_stranger_does_not_read_what_was_withdrawn_and_why(self):
        made = self.registered()
        withdraw_registration(by=self.officer, pk=made.pk, reason="Thiếu vốn", day=date(2024, 6, 1))
        assert "xã Đông Phú" not in self.page("/07453/2024-12-31/registrations/")[1].partition("<table")[2]
        assert "Thiếu vốn" in self.page("/07453/2024-12-31/registrations/", self.leader)[1]

    def test_an_office_sees_what_came_of_each(self):
        _, text = self.page("/218/2024-12-31/registrations/", self.leader)
        assert "năm 2020 (đăng ký; khớp 13/24 xã)" in text
        assert "chưa có bản ghi đạt" in text

    def test_a_new_commune_shows_what_those_before_it_registered(self):
        _, text = self.page("/07462/2025-12-31/registrations/")
        assert "xã Thanh Lâm" in text
        assert "nay thuộc xã Bảo Đài" in text

    def test_the_list_is_narrowed_and_sorted(self):
        address = "/218/2024-12-31/registrations/"
        assert "xã Yên Sơn" not in self.page(address + "?year=2020&title=ntm")[1].partition("<table")[2]
        assert "xã Tiên Nha" in self.page(address + "?q=tien+nha")[1].partition("<table")[2]
        _, text = self.page(address + "?outcome=missed&sort=place", self.leader)
        table = text.partition("<table")[2]
        assert table.index("xã Thanh Lâm") < table.index("xã Yên Sơn")
        assert "xã Tiên Nha" not in table
        assert "Không tìm thấy" in self.page(address + "?q=zzz")[1]

    def test_the_list_is_taken_away_as_a_spreadsheet_and_as_text(self):
        answer = self.client.get("/218/2024-12-31/registrations/?format=xlsx&sort=place")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert "đăng ký về đích của huyện Lục Nam" in sheet["A1"].value
        assert [cell.value for cell in sheet[2]] == ["Đơn vị", "Danh hiệu", "Năm", "Nguồn", "Đánh dấu"]
        self.client.force_login(self.leader)
        text = self.client.get("/218/2024-12-31/registrations/?format=csv").content.decode("utf-8-sig")
        assert "chưa có bản ghi đạt" in text
        assert self.client.get("/218/2024-12-31/registrations/?format=exe").status_code == 404

    def test_a_commune_registers_in_the_browser(self):
        form = {"unit": self.commune.pk, "title": "advanced", "year": "2025", "day": "2024-03-01", "document": "15/TTr"}
        address = "/07453/2024-03-01/registrations/new/"
        assert self.page(address, self.officer)[0] == 200
        assert self.page(address, data=form)[0] == 302
        status, text = self.page(address, data=form)
        assert status == 422
        assert "đã đăng ký danh hiệu này cho năm đó" in text
        wrong = {"model": "phải giữ danh hiệu này trước", "ntm": "đã giữ danh hiệu này", "model_hamlet": "Ghi tên thôn"}
        for title, words in wrong.items():
            assert words in self.page(address, data=form | {"title": title})[1], title
        assert "Năm đó đã qua" in self.page(address, data=form | {"year": "2023"})[1]

    def test_an_office_registers_for_a_commune_of_its_own(self):
        status, text = self.page("/218/2024-03-01/registrations/new/", self.office)
        assert status == 200
        assert "xã Lục Sơn" in text
        assert "thị trấn" not in text.partition("<form class")[2]

    def test_a_registration_is_withdrawn_after_it_was_restated(self):
        made = self.registered()
        address = f"/07453/2024-03-01/registrations/{made.pk}/withdraw/"
        _, text = self.page("/07453/2024-03-01/registrations/", self.officer)
        assert address in text
        assert "Đạt chuẩn nông thôn mới nâng cao" in self.page(address)[1]
        assert self.page(address, data={"day": "2999-01-01", "reason": "x"})[0] == 422
        assert self.page(address, data={"day": "2024-02-01", "reason": "x"})[0] == 422
        assert self.page(address, data={"day": "2024-06-01", "reason": "Thiếu vốn"})[0] == 302
        assert self.page(address)[0] == 404

    def test_a_registration_leads_the_commune_to_its_dossier_also_after_the_year(self):
        made = self.registered()
        for day in ("2024-03-01", "2025-01-05"):
            address = f"/07453/{day}/dossiers/open/?registration={made.pk}"
            assert address in self.page(f"/07453/{day}/registrations/", self.officer)[1]
            assert address not in self.page(f"/07453/{day}/registrations/", self.leader)[1]

    def test_readers_are_refused_and_strangers_find_nothing(self):
        made = self.registered()
        for tail in ("new/", f"{made.pk}/withdraw/"):
            address = f"/07453/2024-03-01/registrations/{tail}"
            assert self.page(address, self.leader)[0] == 403
            assert self.page(address, self.outsider)[0] == 404
        self.client.logout()
        assert self.page("/07453/2024-03-01/registrations/new/")[0] == 302

    def test_a_township_has_nobody_to_register(self):
        assert "Không có đơn vị nào" in self.page("/07477/2024-03-01/registrations/new/", self.office)[1]

    @pytest.mark.slow  # asks for many pages
    def test_the_number_of_queries_does_not_grow_with_the_registrations(self):
        for name in map("Thôn {}".format, range(52)):
            self.registered(title=Title.MODEL_HAMLET, holder=name)
        with CaptureQueriesContext(connection) as seen:
            _, text = self.page("/218/2024-12-31/registrations/", self.leader)
        assert len(seen) < 60
        assert "Trang 1/2" in text or "Trang 1" in text
