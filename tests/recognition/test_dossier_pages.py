"""The pages of dossiers: the list, one that is opened, one as it stands, and every act on a page of its own."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from dossier_cast import DAY, bound, cast, consulted, finding, met, opened, pdf, step

from openntm.recognition.models import Dossier
from openntm.steering.models import Registration

AT = "/07453/2024-01-25/dossiers/"
UP = "/24/2024-01-25/dossiers/"


class Pages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()

    def sign_in(self, person, language="vi"):
        self.client.force_login(person)
        self.client.post("/language/", {"language": language})

    def page(self, address, status=200):
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.content.decode()

    def post(self, address, status=302, **given):
        answer = self.client.post(address, given)
        assert answer.status_code == status, (address, answer.status_code, answer.content.decode()[:20000])
        return answer.content.decode()


@pytest.mark.postgres
class ListOfDossiers(Pages):
    def setUp(self):
        self.dossier = opened(self.who)
        self.sign_in(self.who.an)

    def test_the_empty_list_says_how_to_begin(self):
        Dossier.objects.all().update(opened_on=date(2025, 1, 1))
        text = self.page(AT)
        assert "Ngày này chưa có hồ sơ nào" in text
        assert "Mở hồ sơ" in text

    def test_the_list_shows_where_each_stood_on_the_day_and_whose_turn_it_was(self):
        step(self.who.an, self.dossier, "start_self_assessment", date(2024, 1, 20))
        assert "Đang tự đánh giá" in self.page(AT)
        earlier = self.page("/07453/2024-01-10/dossiers/")
        assert "Đã đăng ký" in earlier
        assert "UBND xã" in earlier

    def test_the_province_sees_those_of_its_communes(self):
        self.sign_in(self.who.chi)
        assert "xã Xa" in self.page(UP)
        assert "Mở hồ sơ" not in self.page(UP)

    def test_it_is_narrowed_and_an_unknown_filter_finds_nothing(self):
        for query, found in (
            ("q=xa", True),
            ("q=khong-co", False),
            ("state=registered", True),
            ("state=verifying", False),
            ("title=advanced", False),
            ("year=2024&turn=commune", True),
            ("turn=province", False),
            ("due=late", False),
            ("year=x&sort=name&page=9", True),
        ):
            assert ("Không có hồ sơ phù hợp" not in self.page(f"{AT}?{query}")) == found, query

    def test_overdue_ones_are_counted(self):
        Dossier.objects.update(due=date(2024, 1, 20))
        text = self.page(AT)
        assert "1 hồ sơ quá hạn" in text
        assert "quá hạn 5 ngày" in text
        assert "Không có hồ sơ phù hợp" not in self.page(f"{AT}?due=late")

    def test_the_table_can_be_taken_away(self):
        answer = self.client.get(f"{AT}?format=csv")
        assert "OpenNTM, hồ sơ của xã Xa, tính đến 25/01/2024" in answer.content.decode("utf-8-sig")
        book = openpyxl.load_workbook(io.BytesIO(self.client.get(f"{AT}?format=xlsx").content))
        row = [cell.value for cell in book.active[3]]
        assert row[:2] + row[3:7] == ["07453", "xã Xa", 2024, "Đã đăng ký", "08/01/2024", "UBND xã"]

    def test_a_stranger_finds_neither_the_list_nor_the_dossier(self):
        self.sign_in(self.who.dung)
        self.page(AT, 404)
        self.page(f"{AT}{self.dossier.pk}/", 404)

    def test_a_dossier_stands_only_at_addresses_of_its_own_place_and_those_above(self):
        self.page(f"{UP}{self.dossier.pk}/", 200)
        self.page(f"/07999/2024-01-25/dossiers/{self.dossier.pk}/", 404)
        self.page(f"/xxxxx/2024-01-25/dossiers/{self.dossier.pk}/", 404)

    def test_the_number_of_queries_does_not_grow_with_the_dossiers(self):
        with CaptureQueriesContext(connection) as one:
            self.page(AT)
        for title in ("advanced", "model"):
            opened(self.who, title=title)
        with CaptureQueriesContext(connection) as more:
            self.page(AT)
        assert len(more) <= len(one)


@pytest.mark.postgres
class OpenOnAPage(Pages):
    def setUp(self):
        self.sign_in(self.who.an)

    def test_it_is_opened_from_a_registration(self):
        row = Registration.objects.create(place=self.who.commune, title="ntm", year=2024, registered_on=DAY)
        assert "Từ đăng ký ngày" in self.page(f"{AT}open/?registration={row.pk}")
        self.post(f"{AT}open/?registration={row.pk}", title="ntm", year=2024, day="2024-01-25")
        dossier = Dossier.objects.get()
        assert dossier.registration == row
        assert "Không có: hãy tự điền" in self.page(f"{AT}open/")

    def test_for_2026_the_page_says_what_is_not_known_and_offers_the_older_rules(self):
        address = "/07453/2026-03-02/dossiers/open/"
        assert "Chưa tìm thấy văn bản" in self.page(address)
        given = {"title": "ntm", "year": 2026, "day": "2026-03-02"}
        assert "Chưa tìm thấy văn bản" in self.post(address, 422, **given)
        self.post(address, **given, older="on")
        assert Dossier.objects.get().procedure == "commune-2021-2025"

    def test_a_second_one_is_refused_in_words(self):
        opened(self.who)
        text = self.post(f"{AT}open/", 422, title="ntm", year=2024, day="2024-01-25")
        assert "Đã có hồ sơ cho danh hiệu này trong năm này." in text

    def test_a_hamlet_is_to_be_named(self):
        given = {"title": "model_hamlet", "year": 2024, "day": "2024-01-25"}
        self.post(f"{AT}open/", 422, **given)
        self.post(f"{AT}open/", **given, holder="Thôn Giữa")
        assert Dossier.objects.get().procedure == "hamlet-2021-2025"

    def test_others_do_not_open_one(self):
        for person in (self.who.mai, self.who.binh, self.who.chi):
            self.sign_in(person)
            self.page(f"{AT}open/", 403)


@pytest.mark.postgres
class OneDossier(Pages):
    def setUp(self):
        self.dossier = opened(self.who)
        self.at = f"{AT}{self.dossier.pk}/"
        self.sign_in(self.who.an)

    def test_it_shows_the_path_the_checklist_and_who_is_to_act(self):
        bound(self.who, self.dossier, **{"10.1": finding("not_met"), "3.1": finding("unknown", "no_threshold")})
        step(self.who.an, self.dossier, "start_self_assessment", DAY)
        text = self.page(self.at)
        assert 'aria-current="step"' in text
        assert "Chưa đạt: chỉ tiêu 10.1." in text
        assert "1 chỉ tiêu chưa có ngưỡng" in text
        assert "chưa kiểm chứng" in text
        assert "Gửi báo cáo để lấy ý kiến" in text

    def test_it_speaks_english_too(self):
        self.sign_in(self.who.an, "en")
        assert "Start the self-assessment" in self.page(self.at)

    def test_a_reader_sees_it_and_is_offered_no_act(self):
        self.sign_in(self.who.ha)
        text = self.page(self.at)
        assert "Rút hồ sơ" not in text
        for act in (
            "steps/start_self_assessment",
            "assessment",
            "consultation",
            "opinions/add",
            "meeting",
            "satisfaction",
        ):
            self.page(f"{self.at}{act}/", 403)
        self.page(f"{self.at}opinions/")
        self.page(f"{self.at}parts/pictures/")
        assert self.client.post(f"{self.at}parts/pictures/", {"upload": pdf()}).status_code == 403

    def test_a_step_is_confirmed_on_a_page_and_refused_in_words(self):
        assert "Bắt đầu tự đánh giá" in self.page(f"{self.at}steps/start_self_assessment/")
        text = self.post(f"{self.at}steps/start_self_assessment/", 422, day="2099-01-01")
        assert "Ngày chưa đến." in text
        self.post(f"{self.at}steps/start_self_assessment/", day="2024-01-25")
        text = self.post(f"{self.at}steps/open_consultation/", 422, day="2024-01-25")
        assert "Hãy chốt số liệu tự đánh giá và gắn vào hồ sơ." in text
        self.page(f"{self.at}steps/recognise/", 404)

    def test_after_the_due_day_the_reason_is_asked_for_at_its_field(self):
        Dossier.objects.filter(pk=self.dossier.pk).update(due=date(2024, 1, 20))
        path = f"{self.at}steps/start_self_assessment/"
        assert "Lý do chậm</label>" in self.page(path)
        text = self.post(path, 422, day="2024-01-25")
        assert text.count("Đã quá hạn: hãy ghi lý do chậm.") == 2
        self.post(path, day="2024-01-25", late_reason="Mưa lũ")

    def test_a_step_that_took_place_in_time_needs_no_reason(self):
        Dossier.objects.filter(pk=self.dossier.pk).update(due=date(2024, 1, 20))
        self.post(f"{self.at}steps/start_self_assessment/", day="2024-01-19")

    def test_figures_are_frozen_and_bound_from_the_page(self):
        self.page(f"{self.at}assessment/")
        assert "Hãy nêu ngày của số liệu" in self.post(f"{self.at}assessment/", 422, assessment="new", on="")
        self.post(f"{self.at}assessment/", assessment="new", on="2023-12-31")
        first = Dossier.objects.get().assessment
        self.post(f"{self.at}assessment/", assessment=str(first.pk), on="")
        assert Dossier.objects.get().assessment == first

    def test_what_others_say_is_entered_answered_and_listed(self):
        bound(self.who, self.dossier)
        step(self.who.an, self.dossier, "start_self_assessment", DAY)
        step(self.who.an, self.dossier, "open_consultation", DAY)
        self.post(f"{self.at}consultation/", begins="2024-01-08", ends="2024-01-22", shown_at="Trụ sở")
        period = self.dossier.consultations.get()
        self.post(f"{self.at}consultation/{period.pk}/", broadcasts=5, ends="2024-01-23")
        self.sign_in(self.who.mai)
        given = {"origin": "front", "people": 1, "agrees": "no", "text": "Cần sửa cầu", "day": "2024-01-20"}
        self.post(f"{self.at}opinions/add/", **given, upload=pdf())
        survey = {"begins": "2024-01-08", "ends": "2024-01-20", "households": 900, "answered": 700, "satisfied": 650}
        wrong = self.post(f"{self.at}satisfaction/", 422, **survey, run_by="MTTQ", contents="Đường 700 600")
        assert "Không đọc được dòng này" in wrong
        self.post(f"{self.at}satisfaction/", **survey, run_by="MTTQ", contents="Đường; 700; 600")
        self.sign_in(self.who.an)
        assert "Cần sửa cầu" in self.page(f"{self.at}opinions/")
        opinion = period.opinions.get()
        self.post(f"{self.at}opinions/{opinion.pk}/", answer="Sẽ sửa", day="2024-01-24")
        counts = {"invited": 50, "present": 40, "in_favour": 41}
        words = {"day": "2024-01-24", "chair": "A", "secretary": "B"}
        assert "Các số không khớp" in self.post(f"{self.at}meeting/", 422, **counts, **words)
        self.post(f"{self.at}meeting/", **counts | {"in_favour": 36}, **words)
        self.post(f"{self.at}conditions/no_debt/", amount=0, document="1/BC", day="2024-01-24")
        self.post(f"{self.at}conditions/no_complicated_case/", holds="no", document="2/CA", day="2024-01-24")
        self.page(f"{self.at}conditions/nothing/", 404)
        text = self.page(self.at)
        for said in (
            "36/40 (90%)",
            "ít nhất 630 (70%)",
            "600/700 (85,71%)",
            "không bảo đảm",
            "Trụ sở",
        ):
            assert said in text, said

    def test_a_file_that_cannot_be_kept_is_refused_by_its_field(self):
        answer = self.client.post(f"{self.at}parts/pictures/", {"upload": io.BytesIO(b"MZ")})
        assert answer.status_code == 422
        assert "JPEG, PNG" in answer.content.decode()

    def test_parts_are_handed_in_and_their_versions_shown(self):
        for text in ("a", "b"):
            assert self.client.post(f"{self.at}parts/pictures/", {"upload": pdf(text)}).status_code == 302
        assert "Bản 2" in self.page(self.at)
        assert "Bản 1" in self.page(f"{self.at}parts/pictures/")
        self.page(f"{self.at}parts/nothing/", 404)

    def test_a_return_names_its_points_which_are_answered_on_a_page(self):
        met(self.who, self.dossier)
        step(self.who.an, self.dossier, "submit_for_verification", date(2024, 1, 25))
        self.sign_in(self.who.binh)
        name = f"{self.at}steps/return_from_verification/"
        assert "Trả lại hồ sơ cho xã" in self.page(name)
        self.post(name, 422, to="meeting_held", day="2024-01-25", reason="Thiếu", points=" ")
        given = {"to": "meeting_held", "day": "2024-01-25", "reason": "Thiếu minh chứng"}
        self.post(name, **given, points="17: Bổ sung ảnh\n\nSửa biểu")
        points = list(self.dossier.steps.get(to_state="returned").points.values_list("criterion", "text", "pk"))
        assert [one[:2] for one in points] == [("17", "Bổ sung ảnh"), ("", "Sửa biểu")]
        self.page(f"{self.at}points/{points[0][2]}/", 403)
        self.sign_in(self.who.an)
        assert "Bổ sung ảnh" in self.page(self.at)
        self.post(f"{self.at}points/{points[0][2]}/", answer="Đã bổ sung", day="2024-01-25")
        self.post(f"{self.at}steps/resume-meeting_held/", day="2024-01-25")
        text = self.page(self.at)
        assert "Đã bổ sung" in text
        assert "Thay đổi so với lần gửi ngày" in text
        assert "Còn 1 điểm của lần trả lại chưa được trả lời." in text

    def test_the_page_of_an_earlier_day_says_that_steps_followed(self):
        step(self.who.an, self.dossier, "start_self_assessment", date(2024, 1, 20))
        text = self.page(f"/07453/2024-01-10/dossiers/{self.dossier.pk}/")
        assert "Sau ngày này hồ sơ đã có bước mới" in text

    def test_from_july_2025_it_says_that_the_commune_sends_straight_to_the_province(self):
        consulted(self.who, self.dossier)
        step(self.who.an, self.dossier, "hold_meeting", date(2024, 1, 24))
        assert "Gửi hồ sơ lên UBND huyện thẩm tra" in self.page(self.at)
        after = self.page(f"/07453/2025-07-02/dossiers/{self.dossier.pk}/")
        assert "Gửi hồ sơ lên tỉnh thẩm định" in after
        assert "Gửi hồ sơ lên UBND huyện thẩm tra" not in after
