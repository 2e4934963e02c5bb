"""A satisfaction survey in the village of the tests; every value is invented but 71 satisfied of 72 who answered of 76.

Those were counted in thôn Linh Cang in 2017 (baoquangnam.vn/print/3094087.html).
"""

from datetime import date
from decimal import Decimal

import pytest

from openntm.participation.models import Returned, Slip, Survey
from openntm.participation.services.survey_answers import enter_answer
from openntm.participation.services.surveys import open_survey, plan_survey
from openntm.participation.surveys.questionnaires import newest
from village import make_village

TODAY = date(2026, 6, 1)
KEYS = [content.key for content in newest("residents-commune").contents]
PLAN = {
    "rule": "commune-2026-2030",
    "begins": date(2026, 5, 20),
    "ends": date(2026, 6, 10),
    "basis": "percent",
    "percent": Decimal(100),
    "hamlets": [("Linh Cang", 76)],
    "run_by": "Ủy ban MTTQ xã Nghĩa Phương",
}
SIZES = [("Thử", 60), ("Dùm", 120), ("Tân", 20)]


def said(overall="yes", rest="yes"):
    return dict.fromkeys(KEYS, rest) | {"overall": overall}


def planned(village, **more):
    return plan_survey(by=village.mat, place=village.commune, **(PLAN | more))


def opened(village, **more):
    one = planned(village, **more)
    return open_survey(by=village.mat, pk=one.pk)


def asked(survey):
    """The slips of which no household has answered, in the order of the lists."""
    used = Slip.objects.filter(hamlet__survey=survey, is_in_use=True, unreached="")
    return list(used.exclude(pk__in=Returned.objects.values("slip")))


def answered(village, survey, *words, mode="paper"):
    """One household each answers on the whole."""
    for slip, word in zip(asked(survey), words, strict=False):
        enter_answer(by=village.mat, pk=survey.pk, token=slip.token, mode=mode, said=said(word))
    return Survey.objects.get(pk=survey.pk)


@pytest.fixture
def village(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    return make_village()
