"""Reports on a period: numbers locked to a snapshot, text written by the office, issued once."""

import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from luc_nam import load_luc_nam
from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.services import freeze_assessment, record_figure
from openntm.office.files import content
from openntm.office.models import LogEntry, Person, Post
from openntm.places.queries import place_at
from openntm.recognition.models import ProgressReport
from openntm.recognition.services import reports as services

DAY = date(2023, 12, 31)
HERE = "/218/2023-12-31/"


def person(username, role, place):
    made = Person.objects.create_user(username, password="x", display_name=username)
    Post.objects.create(person=made, place=place, role=role, valid_from=date(2019, 1, 1))
    return made


@pytest.mark.postgres
class Reports(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.unit = place_at("218", DAY)
        cls.binh = person("binh", "office", cls.unit.place)
        cls.an = person("an", "commune_officer", place_at("07453", DAY).place)
        cls.dung = person("dung", "leader", cls.unit.place)
        cls.frozen = freeze_assessment(by=cls.binh, place=cls.unit, set_id="commune_ntm_2021_2025", on=DAY)

    def begin(self, **changed):
        given = {"period": "năm 2023", "begins": date(2023, 1, 1), "ends": DAY, "assessment": self.frozen.pk}
        return services.begin_report(by=self.binh, place=self.unit.place, **(given | changed))

    def table(self, report, key):
        return next(one for one in report.locked if one["key"] == key)

    def test_the_tables_fill_themselves_and_the_log_says_who_began(self):
        report = self.begin()
        titles = {row[0]: row[1:] for row in self.table(report, "titles")["rows"]}
        assert titles["ntm"] == [23, 23]
        assert len(self.table(report, "communes")["rows"]) == 23
        assert LogEntry.objects.filter(verb="report.begin").count() == 1

    def test_numbers_do_not_move_when_figures_do(self):
        report = self.begin()
        before = report.tables
        commune = place_at("07453", DAY).place
        source = Source.objects.get_or_create(key="x", defaults={"title": "x", "kind": "act"})[0]
        rows = {"measure": "commune_ntm_2021_2025/17.1", "value": "99", "unit": "percent"}
        record_figure(by=None, place=commune, day=DAY, layer=Layer.SELF, source=source, **rows)
        assert Figure.objects.filter(place=commune).exists()
        report.refresh_from_db()
        assert report.tables == before

    def test_the_text_of_the_last_report_is_taken_along(self):
        first = self.begin(begins=date(2023, 1, 1))
        services.write_section(by=self.binh, pk=first.pk, key="difficulties", text="Thiếu vốn")
        later = freeze_assessment(
            by=self.binh,
            place=place_at("218", date(2024, 12, 31)),
            set_id="commune_ntm_2021_2025",
            on=date(2024, 12, 31),
        )
        days = {"begins": date(2024, 1, 1), "ends": date(2024, 12, 31)}
        second = self.begin(period="năm 2024", assessment=later.pk, **days)
        assert second.sections.get(key="difficulties").text == "Thiếu vốn"

    def test_an_assessment_of_another_period_is_refused(self):
        with pytest.raises(services.AssessmentOfAnotherPeriod):
            self.begin(begins=date(2022, 1, 1), ends=date(2022, 12, 31))
        assert not ProgressReport.objects.exists()

    def test_only_an_office_reports(self):
        for somebody in (self.an, self.dung):
            with pytest.raises(services.MayNotReport):
                services.begin_report(
                    by=somebody, place=self.unit.place, period="x", begins=DAY, ends=DAY, assessment=self.frozen.pk
                )

    def test_an_issued_report_is_not_written_on(self):
        report = self.begin()
        services.issue_report(by=self.binh, pk=report.pk, number="15/BC-VPĐP", day=DAY)
        with pytest.raises(services.ReportIssued):
            services.write_section(by=self.binh, pk=report.pk, key="next", text="x")
        with pytest.raises(services.ReportIssued):
            services.issue_report(by=self.binh, pk=report.pk, number="16/BC-VPĐP", day=DAY)

    def test_an_issued_report_comes_as_word_and_pdf_with_its_text_and_tables(self):
        report = self.begin()
        services.write_section(by=self.binh, pk=report.pk, key="steering", text="Đã giao 23 nhiệm vụ cho các xã.")
        services.issue_report(by=self.binh, pk=report.pk, number="15/BC-UBND", day=date(2024, 1, 5))
        report.refresh_from_db()
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content(report.print_out.pdf))).pages)
        plain = " ".join(text.split())
        assert "15/BC-UBND" in plain
        assert "Đã giao 23 nhiệm vụ cho các xã." in plain
        assert "Nghĩa Phương" in plain
        assert "05 tháng 01 năm 2024" in plain
        assert report.print_out.title

    def test_a_heading_that_the_form_lacks_is_refused(self):
        with pytest.raises(services.SectionUnknown):
            services.write_section(by=self.binh, pk=self.begin().pk, key="nothing", text="x")

    @pytest.mark.slow  # asks for many pages
    def test_the_office_begins_writes_and_issues_on_the_pages(self):
        self.client.force_login(self.binh)
        days = {"begins": "2023-01-01", "ends": "2023-12-31"}
        made = self.client.post(f"{HERE}reports/begin/", {"period": "năm 2023", "assessment": self.frozen.pk, **days})
        assert made.status_code == 302
        self.client.post(made.url, {"steering": "Đã giao 23 nhiệm vụ"})
        text = self.client.get(made.url).content.decode()
        assert "Đã giao 23 nhiệm vụ" in text
        assert "Danh hiệu đang giữ" in text
        refused = self.client.post(f"{made.url}issue/", {"number": "15/BC-VPĐP", "day": "2023-06-01"})
        assert "Chọn ngày sau kỳ báo cáo" in refused.content.decode()
        assert self.client.post(f"{made.url}issue/", {"number": "15/BC-VPĐP", "day": "2024-01-05"}).status_code == 302
        assert "15/BC-VPĐP" in self.client.get(f"{HERE}reports/").content.decode()
        assert self.client.post(made.url, {"steering": "khác"}).status_code == 403

    def test_many_reports_take_as_many_queries_as_few(self):
        self.client.force_login(self.binh)

        def count():
            self.client.get(f"{HERE}reports/")
            with CaptureQueriesContext(connection) as seen:
                self.client.get(f"{HERE}reports/")
            return len(seen)

        self.begin()
        few = count()
        for period in ("lần 2", "lần 3", "lần 4"):
            self.begin(period=period)
        assert count() <= few

    def test_the_workbook_holds_text_tables_day_and_checksum(self):
        report = self.begin()
        services.write_section(by=self.binh, pk=report.pk, key="steering", text="=1+1")
        self.client.force_login(self.binh)
        body = self.client.get(f"{HERE}reports/{report.pk}/?format=xlsx").content
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        cells = [
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        ]
        assert "=1+1" in cells
        assert any("31/12/2023" in cell and report.sha256[:16] in cell for cell in cells)
        assert len(book.sheet_names) == 1 + len(json.loads(report.tables))

    def test_others_do_not_find_it(self):
        report = self.begin()
        self.client.force_login(self.an)
        assert self.client.get(f"{HERE}reports/{report.pk}/").status_code == 404
        self.client.logout()
        assert self.client.get(f"{HERE}reports/{report.pk}/").status_code == 302
        self.client.force_login(self.dung)
        assert self.client.get(f"{HERE}reports/{report.pk}/").status_code == 200
        assert self.client.get(f"{HERE}reports/begin/").status_code == 403
