"""Anybody affected asks to look at a decision again; those who record decisions answer in public."""

from datetime import timedelta

import pytest
from council_cast import DAY, TODAY, CouncilCase

from openntm.office.models import LogEntry, Message
from openntm.participation import strangers
from openntm.recognition.models import ReviewRequest
from openntm.recognition.services import public as services
from openntm.recognition.services.decisions import record_decision
from openntm.recognition.services.public_keeping import forget_words, tell_of_late_reviews


class Reviews(CouncilCase):
    def setUp(self):
        strangers.ACTS.full_at.clear()
        given = {"issued": DAY, "issuer": "UBND tỉnh", "kind": "recognition", "title_vi": "Công nhận xã Xa"}
        given |= {"title": "ntm", "for_year": 2023, "units": [self.xa], "source_title": "Công báo", "is_own": True}
        self.decision = record_decision(by=self.office, place=self.tinh, number="5/QĐ-UBND", **given)
        self.page = f"/24/{TODAY}/decisions/{self.decision.pk}/"

    def asked(self):
        return services.ask_for_review(decision=self.decision.pk, reason="Ông Thí Dụ bị sót", contact="0900 111 222")

    def test_anybody_asks_without_an_account(self):
        assert "ask/" in self.client.get(self.page).content.decode()
        answer = self.client.post(f"{self.page}ask/", {"reason": "Nhà tôi bị sót", "contact": "0900 111 222"})
        assert answer.status_code == 302
        asked = ReviewRequest.objects.get()
        assert (asked.reason, asked.contact) == ("Nhà tôi bị sót", "0900 111 222")
        assert asked.due > TODAY
        assert LogEntry.objects.get(verb="review.ask").by is None
        assert not self.client.cookies
        assert self.client.post(f"{self.page}ask/", {"reason": ""}).status_code == 422

    def test_who_records_decisions_is_told_and_can_answer(self):
        self.asked()
        self.asked()
        told = Message.objects.get()
        assert told.person == self.office
        assert "Thí Dụ" not in told.subject + told.body
        self.client.force_login(self.office)
        assert self.client.get(told.url).status_code == 200

    def test_what_fills_the_trap_is_queued_as_suspect(self):
        given = {"reason": "Mua ngay", "website": "http://x"}
        assert self.client.post(f"{self.page}ask/", given).status_code == 302
        assert ReviewRequest.objects.get().is_suspect
        assert not Message.objects.exists()
        self.client.force_login(self.office)
        assert "Có dấu hiệu tin rác" in self.client.get(f"/24/{TODAY}/review-requests/").content.decode()

    def test_a_late_answer_is_told_of_once(self):
        asked = self.asked()
        Message.objects.all().delete()
        assert tell_of_late_reviews(on=asked.due) == 0
        assert tell_of_late_reviews(on=asked.due + timedelta(days=1)) == 1
        assert tell_of_late_reviews(on=asked.due + timedelta(days=2)) == 0

    def test_what_was_answered_is_forgotten_after_the_set_days(self):
        asked, waiting = self.asked(), self.asked()
        services.answer_review(by=self.office, pk=asked.pk, is_granted=False, answer="Đã xem")
        assert forget_words(on=TODAY + timedelta(days=89)) == 0
        assert forget_words(on=TODAY + timedelta(days=91)) == 1
        asked.refresh_from_db()
        waiting.refresh_from_db()
        assert (asked.reason, waiting.reason) == ("", "Ông Thí Dụ bị sót")
        assert LogEntry.objects.filter(verb="review.forget").exists()
        assert "Đã xem" in self.client.get(self.page).content.decode()

    def test_the_answer_to_spam_is_no_news_for_everybody(self):
        spam = services.ask_for_review(decision=self.decision.pk, reason="Mua ngay", trapped=True)
        services.answer_review(by=self.office, pk=spam.pk, is_granted=False, answer="Thư quảng cáo")
        assert "Thư quảng cáo" not in self.client.get(self.page).content.decode()

    def test_those_that_wait_stand_first(self):
        first, second = self.asked(), self.asked()
        services.answer_review(by=self.office, pk=first.pk, is_granted=False, answer="Đã xem")
        self.client.force_login(self.office)
        listed = self.client.get(f"/24/{TODAY}/review-requests/").context["page"]
        assert [one.pk for one in listed] == [second.pk, first.pk]

    def test_the_answer_is_public_and_what_was_asked_is_not(self):
        asked = self.asked()
        services.answer_review(by=self.office, pk=asked.pk, is_granted=False, answer="Đã xem, quyết định đúng")
        text = self.client.get(self.page).content.decode()
        assert "Đã xem, quyết định đúng" in text
        assert "Thí Dụ" not in text
        asked.refresh_from_db()
        assert asked.contact == ""
        with pytest.raises(services.AlreadyRead):
            services.answer_review(by=self.office, pk=asked.pk, is_granted=True, answer="x")

    def test_who_does_not_record_decisions_answers_nothing(self):
        asked = self.asked()
        for person in (self.an, self.dung):
            with pytest.raises(ReviewRequest.DoesNotExist):
                services.answer_review(by=person, pk=asked.pk, is_granted=True, answer="x")
        with pytest.raises(services.AnswerNeeded):
            services.answer_review(by=self.office, pk=asked.pk, is_granted=True, answer=" ")
        with pytest.raises(services.ReasonNeeded):
            services.ask_for_review(decision=self.decision.pk, reason=" ")

    def test_the_queue_is_for_those_who_record_decisions(self):
        asked, queue = self.asked(), f"/24/{TODAY}/review-requests/"
        self.client.force_login(self.office)
        assert "Ông Thí Dụ bị sót" in self.client.get(queue).content.decode()
        given = {"is_granted": "yes", "answer": "Sẽ thẩm định lại"}
        assert self.client.post(f"{queue}{asked.pk}/", {"answer": ""}).status_code == 422
        assert self.client.post(f"{queue}{asked.pk}/", given).status_code == 302
        assert "Sẽ thẩm định lại" in self.client.get(self.page).content.decode()
        assert self.client.get(f"{queue}{asked.pk}/").status_code == 404
        self.client.force_login(self.dung)
        assert self.client.get(queue).status_code in {403, 404}
