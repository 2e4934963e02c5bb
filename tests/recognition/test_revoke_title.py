"""A title is put under review, kept or revoked; nothing of it happens by itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone
from titled_land import ACT, MERGE, kept_title, people

from openntm.office.models import LogEntry
from openntm.places.services import load_places
from openntm.portal.public_facts import load_facts
from openntm.recognition.models import Decision, TitleEvent, TitleRecord
from openntm.recognition.queries import titles_on
from openntm.recognition.queries.titles import states_on
from openntm.recognition.services.register import NumberTaken
from openntm.recognition.services.titles import (
    DayRefused,
    DecidedAbove,
    NoReview,
    ReasonMissing,
    TitleEnded,
    UnderReview,
    close_review,
    open_review,
    revoke_title,
)

LATER = ACT + timedelta(days=30)
PAGE = "/07450/2025-12-31/titles/"


@pytest.mark.postgres
class Revoking(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_places()
        load_facts()
        cls.cast = people()
        cls.title = kept_title()

    def review(self, by="binh", day=ACT, reason="Rà soát: 6/19 tiêu chí chưa đạt"):
        return open_review(by=self.cast[by], record=self.title.pk, day=day, reason=reason)

    def keep(self, by="binh", day=LATER, reason="Đã khắc phục"):
        return close_review(by=self.cast[by], record=self.title.pk, day=day, reason=reason)

    def revoke(self, by="chi", day=LATER, number="12/QĐ-UBND", reason="Đủ điều kiện thu hồi"):
        return revoke_title(by=self.cast[by], record=self.title.pk, number=number, day=day, signer="", reason=reason)

    def holds(self, on):
        return "ntm" in titles_on([self.title.place_id], on)[self.title.place_id]

    def test_a_title_under_review_is_held_and_said_to_be_under_review(self):
        event = self.review()
        assert (event.kind, event.by) == ("review_opened", self.cast["binh"])
        assert self.holds(LATER)
        assert states_on([self.title], ACT) == {self.title.pk: "under_review"}
        assert LogEntry.objects.filter(verb="title.review").count() == 1

    def test_a_closed_review_keeps_the_title(self):
        self.review()
        self.keep()
        assert states_on([self.title], LATER) == {self.title.pk: "by_rule"}
        assert LogEntry.objects.filter(verb="title.keep").count() == 1

    def test_a_revoked_title_ends_on_the_day_of_the_decision(self):
        self.review()
        event = self.revoke()
        assert self.holds(LATER - timedelta(days=1))
        assert not self.holds(LATER)
        decision = event.decision
        assert (decision.kind, decision.number, decision.issued) == ("revocation", "12/QĐ-UBND", LATER)
        assert (decision.issuer, decision.signed_by) == ("Chủ tịch UBND tỉnh Bắc Ninh", self.cast["chi"])
        assert LogEntry.objects.filter(verb="title.revoke").count() == 1

    def test_nothing_is_revoked_or_kept_without_a_review(self):
        for act in (self.revoke, self.keep):
            with pytest.raises(NoReview):
                act()
        assert not Decision.objects.filter(kind="revocation").exists()

    def test_after_a_closed_review_a_new_one_must_be_opened(self):
        self.review()
        self.keep()
        with pytest.raises(NoReview):
            self.revoke(day=LATER + timedelta(days=1))

    def test_a_review_is_opened_once_and_says_why(self):
        self.review()
        with pytest.raises(UnderReview):
            self.review(day=LATER)
        with pytest.raises(ReasonMissing):
            self.keep(reason="  ")

    def test_days_go_forward(self):
        for day in (MERGE - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
            with pytest.raises(DayRefused):
                self.review(day=day)
        self.review()
        for act in (self.revoke, self.keep):
            with pytest.raises(DayRefused):
                act(day=ACT - timedelta(days=1))

    def test_only_a_leader_of_the_province_revokes(self):
        self.review()
        for name in ("binh", "district", "an"):
            with pytest.raises(PermissionDenied):
                self.revoke(by=name)
        with pytest.raises(TitleRecord.DoesNotExist):
            self.revoke(by="dung")

    def test_only_the_office_opens_a_review(self):
        for name in ("chi", "an"):
            with pytest.raises(PermissionDenied):
                self.review(by=name)

    def test_an_ended_title_takes_no_act(self):
        self.review()
        self.revoke()
        with pytest.raises(TitleEnded):
            self.review(day=LATER)

    def test_a_number_is_given_once(self):
        taken = {"number": "12/QĐ-UBND", "issued": ACT, "issuer": "Chủ tịch UBND tỉnh Bắc Ninh"}
        Decision.objects.create(**taken, kind="recognition", title_vi="Công nhận")
        self.review()
        with pytest.raises(NumberTaken):
            self.revoke()

    def test_a_district_s_title_is_the_prime_minister_s(self):
        record = TitleRecord.objects.get(title="district_ntm")
        record.events.all().delete()
        TitleRecord.objects.filter(pk=record.pk).update(to_day=None)
        with pytest.raises(DecidedAbove):
            revoke_title(
                by=self.cast["chi"], record=record.pk, number="1/QĐ", day=date(2025, 1, 1), signer="", reason="x"
            )

    def test_the_pages_lead_from_review_to_revocation(self):
        self.client.force_login(self.cast["binh"])
        at = f"{PAGE}{self.title.pk}/"
        text = self.client.get(PAGE).content.decode()
        assert f"{at}review/" in text
        assert f"{at}revoke/" not in text
        assert self.client.get(f"{at}review/").status_code == 200
        assert self.client.post(f"{at}review/", {"day": ACT.isoformat(), "reason": "Ô nhiễm"}).status_code == 302
        assert "đang xem xét, vẫn được giữ" in self.client.get(PAGE).content.decode()
        assert f"{at}keep/" in self.client.get(PAGE).content.decode()
        self.client.force_login(self.cast["chi"])
        assert f"{at}revoke/" in self.client.get(PAGE).content.decode()
        page = self.client.get(f"{at}revoke/").content.decode()
        assert "Ô nhiễm" in page
        assert "Thu hồi danh hiệu của xã Đông Phú?" in page
        given = {"number": "12/QĐ-UBND", "day": LATER.isoformat(), "reason": "Không khắc phục"}
        assert self.client.post(f"{at}revoke/", given).status_code == 302
        text = self.client.get(PAGE).content.decode()
        assert "12/QĐ-UBND" in text
        assert "Không khắc phục" in text

    def test_a_leader_of_the_district_is_refused_by_the_page(self):
        self.review()
        self.client.force_login(self.cast["district"])
        given = {"number": "12/QĐ-UBND", "day": LATER.isoformat(), "reason": "x"}
        assert self.client.get(f"{PAGE}{self.title.pk}/revoke/").status_code == 403
        assert self.client.post(f"{PAGE}{self.title.pk}/revoke/", given).status_code == 403
        self.client.force_login(self.cast["dung"])
        assert self.client.get(f"{PAGE}{self.title.pk}/revoke/").status_code == 404

    def test_a_review_can_be_closed_on_its_page(self):
        self.review()
        self.client.force_login(self.cast["binh"])
        given = {"day": LATER.isoformat(), "reason": "Đã khắc phục"}
        assert self.client.post(f"{PAGE}{self.title.pk}/keep/", given).status_code == 302
        assert TitleEvent.objects.filter(kind="review_closed").exists()
        assert "đang xem xét, vẫn được giữ" not in self.client.get(PAGE).content.decode()
