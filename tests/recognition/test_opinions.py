"""Consultations, opinions and their answers, the meeting, the satisfaction of residents, conditions."""

from datetime import date, timedelta

import pytest
from django.test import TestCase
from dossier_cast import DAY, bound, cast, opened, step

from openntm.office.log_verbs import VERBS
from openntm.office.models import LogEntry
from openntm.recognition.queries.facts import facts_of
from openntm.recognition.services.opinions import (
    ConsultationOpen,
    ConsultationOver,
    CountsWrong,
    NotAsked,
    add_opinion,
    answer_opinion,
    close_consultation,
    confirm_condition,
    open_consultation,
    record_broadcasts,
    record_meeting,
    record_satisfaction,
)
from openntm.recognition.services.steps import DayWrong, GuardsRefuse, NotYourStep

LAST = date(2024, 1, 22)
NEXT = date(2024, 1, 24)


@pytest.mark.postgres
class Opinions(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = bound(cls.who, opened(cls.who))
        step(cls.who.an, cls.dossier, "start_self_assessment", DAY)
        step(cls.who.an, cls.dossier, "open_consultation", DAY)
        cls.dossier.refresh_from_db()
        cls.period = open_consultation(by=cls.who.an, pk=cls.dossier.pk, begins=DAY, shown_at="Trụ sở UBND xã")

    def opinion(self, person=None, **more):
        values = {"origin": "hamlet", "day": LAST, "text": "Cần sửa cầu"} | more
        return add_opinion(by=person or self.who.an, pk=self.dossier.pk, **values)

    def logged(self, verb):
        assert verb in VERBS
        return LogEntry.objects.filter(verb=verb).exists()

    def test_it_lasts_as_long_as_the_rules_ask_unless_said_otherwise(self):
        assert (self.period.tier, self.period.ends) == ("commune", LAST)
        assert self.logged("consultation.open")
        with pytest.raises(ConsultationOpen):
            open_consultation(by=self.who.an, pk=self.dossier.pk, begins=LAST)

    def test_broadcasts_are_counted_and_the_end_can_be_moved(self):
        assert record_broadcasts(by=self.who.an, pk=self.period.pk, broadcasts=3).broadcasts == 3
        assert close_consultation(by=self.who.an, pk=self.period.pk, ends=LAST + timedelta(days=2)).ends > LAST
        with pytest.raises(CountsWrong):
            close_consultation(by=self.who.an, pk=self.period.pk, ends=DAY - timedelta(days=1))
        assert self.logged("consultation.broadcasts")
        assert self.logged("consultation.close")
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "hold_meeting", date(2024, 1, 26))
        assert "Còn thiếu 2 lần phát thanh: đã phát 3, cần ít nhất 5." in [one.vi for one in refused.value.said]

    def test_others_neither_open_nor_count(self):
        for person in (self.who.binh, self.who.mai):
            with pytest.raises(NotYourStep):
                record_broadcasts(by=person, pk=self.period.pk, broadcasts=3)

    def test_the_front_and_the_commune_enter_opinions(self):
        found = self.opinion(self.who.mai, origin="front", agrees=True, who="MTTQ xã")
        assert (found.origin, found.entered_by) == ("front", self.who.mai)
        self.opinion(people=12)
        with pytest.raises(NotYourStep):
            self.opinion(self.who.binh)
        assert self.logged("opinion.add")

    def test_an_opinion_outside_the_days_of_the_consultation_is_refused(self):
        with pytest.raises(ConsultationOver):
            self.opinion(day=LAST + timedelta(days=1))

    def test_what_does_not_simply_agree_is_to_be_answered(self):
        self.opinion(agrees=True)
        found = self.opinion(agrees=False)
        assert facts_of(self.dossier, NEXT).unanswered["commune"] == 1
        with pytest.raises(NotYourStep):
            answer_opinion(by=self.who.mai, dossier=self.dossier.pk, pk=found.pk, answer="x", day=NEXT)
        with pytest.raises(DayWrong):
            answer_opinion(by=self.who.an, dossier=self.dossier.pk, pk=found.pk, answer="x", day=DAY)
        answer_opinion(by=self.who.an, dossier=self.dossier.pk, pk=found.pk, answer="Sẽ sửa", day=NEXT)
        assert facts_of(self.dossier, NEXT).unanswered["commune"] == 0
        assert self.logged("opinion.answer")

    def test_the_name_of_a_resident_never_comes_into_the_hashed_log(self):
        self.opinion(origin="resident", who="Nguyễn Văn Dân")
        assert not LogEntry.objects.filter(changes__contains="Dân").exists()

    def test_a_meeting_s_counts_must_fit_and_the_newest_counts(self):
        counts = {"by": self.who.an, "pk": self.dossier.pk, "day": NEXT, "chair": "A", "secretary": "B"}
        with pytest.raises(CountsWrong):
            record_meeting(**counts, invited=40, present=41, in_favour=40)
        record_meeting(**counts, invited=50, present=40, in_favour=30)
        record_meeting(**counts, invited=50, present=40, in_favour=36)
        assert facts_of(self.dossier, NEXT).meeting.in_favour == 36
        assert self.logged("meeting.record")
        with pytest.raises(NotYourStep):
            record_meeting(**counts | {"by": self.who.mai}, invited=50, present=40, in_favour=36)

    def test_the_front_records_the_satisfaction_of_residents(self):
        counts = {"pk": self.dossier.pk, "begins": DAY, "ends": LAST, "households": 900, "run_by": "MTTQ xã"}
        with pytest.raises(NotYourStep):
            record_satisfaction(by=self.who.an, answered=700, satisfied=650, **counts)
        for wrong in (
            {"answered": 901, "satisfied": 650},
            {"answered": 700, "satisfied": 701},
            {"answered": 700, "satisfied": 650, "contents": [("Đường", 600, 601)]},
        ):
            with pytest.raises(CountsWrong):
                record_satisfaction(by=self.who.mai, **counts, **wrong)
        found = record_satisfaction(
            by=self.who.mai, answered=700, satisfied=650, contents=[("Đường", 700, 600)], **counts
        )
        assert [(one.content, one.satisfied) for one in found.contents.all()] == [("Đường", 600)]
        assert facts_of(self.dossier, NEXT).survey.contents == (("Đường", 700, 600),)
        assert self.logged("satisfaction.record")

    def test_a_debt_says_by_its_amount_whether_the_condition_holds(self):
        values = {"by": self.who.an, "pk": self.dossier.pk, "condition": "no_debt", "day": NEXT, "holds": True}
        assert not confirm_condition(**values, amount=15_000_000).holds
        assert facts_of(self.dossier, NEXT).conditions == {"no_debt": False}
        assert confirm_condition(**values, amount=0, document="12/BC-UBND").holds
        assert facts_of(self.dossier, NEXT).conditions == {"no_debt": True}
        assert self.logged("dossier.condition")

    def test_a_condition_is_asked_only_on_its_days(self):
        values = {"by": self.who.an, "pk": self.dossier.pk, "holds": True}
        with pytest.raises(NotAsked):
            confirm_condition(**values, condition="safe_in_security", day=date(2024, 3, 6))
        with pytest.raises(NotAsked):
            confirm_condition(**values, condition="no_complicated_case", day=date(2024, 3, 7))
        assert confirm_condition(**values, condition="safe_in_security", day=date(2024, 3, 7)).holds
