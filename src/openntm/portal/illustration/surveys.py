"""An invented satisfaction survey of one commune, closed with a household that was not satisfied."""

from datetime import date

from openntm.participation.models import Answer, Slip, Survey
from openntm.participation.services.survey_answers import enter_answer
from openntm.participation.services.surveys import close_survey, open_survey, plan_survey
from openntm.portal.illustration.people import Cast, unit

FRONT, COMMUNE, HAMLETS = "mat-tran-xa", "07453", (("Thôn Thí Dụ Một", 40), ("Thôn Thí Dụ Hai", 26))
DISSATISFIED = 16  # each so many-th household


def ask_households(cast: Cast) -> None:
    by = cast[FRONT]
    plan = {"rule": "commune-advanced-2021-2025", "begins": date(2024, 11, 4), "ends": date(2024, 11, 24)}
    run_by = "Ủy ban MTTQ xã (minh họa)"
    survey = plan_survey(
        by=by,
        place=unit(COMMUNE),
        basis=Survey.Basis.RULE,
        hamlets=HAMLETS,
        run_by=run_by,
        illustrative=True,
        **plan,
    )
    open_survey(by=by, pk=survey.pk)
    yes = {content.key: Answer.Said.YES.value for content in survey.questionnaire.contents}
    for number, slip in enumerate(Slip.objects.filter(hamlet__survey=survey, is_in_use=True), 1):
        said = yes | ({"roads": "no", "overall": "no"} if number % DISSATISFIED == 0 else {})
        mode = Answer.Mode.INTERVIEW if number % 3 == 0 else Answer.Mode.PAPER
        enter_answer(by=by, pk=survey.pk, token=slip.token, mode=mode, said=said)
    close_survey(by=by, pk=survey.pk)
