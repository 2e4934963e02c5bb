"""A survey closes with its counts, and they stand."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from openntm.office.models import LogEntry
from openntm.participation.access.surveys import surveys_visible_to
from openntm.participation.models import Answer, SurveyCount
from openntm.participation.queries.surveys import results_of
from openntm.participation.services import survey_refusals as refusals
from openntm.participation.services.survey_answers import enter_answer, mark_unreached
from openntm.participation.services.surveys import close_survey

from .asked import SIZES, answered, asked, opened, planned, said, village

__all__ = ["village"]


def closed(village, survey, reason="Đã thu đủ phiếu"):
    return close_survey(by=village.mat, pk=survey.pk, reason=reason)


def test_linh_cang_comes_out_as_it_did(village):
    survey = opened(village)
    answered(village, survey, *["yes"] * 71, "no")
    one = results_of(closed(village, survey))
    assert (one.households, one.answered, one.overall.satisfied, one.overall.share) == (76, 72, 71, Decimal("98.61"))
    assert (one.needed, one.lacking) == (76, 4)
    low, high = one.overall.interval
    assert low < Decimal("98.61") < high <= 100
    assert (one.by_hamlet, one.by_mode) == ((), ())  # one dissatisfied household must not be found
    assert one.lines[0].satisfied == 72
    entry = LogEntry.objects.latest("number")
    assert (entry.verb, "72" in entry.changes) == ("survey.close", True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_once_it_is_closed_nothing_pairs_an_answer_with_its_household(village):
    survey = opened(village)
    answered(village, survey, *["yes"] * 5, "no")
    before = list(Answer.objects.filter(hamlet__survey=survey).order_by("key").values("key", "said", "mode"))
    closed(village, survey)
    after = list(Answer.objects.filter(hamlet__survey=survey).values("key", "said", "mode"))
    assert not {one["key"] for one in before} & {one["key"] for one in after}
    assert sorted(str((one["said"], one["mode"])) for one in before) == sorted(
        str((one["said"], one["mode"])) for one in after
    )
    if connection.vendor == "postgresql":  # of each row it remembers the transaction that wrote it
        with connection.cursor() as cursor:
            cursor.execute("select count(distinct xmin::text) from participation_answer")
            assert cursor.fetchone() == (1,)


def test_seventy_percent_of_the_households_are_needed_and_the_lack_is_counted(village):
    survey = opened(village, rule="commune-ntm-2021-2025", begins=date(2025, 1, 2), hamlets=[("Linh Cang", 76)])
    answered(village, survey, *["yes"] * 50)
    one = results_of(closed(village, survey))
    assert (one.needed, one.lacking, one.overall.reaches) == (54, 4, True)


@pytest.mark.parametrize(("yes", "reaches"), [(45, True), (44, False)])
def test_exactly_ninety_percent_is_reached(village, yes, reaches):
    survey = opened(village, rule="commune-ntm-2021-2025", begins=date(2025, 1, 2))
    answered(village, survey, *["yes"] * yes, *["none"] * (50 - yes))
    one = results_of(closed(village, survey)).overall
    assert (one.reaches, one.is_close, one.undecided) == (reaches, True, 50 - yes)


def test_a_hamlet_without_an_answer_is_named(village):
    survey = opened(village, hamlets=SIZES, percent=Decimal(50))
    answered(village, survey, *["yes"] * 30, *["no"] * 60)
    one = results_of(closed(village, survey))
    assert [str(hamlet) for hamlet in one.silent] == ["Tân"]
    assert [(row.names, row.satisfied, row.others) for row in one.by_hamlet] == [(("Thử",), 30, 0), (("Dùm",), 0, 60)]


def test_modes_are_compared_where_each_has_enough(village):
    survey = opened(village)
    answered(village, survey, *["yes"] * 20, *["no"] * 5, mode="paper")
    answered(village, survey, *["yes"] * 10, *["no"] * 10, mode="interview")
    one = results_of(closed(village, survey))
    assert sorted((row.satisfied, row.others) for row in one.by_mode) == [(10, 10), (20, 5)]


def test_before_its_last_day_it_closes_only_with_a_reason(village, monkeypatch):
    survey = opened(village)
    with pytest.raises(refusals.CloseReasonMissing):
        closed(village, survey, "  ")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: survey.ends)
    assert closed(village, survey, "").state == "closed"


def test_a_survey_without_an_answer_says_so(village):
    one = results_of(closed(village, opened(village)))
    assert (one.answered, one.overall.share, one.overall.interval, one.overall.reaches) == (0, None, None, None)


def test_papers_that_were_entered_once_are_entered_again_first(village):
    survey = opened(village, enters_twice=True)
    answered(village, survey, "yes", "yes")
    with pytest.raises(refusals.PapersOpen, match="2"):
        closed(village, survey)


def test_a_closed_survey_changes_no_more(village):
    survey = opened(village)
    token = asked(survey)[0].token
    closed(village, survey)
    acts = (
        lambda: enter_answer(by=village.mat, pk=survey.pk, token=token, mode="paper", said=said()),
        lambda: mark_unreached(by=village.mat, pk=survey.pk, token=token, reason="away"),
        lambda: closed(village, survey),
    )
    for act in acts:
        with pytest.raises(refusals.SurveyClosed):
            act()
    assert not SurveyCount.objects.exists()


def test_a_survey_that_is_not_open_cannot_be_closed(village):
    with pytest.raises(refusals.SurveyNotOpen):
        closed(village, planned(village))


def test_only_the_front_closes_and_only_the_result_is_public(village):
    survey = opened(village)
    for name, error in (("an", PermissionDenied), ("dung", type(survey).DoesNotExist)):
        with pytest.raises(error):
            close_survey(by=getattr(village, name), pk=survey.pk, reason="x")
    assert not surveys_visible_to(village.dung).exists()
    closed(village, survey)
    assert surveys_visible_to(village.dung).get() == survey
