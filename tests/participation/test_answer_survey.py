"""Each household answers once, and nobody can tell what it answered."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from openntm.office.models import LogEntry
from openntm.participation.models import Answer, Reading, Returned, Slip
from openntm.participation.services import survey_refusals as refusals
from openntm.participation.services.survey_answers import Outcome, enter_answer, mark_unreached, receive_answer
from recognition.at_once import in_threads, shared_database
from village import make_village

from .asked import SIZES, TODAY, asked, opened, planned, said, village

__all__ = ["shared_database", "village"]


def enter(village, survey, token, mode="paper", **more):
    return enter_answer(by=village.mat, pk=survey.pk, token=token, mode=mode, said=said(**more))


def test_a_household_answers_with_the_code_of_its_slip(village):
    survey = opened(village)
    slip = asked(survey)[0]
    receive_answer(token=f" {slip.token[:4].lower()} {slip.token[4:]} ", said=said())
    answer = Answer.objects.get()
    assert (answer.hamlet, answer.mode, answer.said["overall"]) == (slip.hamlet, "phone", "yes")
    entry = LogEntry.objects.latest("number")
    assert (entry.verb, entry.by) == ("survey.answer", None)


@pytest.mark.parametrize("first", ["paper", "interview", "phone"])
@pytest.mark.parametrize("second", ["paper", "interview", "phone"])
def test_a_second_answer_is_refused_in_whatever_mode(village, first, second):
    survey = opened(village)
    token = asked(survey)[0].token

    def send(mode):
        if mode == "phone":
            return receive_answer(token=token, said=said())
        return enter(village, survey, token, mode)

    send(first)
    with pytest.raises(refusals.AnsweredAlready):
        send(second)
    assert Answer.objects.count() == Returned.objects.count() == 1


def test_the_database_itself_refuses_a_second_answer(village):
    slip = asked(opened(village))[0]
    Returned.objects.create(slip=slip)
    with pytest.raises(IntegrityError), transaction.atomic():
        Returned.objects.create(slip=slip)


def test_what_was_answered_leads_back_to_no_household(village):
    fields = {field.name for field in Answer._meta.get_fields()} | {field.name for field in Returned._meta.get_fields()}
    assert fields == {"key", "hamlet", "mode", "said", "slip"}
    survey = opened(village)
    for slip in asked(survey)[:9]:
        receive_answer(token=slip.token, said=said())
    if connection.vendor == "sqlite":
        for model in (Answer, Returned):  # kept by a random key and not in the order of coming
            rows = model.objects.extra(select={"place": "rowid"}).values_list("place", "key")
            assert all(place == key for place, key in rows)
    entries = LogEntry.objects.filter(verb="survey.answer")
    assert {entry.subject_kind for entry in entries} == {"participation.survey"}
    assert len({(entry.subject_key, entry.changes) for entry in entries}) == 1


def test_a_household_may_be_named_by_its_place_in_the_list(village):
    survey = opened(village, hamlets=SIZES, percent=Decimal(50))
    slip = asked(survey)[-1]
    assert enter(village, survey, f"{slip.hamlet.position}/{slip.number}") is Outcome.COUNTED
    assert Returned.objects.get().slip == slip


@pytest.mark.parametrize("typed", ["", "0000 0000 0000", "9/1", "1/999999999999999999999", "x/1"])
def test_an_unknown_code_is_refused(village, typed):
    with pytest.raises(refusals.SlipUnknown):
        enter(village, opened(village), typed)
    with pytest.raises(Slip.DoesNotExist):
        receive_answer(token=typed, said=said())


def test_a_code_of_another_survey_is_unknown(village):
    one, other = opened(village), opened(village)
    with pytest.raises(refusals.SlipUnknown):
        enter(village, one, asked(other)[0].token)


def test_every_question_needs_an_answer(village):
    survey = opened(village)
    for given in ({}, said() | {"roads": ""}, said() | {"roads": "maybe"}):
        with pytest.raises(refusals.AnswersMissing):
            receive_answer(token=asked(survey)[0].token, said=given)
    assert not Returned.objects.exists()


def test_no_answer_is_taken_before_the_households_are_drawn_nor_after_the_last_day(village, monkeypatch):
    with pytest.raises(refusals.SurveyNotOpen):
        enter(village, planned(village), "1/1")
    survey = opened(village)
    token = asked(survey)[0].token
    early, late = date(2026, 5, 19), date(2026, 6, 11)
    for day, refusal in ((early, refusals.SurveyNotBegun), (late, refusals.SurveyOver)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, day=day: day)
        with pytest.raises(refusal):
            receive_answer(token=token, said=said())
    assert enter(village, survey, token) is Outcome.COUNTED  # papers are still entered until it closes


@pytest.mark.parametrize("name", ["an", "be", "binh", "dung", "chi"])
def test_only_the_front_enters_answers(village, name):
    survey = opened(village)
    with pytest.raises((PermissionDenied, type(survey).DoesNotExist)):
        enter_answer(by=getattr(village, name), pk=survey.pk, token=asked(survey)[0].token, mode="paper", said=said())


def test_of_the_reserve_a_household_is_asked_only_for_one_that_is_not_reached(village):
    survey = opened(village, hamlets=SIZES, percent=Decimal(50), reserve_percent=10)
    first = asked(survey)[0]
    reserve = Slip.objects.filter(hamlet=first.hamlet, rank=1).get()
    with pytest.raises(refusals.SlipOfTheReserve):
        enter(village, survey, reserve.token)
    assert mark_unreached(by=village.mat, pk=survey.pk, token=first.token, reason="away") == reserve
    with pytest.raises(refusals.SlipUnreached):
        receive_answer(token=first.token, said=said())
    assert enter(village, survey, reserve.token, "interview") is Outcome.COUNTED
    with pytest.raises(refusals.AnsweredAlready):
        mark_unreached(by=village.mat, pk=survey.pk, token=reserve.token, reason="away")


def test_a_reserve_that_is_used_up_is_said(village):
    survey = opened(village)
    assert mark_unreached(by=village.mat, pk=survey.pk, token="1/1", reason="refused") is None


def test_a_paper_entered_twice_counts_when_both_entries_agree(village):
    survey = opened(village, enters_twice=True)
    token = asked(survey)[0].token
    assert enter(village, survey, token) is Outcome.ONCE
    assert not Answer.objects.exists()
    assert enter(village, survey, token, overall="no") is Outcome.DIFFERS
    assert Reading.objects.get().differs == ["overall"]
    assert enter(village, survey, token, overall="no") is Outcome.COUNTED
    assert Answer.objects.get().said["overall"] == "no"
    assert not Reading.objects.exists()  # nothing links the paper and the answer any more


def test_a_paper_that_waits_gives_way_to_the_household_itself(village):
    survey = opened(village, enters_twice=True)
    token = asked(survey)[0].token
    enter(village, survey, token)
    receive_answer(token=token, said=said("no"))
    assert (Reading.objects.count(), Answer.objects.get().mode) == (0, "phone")


@pytest.fixture
def shared_village(transactional_db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    return make_village()


@pytest.mark.postgres
@pytest.mark.slow  # several connections, on a database that is emptied afterwards
def test_of_six_who_answer_for_one_household_at_once_one_counts(shared_village, request):
    survey = opened(shared_village)
    token = asked(survey)[0].token
    request.getfixturevalue("shared_database")

    def answer(mode):
        if mode == "phone":
            receive_answer(token=token, said=said())
        else:
            enter(shared_village, survey, token, mode)

    failed = in_threads(answer, *[(mode,) for mode in ("phone", "paper", "interview") * 2])
    assert [type(error) for error in failed] == [refusals.AnsweredAlready] * 5
    counted = []
    in_threads(lambda: counted.extend([Answer.objects.count(), Returned.objects.count()]), ())
    assert counted == [1, 1]
