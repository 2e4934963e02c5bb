"""A dossier is returned to an earlier step with points, mended, and handed in again."""

from datetime import date

import pytest
from django.test import TestCase
from dossier_cast import cast, finding, met, opened, pdf, snapshot, step

from openntm.assessment.models import Assessment
from openntm.office.models import LogEntry
from openntm.recognition.queries.changes import what_changed
from openntm.recognition.services.binding import NotPreparing, bind_assessment
from openntm.recognition.services.parts import AnswerMissing, answer_point, hand_in_part
from openntm.recognition.services.steps import (
    GuardsRefuse,
    LateWithoutReason,
    LiesElsewhere,
    NotYourStep,
    PointsMissing,
    ReasonMissing,
    StepNotOpen,
)

SENT, BACK, AGAIN = date(2024, 1, 25), date(2024, 1, 29), date(2024, 1, 31)
POINTS = [("17", "Bổ sung minh chứng thu gom rác"), "Sửa biểu tự đánh giá"]


@pytest.mark.postgres
class ReturnDossier(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)
        met(cls.who, cls.dossier)
        step(cls.who.an, cls.dossier, "submit_for_verification", SENT)

    def returned(self, to="meeting_held", day=BACK):
        return step(
            self.who.binh,
            self.dossier,
            f"return_from_verification-{to}",
            day,
            reason="Chưa đủ minh chứng",
            points=POINTS,
        )

    def answered(self):
        for point in self.dossier.steps.get(to_state="returned").points.all():
            answer_point(by=self.who.an, pk=self.dossier.pk, point=point.pk, answer="Đã bổ sung", day=BACK)

    def test_it_waits_with_its_reason_and_points_and_is_taken_up_where_it_was_returned_to(self):
        dossier = self.returned()
        assert (dossier.state, dossier.due) == ("returned", None)
        last = dossier.steps.last()
        assert last.reason == "Chưa đủ minh chứng"
        assert [(one.number, one.criterion, one.text) for one in last.points.all()] == [
            (1, "17", "Bổ sung minh chứng thu gom rác"),
            (2, "", "Sửa biểu tự đánh giá"),
        ]
        with pytest.raises(StepNotOpen):
            step(self.who.an, dossier, "resume-self_assessing", BACK)
        assert step(self.who.an, dossier, "resume-meeting_held", BACK).state == "meeting_held"

    def test_a_reason_and_a_point_are_needed(self):
        name = "return_from_verification-meeting_held"
        with pytest.raises(ReasonMissing):
            step(self.who.binh, self.dossier, name, BACK, points=POINTS)
        for none in ((), ["  "], [("17", "")]):
            with pytest.raises(PointsMissing):
                step(self.who.binh, self.dossier, name, BACK, reason="x", points=none)

    def test_it_goes_to_an_earlier_step_alone_and_by_the_body_with_which_it_lies(self):
        for name in ("return_from_verification-submitted_for_verification", "return_from_appraisal-meeting_held"):
            with pytest.raises(StepNotOpen):
                step(self.who.binh, self.dossier, name, BACK, reason="x", points=POINTS)
        name = "return_from_verification-meeting_held"
        for person in (self.who.an, self.who.chi, self.who.mai):
            with pytest.raises(NotYourStep):
                step(person, self.dossier, name, BACK, reason="x", points=POINTS)

    def test_a_late_return_says_why_it_is_late(self):
        late = date(2024, 2, 5)
        with pytest.raises(LateWithoutReason):
            self.returned(day=late)

    def test_it_is_handed_in_again_only_when_every_point_is_answered(self):
        self.returned()
        step(self.who.an, self.dossier, "resume-meeting_held", BACK)
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "submit_for_verification", AGAIN)
        assert [one.vi for one in refused.value.said] == ["Còn 2 điểm của lần trả lại chưa được trả lời."]
        self.answered()
        assert step(self.who.an, self.dossier, "submit_for_verification", AGAIN).state == "submitted_for_verification"

    def test_a_point_is_answered_by_the_commune_and_with_words(self):
        self.returned()
        point = self.dossier.steps.get(to_state="returned").points.first()
        with pytest.raises(NotYourStep):
            answer_point(by=self.who.binh, pk=self.dossier.pk, point=point.pk, answer="x", day=BACK)
        with pytest.raises(AnswerMissing):
            answer_point(by=self.who.an, pk=self.dossier.pk, point=point.pk, answer=" ", day=BACK)
        found = answer_point(by=self.who.an, pk=self.dossier.pk, point=point.pk, answer="Xong", day=BACK)
        assert (found.answer, found.answered_by, found.answered_on) == ("Xong", self.who.an, BACK)
        assert LogEntry.objects.filter(verb="dossier.answer").exists()

    def test_figures_stand_still_while_it_is_handed_in_and_move_only_after_a_return(self):
        other = snapshot(self.who.commune, self.who.an)
        with pytest.raises(NotPreparing):
            bind_assessment(by=self.who.an, pk=self.dossier.pk, assessment=other.pk, day=BACK)
        assert self.dossier.steps.last().assessment_id == Assessment.objects.exclude(pk=other.pk).get().pk

    def test_what_changed_names_figures_parts_and_points(self):
        assert what_changed(self.dossier) is None
        self.dossier = self.returned()
        self.dossier = step(self.who.an, self.dossier, "resume-meeting_held", BACK)
        new = snapshot(self.who.commune, self.who.an, **{"2.1": finding("met", figure="95")})
        self.dossier = bind_assessment(by=self.who.an, pk=self.dossier.pk, assessment=new.pk, day=BACK)
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "submit_for_verification", AGAIN)
        outdated = [one.vi for one in refused.value.said if one.rule == "parts_ready"]
        assert "Đã cũ vì số liệu thay đổi: Biểu tự đánh giá từng tiêu chí." in outdated
        assert len(outdated) == 4
        for part in ("results_report", "self_assessment", "evidence_list", "explanations"):
            hand_in_part(by=self.who.an, pk=self.dossier.pk, part=part, upload=pdf(f"mới {part}"))
        self.answered()
        for _ in range(2):  # before it is handed in again, and after
            changed = what_changed(self.dossier)
            assert [one.indicator for one in changed.findings] == ["2.1"]
            assert "100" in changed.findings[0].said[0]["vi"]
            assert [one.part for one in changed.parts] == [
                "evidence_list",
                "explanations",
                "results_report",
                "self_assessment",
            ]
            assert [one.answer for one in changed.points] == ["Đã bổ sung", "Đã bổ sung"]
            if self.dossier.state == "meeting_held":
                self.dossier = step(self.who.an, self.dossier, "submit_for_verification", AGAIN)

    def test_after_a_return_to_the_self_assessment_the_old_consultation_no_longer_counts(self):
        self.returned("self_assessing")
        step(self.who.an, self.dossier, "resume-self_assessing", BACK)
        step(self.who.an, self.dossier, "open_consultation", BACK)
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "hold_meeting", AGAIN)
        said = [one.vi for one in refused.value.said]
        assert "Chưa mở đợt lấy ý kiến." in said
        assert "Chưa ghi cuộc họp đề nghị." in said

    def test_what_was_handed_in_stands_still_until_it_comes_back(self):
        with pytest.raises(LiesElsewhere):
            hand_in_part(by=self.who.an, pk=self.dossier.pk, part="pictures", upload=pdf("new"))
        assert self.dossier.parts.filter(part="pictures").count() == 1
        self.returned()
        hand_in_part(by=self.who.an, pk=self.dossier.pk, part="pictures", upload=pdf("new"))
        with pytest.raises(LiesElsewhere):
            hand_in_part(by=self.who.binh, pk=self.dossier.pk, part="verification_report", upload=pdf())
        self.answered()
        step(self.who.an, self.dossier, "resume-meeting_held", BACK)
        step(self.who.an, self.dossier, "submit_for_verification", AGAIN)
        point = self.dossier.steps.get(to_state="returned").points.first()
        with pytest.raises(LiesElsewhere):
            answer_point(by=self.who.an, pk=self.dossier.pk, point=point.pk, answer="Sửa lại sau", day=AGAIN)
