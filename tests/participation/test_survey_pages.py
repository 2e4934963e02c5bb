"""The pages of a survey: for the Front, for readers, and for the household with its slip."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from openntm.participation.models import Answer, Survey
from openntm.participation.queries.surveys import results_of
from openntm.participation.services.surveys import close_survey
from openntm.participation.views import slip_codes

from .asked import SIZES, answered, asked, opened, planned, said, village

__all__ = ["village"]
ALL = "/07486/2026-06-01/surveys/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    slip_codes.GUESSES.full_at.clear()


def client_of(person=None):
    client = Client(headers={"accept-language": "vi"})
    if person:
        client.force_login(person)
    return client


def closed(village, survey):
    return close_survey(by=village.mat, pk=survey.pk, reason="Đã thu đủ phiếu")


def test_the_front_plans_opens_enters_and_closes(village):
    front = client_of(village.mat)
    assert front.get(ALL).status_code == 200
    page = front.get(f"{ALL}plan/").content.decode()
    assert "Thử; " in page
    sent = {"rule": "commune-2026-2030", "begins": "2026-05-20", "ends": "2026-06-10", "hamlets": "Thử; 60\nDùm; 1.020"}
    sent |= {"basis": "percent", "percent": "12,5", "confidence": "95", "reserve_percent": "10", "run_by": "MTTQ xã"}
    made = front.post(f"{ALL}plan/", sent)
    survey = Survey.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"{ALL}{survey.pk}/")
    assert list(survey.hamlets.values_list("households", "sample")) == [(60, 8), (1020, 127)]
    one = f"{ALL}{survey.pk}/"
    assert front.get(one).status_code == front.get(f"{one}change/").status_code == 200
    assert front.post(f"{one}change/", sent | {"hamlets": "Thử; 60"}).status_code == 302
    assert front.post(f"{one}open/").status_code == 302
    assert front.get(f"{one}change/").status_code == 404
    for page in ("", "enter/paper/", "enter/interview/", "unreached/", "hamlets/1/list/", "hamlets/1/slips/", "close/"):
        assert front.get(one + page).status_code == 200, page
    slip = asked(survey)[0]
    first = front.post(f"{one}enter/paper/", said() | {"token": slip.token}, follow=True)
    assert "Đã tính" in first.content.decode()
    again = front.post(f"{one}enter/interview/", said() | {"token": slip.token})
    assert again.status_code == 422
    assert "đã trả lời" in again.content.decode()
    front.post(f"{one}unreached/", {"token": asked(survey)[0].token, "reason": "away"})
    assert front.post(f"{one}close/", {"reason": ""}).status_code == 422
    assert front.post(f"{one}close/", {"reason": "Đủ phiếu"}).status_code == 302
    assert front.get(one).status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"hamlets": "Thử"}, "hamlets"),
        ({"hamlets": "Thử; nhiều"}, "hamlets"),
        ({"hamlets": "Thử; 60", "percent": ""}, "percent"),
        ({"hamlets": "Thử; 60", "ends": "2026-05-01"}, "ends"),
        ({"hamlets": "Thử; 60", "basis": "margin"}, "margin"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said_at_its_field(village, sent, field):
    given = {"rule": "commune-2026-2030", "begins": "2026-05-20", "ends": "2026-06-10", "run_by": "MTTQ xã"}
    given |= {"basis": "percent", "percent": "50", "confidence": "95", "reserve_percent": "10", **sent}
    page = client_of(village.mat).post(f"{ALL}plan/", given)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()


@pytest.mark.parametrize("page", ["plan/", "{}/open/", "{}/close/", "{}/enter/paper/", "{}/hamlets/1/slips/"])
def test_the_officer_who_is_judged_gets_403_and_a_stranger_404(village, page):
    survey = opened(village)
    address = ALL + page.format(survey.pk)
    assert client_of(village.an).get(address).status_code == 403
    assert client_of(village.dung).get(address).status_code == 404
    assert client_of().get(address).status_code == 302


def test_before_it_closes_a_survey_is_shown_to_readers_alone_and_no_answers_to_anybody(village):
    survey = opened(village)
    answered(village, survey, *["no"] * 20)
    one = f"{ALL}{survey.pk}/"
    assert client_of().get(one).status_code == client_of(village.dung).get(one).status_code == 404
    assert one not in client_of().get(ALL).content.decode()
    page = client_of(village.an).get(one).content.decode()
    assert "20 trong 76" in page
    assert "slips/" not in page
    assert "không hài lòng" not in page.lower()


def test_results_are_public_with_exact_counts_and_files(village):
    survey = opened(village)
    answered(village, survey, *["yes"] * 71, "no")
    closed(village, survey)
    reader = client_of()
    page = reader.get(f"{ALL}{survey.pk}/").content.decode()
    assert "98,61" in page
    assert "71" in page
    assert "còn thiếu 4" in page
    assert not reader.cookies
    listed = reader.get(ALL).content.decode()
    assert f"{ALL}{survey.pk}/" in listed
    for ending in ("csv", "xlsx"):
        assert reader.get(f"{ALL}{survey.pk}/?format={ending}").status_code == 200
        assert reader.get(f"{ALL}?format={ending}").status_code == 200
    lines = reader.get(f"{ALL}{survey.pk}/?format=csv").content.decode("utf-8-sig")
    assert "72" in lines
    for slip in survey.hamlets.get().slips.all()[:3]:
        assert slip.token not in page + lines


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(village, django_assert_max_num_queries):
    survey = opened(village)
    answered(village, survey, "yes")
    closed(village, survey)
    for _ in range(6):
        closed(village, opened(village, hamlets=SIZES, percent=Decimal(10)))
    with django_assert_max_num_queries(16):
        assert client_of().get(ALL).status_code == 200


def test_a_household_answers_on_its_telephone_without_account_or_cookie(village):
    survey = opened(village)
    slip = asked(survey)[0]
    visitor, address = client_of(), f"/survey/{slip.token}/"
    page = visitor.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert len(page.content) < 30_000
    assert "Không ai xem được" in text
    assert "<script" not in text
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert visitor.get(f"/SURVEY/{slip.token}/").status_code == 200
    missing = visitor.post(address, said() | {"roads": ""})
    assert missing.status_code == 422
    assert "#id_roads" in missing.content.decode()
    sent = visitor.post(address, said("no"))
    assert (sent.status_code, sent["Location"]) == (302, address)
    thanks = visitor.get(address)
    assert thanks.status_code == 200
    assert "Cảm ơn" in thanks.content.decode()
    assert not visitor.cookies
    again = visitor.post(address, said("yes"))
    assert again.status_code == 409
    assert "mỗi hộ trả lời một lần" in again.content.decode().lower()
    assert Answer.objects.get().said["overall"] == "no"


def test_the_page_speaks_english_too(village):
    slip = asked(opened(village))[0]
    text = client_of().get(f"/survey/{slip.token}/?lang=en").content.decode()
    assert "Nobody can see what you answer" in text


def test_after_the_last_day_the_household_is_told_kindly(village, monkeypatch):
    survey = opened(village)
    slips = asked(survey)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 6, 11))
    assert "10/06/2026" in client_of().get(f"/survey/{slips[0].token}/").content.decode()
    closed(village, survey)
    assert f"/surveys/{survey.pk}/" in client_of().get(f"/survey/{slips[0].token}/").content.decode()


def test_a_code_may_be_typed(village):
    slip = asked(opened(village))[0]
    visitor = client_of()
    assert visitor.get("/survey/").status_code == 200
    typed = f"{slip.token[:4].lower()} {slip.token[4:8]}-{slip.token[8:]}"
    assert visitor.get("/survey/", {"code": typed})["Location"] == f"/survey/{slip.token}/"
    assert visitor.get("/survey/", {"code": "../x"}).status_code == 200


def test_wrong_codes_are_answered_so_often_only_and_right_ones_always(village):
    slip = asked(opened(village))[0]
    visitor = client_of()
    answers = {visitor.get(f"/survey/{number:012d}/").status_code for number in range(60)}
    assert answers == {404}
    busy = visitor.get("/survey/000000000099/")
    assert (busy.status_code, int(busy["Retry-After"]) > 0) == (429, True)
    assert visitor.get(f"/survey/{slip.token}/").status_code == 200


def test_no_plan_is_offered_where_no_rule_asks_for_a_survey(village):
    planned(village)
    assert "plan/" not in client_of(village.binh).get("/24/2026-06-01/surveys/").content.decode()


def test_too_few_answers_are_said_on_the_page_in_the_list_and_in_every_file(village):
    survey = opened(village)
    survey = answered(village, survey, *["yes"] * 10)
    lacking = results_of(closed(village, survey)).lacking
    assert lacking
    for address in (ALL, f"{ALL}{survey.pk}/", f"{ALL}{survey.pk}/?format=csv"):
        text = client_of().get(address).content.decode()
        assert re.search(rf"thiếu {lacking}\b", text), address
    assert client_of().get(f"{ALL}?format=csv").content.decode().strip().endswith(f",{lacking}")


def test_a_list_with_a_survey_that_runs_is_not_called_open_data(village):
    survey = opened(village)
    assert "CC BY" not in client_of(village.binh).get(f"{ALL}?format=csv").content.decode()
    closed(village, answered(village, survey, "yes"))
    assert "CC BY" in client_of(village.binh).get(f"{ALL}?format=csv").content.decode()
