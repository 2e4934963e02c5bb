"""A dossier goes from step to step: by whom, when, and with what; the rest is refused."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import TestCase, TransactionTestCase
from django.utils import timezone
from dossier_cast import (
    BEGIN,
    DAY,
    END,
    bound,
    cast,
    finding,
    hand_in,
    met,
    opened,
    reviewed,
    signed,
    snapshot,
    step,
    voted,
)

from openntm.office.log_verbs import VERBS
from openntm.office.models import Delegation, LogEntry, Post
from openntm.recognition.models import Dossier
from openntm.recognition.services.binding import AssessmentUnfit, NotPreparing, bind_assessment, freeze_and_bind
from openntm.recognition.services.decisions import announce_decision
from openntm.recognition.services.opinions import confirm_condition
from openntm.recognition.services.steps import (
    DayWrong,
    GuardsRefuse,
    LateWithoutReason,
    NotYourStep,
    ReasonMissing,
    StepNotOpen,
    take_step,
)

SENT = date(2024, 1, 25)


@pytest.mark.postgres
class TakeStep(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)

    def sent(self):
        met(self.who, self.dossier)
        return step(self.who.an, self.dossier, "submit_for_verification", SENT)

    def at(self, state):
        Dossier.objects.filter(pk=self.dossier.pk).update(state=state, since=SENT)

    def test_a_step_changes_the_state_is_kept_and_logged(self):
        bound(self.who, self.dossier)
        dossier = step(self.who.an, self.dossier, "start_self_assessment", DAY)
        assert (dossier.state, dossier.since) == ("self_assessing", DAY)
        last = dossier.steps.last()
        assert (last.number, last.from_state, last.to_state, last.by) == (
            2,
            "registered",
            "self_assessing",
            self.who.an,
        )
        assert last.assessment == dossier.assessment
        entry = LogEntry.objects.get(verb="dossier.step")
        assert entry.changed["state"] == ["Đã đăng ký", "Đang tự đánh giá"]
        assert entry.verb in VERBS

    def test_the_whole_path_of_2024_each_step_by_its_own(self):
        who, dossier = self.who, self.sent()
        assert dossier.due == date(2024, 2, 1)  # five working days
        dossier = step(who.binh, dossier, "start_verification", date(2024, 1, 26))
        assert dossier.due == date(2024, 2, 15)  # 15 days after it came in, the Tết holidays left out
        reviewed(who.binh, dossier, "verification", SENT)
        step(who.binh, dossier, "publish_verification", date(2024, 1, 29))
        dossier.consultations.create(tier="district", begins=date(2024, 1, 29), ends=date(2024, 2, 12))
        hand_in(who.binh, dossier, "district")
        dossier = step(who.binh, dossier, "send_to_province", date(2024, 2, 15))
        step(who.chi, dossier, "start_appraisal", date(2024, 2, 16))
        reviewed(who.chi, dossier, "appraisal", date(2024, 2, 20))
        voted(who, dossier, date(2024, 3, 1))
        step(who.chi, dossier, "council_vote", date(2024, 3, 1))
        hand_in(who.chi, dossier, "department")
        hand_in(who.chi, dossier, "council")
        signed(who, dossier, date(2024, 3, 4))
        step(who.ha, dossier, "recognise", date(2024, 3, 4))
        dossier = step(who.binh, dossier, "announce_by_district", date(2024, 3, 20))
        assert (dossier.state, dossier.due) == ("announced", None)
        assert dossier.decision.announced_on == date(2024, 3, 20)
        assert [one.number for one in dossier.steps.all()] == list(range(1, 13))

    def test_a_decision_on_two_communes_is_announced_with_the_last_of_them(self):
        who = self.who
        first, second = self.dossier, opened(who, year=2025)
        signed(who, first, SENT)
        Dossier.objects.update(state="recognised", since=SENT, decision=first.decision)
        dossier = step(who.binh, second, "announce_by_district", date(2024, 3, 20))
        assert dossier.decision.announced_on is None
        dossier = step(who.binh, first, "announce_by_district", date(2024, 3, 5))
        dossier.decision.refresh_from_db()
        assert dossier.decision.announced_on == date(2024, 3, 20)
        assert [one.steps.filter(to_state="announced").count() for one in (first, second)] == [1, 1]

    def test_the_province_does_not_announce_in_the_place_of_the_district(self):
        signed(self.who, self.dossier, SENT)
        self.at("recognised")
        with pytest.raises(NotYourStep, match="District people's committee"):
            announce_decision(by=self.who.vu, pk=self.dossier.decision_id, day=date(2024, 3, 1))
        self.dossier.decision.refresh_from_db()
        assert self.dossier.decision.announced_on is None
        late = {"day": END, "late_reason": "hết cấp huyện"}
        assert announce_decision(by=self.who.vu, pk=self.dossier.decision_id, **late).announced_on == END

    def test_since_july_2025_the_commune_sends_straight_to_the_province(self):
        met(self.who, self.dossier)
        for condition in ("safe_in_security",):
            confirm_condition(by=self.who.an, pk=self.dossier.pk, condition=condition, day=date(2025, 6, 1), holds=True)
        with pytest.raises(StepNotOpen):
            step(self.who.an, self.dossier, "submit_for_verification", END)
        assert step(self.who.an, self.dossier, "submit_for_appraisal", END).state == "submitted_for_appraisal"

    def test_the_district_does_nothing_from_1_july_2025_on(self):
        self.at("submitted_for_verification")
        with pytest.raises(StepNotOpen):
            step(self.who.binh, self.dossier, "start_verification", END, late_reason="x")
        eve = END - timedelta(days=1)
        assert step(self.who.binh, self.dossier, "start_verification", eve, late_reason="x").state == "verifying"
        assert step(self.who.chi, self.dossier, "take_over", END, late_reason="x").state == "submitted_for_appraisal"

    def test_each_step_is_refused_to_everybody_else(self):
        who = self.who
        steps = {
            ("registered", "start_self_assessment"): {who.an},
            ("submitted_for_verification", "start_verification"): {who.binh},
            ("submitted_for_appraisal", "start_appraisal"): {who.chi},
            ("council_voted", "recognise"): {who.ha},
            ("recognised", "announce_by_district"): {who.binh},
        }
        everyone = {who.an, who.mai, who.binh, who.vu, who.chi, who.ha}
        for (state, transition), theirs in steps.items():
            self.at(state)
            for person in everyone - theirs:
                with pytest.raises(NotYourStep) as refused:
                    step(person, self.dossier, transition, SENT)
                assert isinstance(refused.value, PermissionDenied)
                assert refused.value.said[0].vi.startswith("Việc này do")

    def test_the_right_role_on_another_tier_is_refused(self):
        Post.objects.create(person=self.who.dung, place=self.who.district, role="commune_officer", valid_from=BEGIN)
        with pytest.raises(NotYourStep):
            step(self.who.dung, self.dossier, "start_self_assessment", DAY)

    def test_a_stranger_finds_no_dossier(self):
        with pytest.raises(Dossier.DoesNotExist):
            step(self.who.dung, self.dossier, "start_self_assessment", DAY)

    def test_a_deputy_acts_on_behalf_of_the_holder(self):
        post, day = self.who.an.posts.get(), timezone.localdate()
        Delegation.objects.create(
            post=post, deputy=self.who.dung, valid_from=day, valid_to=day + timedelta(days=9), reason="Nghỉ phép"
        )
        dossier = step(self.who.dung, self.dossier, "start_self_assessment", DAY)
        assert (dossier.steps.last().by, dossier.steps.last().on_behalf_of) == (self.who.dung, self.who.an)
        assert LogEntry.objects.get(verb="dossier.step").changed["on_behalf_of"] == [None, self.who.an.pk]

    def test_a_step_from_another_state_is_refused(self):
        for transition in ("open_consultation", "recognise", "no_such_step", "resume-self_assessing"):
            with pytest.raises(StepNotOpen) as refused:
                step(self.who.an, self.dossier, transition, DAY)
        assert "Đã đăng ký" in refused.value.said[0].vi

    def test_a_missing_part_is_named(self):
        met(self.who, self.dossier)
        self.dossier.parts.filter(part="pictures").delete()
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "submit_for_verification", SENT)
        assert [one.vi for one in refused.value.said] == ["Còn thiếu: Hình ảnh minh họa."]
        assert Dossier.objects.get(pk=self.dossier.pk).state == "meeting_held"

    def test_an_indicator_that_is_not_met_or_not_reported_is_named(self):
        bound(
            self.who,
            self.dossier,
            **{
                "10.1": finding("not_met"),
                "17.1": finding("unknown", "no_figure"),
                "3.1": finding("unknown", "no_threshold"),
            },
        )
        step(self.who.an, self.dossier, "start_self_assessment", DAY)
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.an, self.dossier, "open_consultation", DAY)
        assert [one.vi for one in refused.value.said] == [
            "Chưa đạt: chỉ tiêu 10.1.",
            "Chưa có số liệu: xã cần nhập chỉ tiêu 17.1.",
        ]

    def test_past_the_due_day_a_reason_is_needed_and_kept(self):
        self.sent()
        with pytest.raises(LateWithoutReason):
            step(self.who.binh, self.dossier, "start_verification", date(2024, 2, 2), late_reason="  ")
        late = step(self.who.binh, self.dossier, "start_verification", date(2024, 2, 2), late_reason="Thiếu người")
        last = late.steps.last()
        assert (last.due, last.late_reason) == (date(2024, 2, 1), "Thiếu người")

    def test_a_reason_for_lateness_is_not_kept_of_a_step_in_time(self):
        self.sent()
        dossier = step(self.who.binh, self.dossier, "start_verification", SENT, late_reason="x")
        assert dossier.steps.last().late_reason == ""

    def test_a_day_in_the_future_or_before_the_last_step_is_refused(self):
        for day in (timezone.localdate() + timedelta(days=1), DAY - timedelta(days=1)):
            with pytest.raises(DayWrong):
                step(self.who.an, self.dossier, "start_self_assessment", day)

    def test_to_withdraw_a_reason_is_needed(self):
        with pytest.raises(ReasonMissing):
            step(self.who.an, self.dossier, "withdraw", DAY, reason=" ")

    def test_a_council_that_did_not_pass_it_stops_it(self):
        self.at("appraising")
        self.dossier.steps.create(
            number=2,
            transition="submit_for_appraisal",
            actor="commune",
            to_state="submitted_for_appraisal",
            day=SENT,
            by=self.who.an,
            at=timezone.now(),
        )
        voted(self.who, self.dossier, SENT, in_favour=8)
        with pytest.raises(GuardsRefuse) as refused:
            step(self.who.chi, self.dossier, "council_vote", SENT)
        assert "Hội đồng không thông qua: 8/9 phiếu tán thành, cần ít nhất 90%." in [
            one.vi for one in refused.value.said
        ]


@pytest.mark.postgres
class BindAssessment(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)

    def bind(self, person, **more):
        found = snapshot(more.pop("place", self.who.commune), self.who.an, **more)
        return bind_assessment(by=person, pk=self.dossier.pk, assessment=found.pk, day=DAY)

    def test_a_snapshot_of_the_commune_is_bound_and_the_log_says_so(self):
        assert self.bind(self.who.an).assessment is not None
        assert LogEntry.objects.filter(verb="dossier.bind").exists()

    def test_another_set_a_later_day_or_another_unit_does_not_fit(self):
        for wrong in ({"set_id": "commune_advanced_2021_2025"}, {"on": DAY + timedelta(days=1)}):
            with pytest.raises(AssessmentUnfit):
                self.bind(self.who.an, **wrong)
        other = snapshot(self.who.commune, self.who.an)
        other.content = other.content.replace('"key": "xa"', '"key": "khac"')
        other.save()
        with pytest.raises(AssessmentUnfit):
            bind_assessment(by=self.who.an, pk=self.dossier.pk, assessment=other.pk, day=DAY)

    def test_only_the_commune_binds_and_only_while_it_prepares(self):
        with pytest.raises(PermissionDenied):
            self.bind(self.who.binh)
        Dossier.objects.filter(pk=self.dossier.pk).update(state="verifying")
        with pytest.raises(NotPreparing):
            self.bind(self.who.an)

    def test_the_commune_freezes_its_own_figures_and_binds_them_at_once(self):
        dossier = freeze_and_bind(by=self.who.an, pk=self.dossier.pk, on=date(2023, 12, 31))
        assert dossier.assessment.set_id == "commune_ntm_2021_2025"
        assert dossier.assessment.place == self.who.commune
        with pytest.raises(AssessmentUnfit):
            freeze_and_bind(by=self.who.an, pk=self.dossier.pk, on=date(2020, 12, 31))


@pytest.mark.postgres_only
class TwoAtOnce(TransactionTestCase):
    def test_of_two_people_who_take_one_step_at_once_one_is_refused(self):
        who = cast()
        dossier, answers, start = opened(who), [], threading.Barrier(2)

        def act():
            start.wait()
            try:
                take_step(by=who.an, pk=dossier.pk, transition="start_self_assessment", day=DAY)
                answers.append("taken")
            except StepNotOpen:
                answers.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=act) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == ["refused", "taken"]
        assert dossier.steps.count() == 2
