"""The counts of a closed survey go into a dossier as they are."""

from datetime import date

import pytest
from django.test import TestCase
from dossier_cast import DAY, cast, opened, somebody

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.participation.models import Survey
from openntm.participation.services.survey_answers import enter_answer
from openntm.participation.services.surveys import close_survey, open_survey, plan_survey
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.surveys import shortfalls
from openntm.recognition.queries.documents import part_document
from openntm.recognition.queries.export import story
from openntm.recognition.queries.facts import survey_of
from openntm.recognition.services.steps import NotYourStep
from openntm.recognition.services.surveys import take_over_survey

PLAN = {
    "rule": "commune-ntm-2021-2025",
    "begins": DAY,
    "ends": date(2024, 1, 22),
    "basis": "rule",
    "hamlets": [("Linh Cang", 76)],
    "run_by": "Ủy ban MTTQ xã",
    "reserve_percent": 0,
}


class TakeOver(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)
        cls.survey = asked(cls.who.mai, cls.who.commune)
        cls.at = f"/07453/2024-01-25/dossiers/{cls.dossier.pk}/"

    def take_over(self, person=None, survey=None):
        survey = survey or self.survey
        return take_over_survey(by=person or self.who.mai, pk=self.dossier.pk, survey=survey.pk)

    def test_the_counts_are_those_of_the_survey_and_say_where_they_come_from(self):
        found = self.take_over()
        assert (found.households, found.answered, found.satisfied, found.survey) == (76, 54, 53, self.survey)
        assert found.contents.count() == 10
        assert found.contents.get(content="Giao thông").satisfied == 54
        rules = load_procedure(self.dossier.procedure).titles["ntm"].satisfaction
        assert list(shortfalls(rules, survey_of(self.dossier))) == []
        assert f'"survey":[null,{self.survey.pk}]' in LogEntry.objects.latest("number").changes.replace(" ", "")
        assert story(self.dossier)["satisfaction"][0]["survey_id"] == self.survey.pk

    def test_only_the_front_takes_over(self):
        with pytest.raises(NotYourStep):
            self.take_over(self.who.an)
        self.client.force_login(self.who.an)
        assert self.client.get(f"{self.at}satisfaction/survey/").status_code == 403

    def test_a_survey_that_runs_or_is_of_another_place_or_title_is_not_taken_over(self):
        running = open_survey(by=self.who.mai, pk=plan_survey(by=self.who.mai, place=self.who.commune, **PLAN).pk)
        other = asked(somebody("nu", Role.FRONT, self.who.far), self.who.far)
        advanced = asked(self.who.mai, self.who.commune, rule="commune-advanced-2021-2025")
        for survey in (running, other, advanced):
            with pytest.raises(Survey.DoesNotExist):
                self.take_over(survey=survey)

    def test_the_page_offers_it_and_the_dossier_shows_where_the_counts_come_from(self):
        self.client.force_login(self.who.mai)
        assert "Lấy từ đợt khảo sát" in self.client.get(self.at).content.decode()
        page = f"{self.at}satisfaction/survey/"
        assert "53 trong 54 hộ" in self.client.get(page).content.decode()
        assert self.client.post(page, {"survey": 0}).status_code == 422
        assert self.client.post(page, {"survey": self.survey.pk}).status_code == 302
        shown = self.client.get(self.at).content.decode()
        assert f'/surveys/{self.survey.pk}/"' in shown
        assert "53/54" in shown

    def test_too_few_answers_are_said_before_and_after_they_are_taken_over_and_in_print(self):
        few = asked(self.who.mai, self.who.commune, answers=10)
        self.client.force_login(self.who.mai)
        offered = self.client.get(f"{self.at}satisfaction/survey/").content.decode()
        assert "chưa đủ phiếu: 10 trong 54 phiếu cần có, còn thiếu 44" in offered
        self.take_over(survey=few)
        assert "Chưa đủ phiếu: còn thiếu 44" in self.client.get(self.at).content.decode()
        [part] = [one for one in load_procedure(self.dossier.procedure).parts if one.id == "satisfaction_report"]
        assert "còn thiếu 44 hộ" in str(part_document(self.dossier, part, DAY).blocks)
        self.take_over()
        assert "Chưa đủ phiếu" not in self.client.get(self.at).content.decode()

    def test_without_a_closed_survey_nothing_is_offered(self):
        Survey.objects.update(state="open")
        self.client.force_login(self.who.mai)
        assert "Lấy từ đợt khảo sát" not in self.client.get(self.at).content.decode()
        assert self.client.get(f"{self.at}satisfaction/survey/").status_code == 404


def asked(front, place, answers=54, **more):
    """54 households of 76 answer, as the rule asks; one is not satisfied."""
    survey = open_survey(by=front, pk=plan_survey(by=front, place=place, **(PLAN | more)).pk)
    yes = {content.key: "yes" for content in survey.questionnaire.contents}
    for at, slip in enumerate(survey.hamlets.get().slips.all()[:answers]):
        said = yes if at else yes | {"overall": "no"}
        enter_answer(by=front, pk=survey.pk, token=slip.token, mode="paper", said=said)
    return close_survey(by=front, pk=survey.pk, reason="Đã thu đủ phiếu")
