"""A title that a merge carried over by rule gets the decision that confirms it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone
from titled_land import ACT, MERGE, kept_title, people

from openntm.office.models import LogEntry
from openntm.places.services import load_places
from openntm.portal.public_facts import load_facts
from openntm.recognition.models import Decision, TitleRecord
from openntm.recognition.queries.titles import states_on
from openntm.recognition.services.register import NumberTaken
from openntm.recognition.services.titles import DayRefused, NotByRule, confirm_title

GIVEN = {"number": "3368/QĐ-UBND", "issued": ACT, "signer": "Nguyễn Văn A", "source_title": "Công báo tỉnh"}
PAGE = "/07450/2025-12-31/titles/"


@pytest.mark.postgres
class Confirming(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_places()
        load_facts()
        cls.cast = people()
        cls.title = kept_title()

    def confirm(self, by="binh", title=None, **given):
        return confirm_title(by=self.cast[by], record=(title or self.title).pk, **GIVEN | given)

    def test_the_decision_stands_behind_the_title_and_the_log_says_so(self):
        event = self.confirm()
        title = kept_title()
        assert (event.kind, event.day, event.decision) == ("confirmed", ACT, title.decision)
        assert (title.decision.kind, title.decision.issuer) == ("confirmation", "Chủ tịch UBND tỉnh Bắc Ninh")
        assert not title.is_by_rule_alone
        assert title.from_day == MERGE
        assert "3368" in LogEntry.objects.get(verb="title.confirm").changes

    def test_before_its_day_the_title_was_kept_by_rule_alone(self):
        self.confirm()
        title = kept_title()
        assert states_on([title], ACT - timedelta(days=1)) == {title.pk: "by_rule"}
        assert states_on([title], ACT) == {title.pk: "confirmed"}

    def test_one_decision_confirms_several_communes(self):
        other = TitleRecord.objects.filter(from_day=MERGE).exclude(pk=self.title.pk).first()
        self.confirm()
        self.confirm(title=other)
        assert Decision.objects.filter(kind="confirmation").count() == 1

    def test_a_number_of_another_decision_is_refused(self):
        self.confirm()
        other = TitleRecord.objects.filter(from_day=MERGE).exclude(pk=self.title.pk).first()
        with pytest.raises(NumberTaken):
            self.confirm(title=other, issued=ACT + timedelta(days=1))

    def test_it_is_confirmed_once(self):
        self.confirm()
        with pytest.raises(NotByRule):
            self.confirm(number="2/QĐ-UBND")

    def test_a_day_before_the_merge_or_in_the_future_is_refused(self):
        for day in (MERGE - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
            with pytest.raises(DayRefused):
                self.confirm(issued=day)

    def test_only_the_office_of_the_place_records_it(self):
        with pytest.raises(PermissionDenied):
            self.confirm(by="an")
        with pytest.raises(TitleRecord.DoesNotExist):
            self.confirm(by="dung")

    def test_the_page_restates_the_title_and_records(self):
        self.client.force_login(self.cast["binh"])
        address = f"/07450/2025-12-31/titles/{self.title.pk}/confirm/"
        assert address in self.client.get(PAGE).content.decode()
        assert "giữ theo quy tắc, chưa thấy quyết định xác nhận" in self.client.get(address).content.decode()
        assert self.client.post(address, GIVEN | {"issued": ACT.isoformat()}).status_code == 302
        text = self.client.get(PAGE).content.decode()
        assert "3368/QĐ-UBND" in text
        assert "chưa thấy quyết định xác nhận" not in text.partition("Trước đây")[0]

    def test_the_page_says_what_is_wrong(self):
        self.client.force_login(self.cast["binh"])
        address = f"/07450/2025-12-31/titles/{self.title.pk}/confirm/"
        wrong = GIVEN | {"issued": date(2025, 1, 1).isoformat()}
        assert "Ngày phải sau khi danh hiệu bắt đầu" in self.client.post(address, wrong).content.decode()

    def test_a_commune_officer_is_refused_and_a_stranger_finds_nothing(self):
        address = f"/07450/2025-12-31/titles/{self.title.pk}/confirm/"
        self.client.force_login(self.cast["an"])
        assert self.client.get(address).status_code == 403
        assert address not in self.client.get(PAGE).content.decode()
        self.client.force_login(self.cast["dung"])
        assert self.client.get(address).status_code == 404
