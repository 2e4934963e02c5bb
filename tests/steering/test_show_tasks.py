"""The pages of tasks: list, one task, the forms of giving, answering and judging, and files to take away."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openntm.steering.models import Directive, Task, TaskAnswer
from openntm.steering.services.answers import accept_answer, answer_task, return_answer
from openntm.steering.services.tasks import give_task
from remembered import remembered

from .conftest import DAY

AT = "/218/2024-06-03/tasks/"


@pytest.fixture
@remembered
def tasks(office):
    given = {"by": office.binh, "on": DAY}
    water, _ = give_task(
        title="Nước sạch nông thôn", places=[office.phu, office.di], working_days=5, overseer=office.lan, **given
    )
    [late] = give_task(title="Đường thôn", places=[office.phu], day=date(2024, 5, 6), due=date(2024, 5, 10), **given)
    return water, late


def titles(answer):
    return [line.task.title for line in answer.context["lines"]]


def test_the_list_says_how_tasks_stood_on_the_day(client, office, tasks):
    client.force_login(office.binh)
    page = client.get(AT)
    assert titles(page) == ["Đường thôn", "Nước sạch nông thôn", "Nước sạch nông thôn"]
    assert page.context["counts"] == {"open": 3, "waiting": 0, "overdue": 1}
    assert "quá hạn 16 ngày làm việc" in page.content.decode()
    assert titles(client.get("/218/2024-05-07/tasks/")) == ["Đường thôn"]  # the others were not given yet


def test_a_closed_task_was_open_before(client, office, tasks):
    answer = answer_task(by=office.an, pk=tasks[0].pk, text="Xong", on=date(2024, 6, 5))
    client.force_login(office.lan)

    def states(day):
        return {line.task.pk: line.state for line in client.get(f"/218/{day}/tasks/").context["lines"]}

    accept_answer(by=office.lan, pk=answer.pk, on=date(2024, 6, 7))
    found = [states(day)[tasks[0].pk] for day in ("2024-06-04", "2024-06-05", "2024-06-07")]
    assert found == ["given", "answered", "accepted"]


def test_a_returned_answer_is_returned_from_its_day_on(client, office, tasks):
    answer = answer_task(by=office.an, pk=tasks[0].pk, text="Xong", on=date(2024, 6, 5))
    return_answer(by=office.lan, pk=answer.pk, on=date(2024, 6, 7), reason="Thiếu")
    client.force_login(office.lan)
    shown = [client.get(f"/07453/{day}/tasks/?which=waiting") for day in ("2024-06-06", "2024-06-07")]
    assert [len(page.context["lines"]) for page in shown] == [1, 0]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=nuoc+sach", 2),
        ("q=tam+di", 1),
        ("q=khong", 0),
        ("which=overdue", 1),
        ("which=to_do", 3),
        ("which=closed", 0),
        ("origin=other", 3),
        ("origin=gap", 0),
        ("mine=on", 3),
        ("sort=place&order=desc", 3),
    ],
)
def test_the_list_is_searched_and_filtered(client, office, tasks, query, count):
    client.force_login(office.binh)
    assert len(client.get(f"{AT}?{query}").context["lines"]) == count


def test_mine_are_those_that_i_answer_or_oversee(client, office, tasks):
    client.force_login(office.be)
    assert [line.place for line in client.get("/07456/2024-06-03/tasks/?mine=on").context["lines"]] == ["Tam Dị"]
    client.force_login(office.lan)
    assert len(client.get(AT + "?mine=on").context["lines"]) == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_can_be_taken_away(client, office, tasks, ending):
    client.force_login(office.binh)
    answer = client.get(f"{AT}?format={ending}&which=overdue")
    assert f".{ending}" in answer["Content-Disposition"]
    if ending == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "nhiệm vụ của huyện Lục Nam tính đến ngày 03/06/2024" in text
        assert "Đường thôn,Đông Phú" in text
        assert "Nước" not in text


def test_the_list_takes_a_fixed_number_of_queries(client, office, tasks, django_assert_max_num_queries):
    client.force_login(office.binh)
    for number in range(60):
        give_task(by=office.binh, places=[office.phu], title=f"Việc {number}", on=DAY, working_days=5)
    with django_assert_max_num_queries(50):
        page = client.get(AT)
    assert len(page.context["lines"]) == 50


def test_strangers_and_neighbours_do_not_see_the_tasks(client, office, tasks):
    assert client.get(AT).status_code == 302
    client.force_login(office.dung)
    assert client.get(AT).status_code == 404
    client.force_login(office.be)
    assert client.get(f"/07456/2024-06-03/tasks/{tasks[0].pk}/").status_code == 404


def test_one_form_gives_the_task_of_a_document_to_several_places(client, office):
    plan = Directive.objects.create(number="9/KH", issued=DAY, issuer_vi="UBND", abstract_vi="Kế hoạch nước sạch")
    client.force_login(office.binh)
    page = client.get(AT + "new/").content.decode()
    assert "9/KH · Kế hoạch nước sạch" in page
    assert "xã Tam Dị" in page
    form = {"title": "Rà soát", "directive": plan.pk, "places": [office.phu.pk, office.di.pk], "day": "2024-06-03"}
    form |= {"working_days": "10", "steps": "Một\n\nHai", "overseer": office.lan.pk}
    assert client.post(AT + "new/", form).status_code == 302
    assert {(task.place, task.due, task.steps.count()) for task in Task.objects.all()} == {
        (office.phu, date(2024, 6, 17), 2),
        (office.di, date(2024, 6, 17), 2),
    }


def test_the_page_of_a_document_leads_to_its_tasks_and_to_giving_more(client, office):
    plan = Directive.objects.create(number="9/KH", issued=DAY, issuer_vi="UBND", abstract_vi="Kế hoạch nước sạch")
    [task] = give_task(by=office.binh, places=[office.phu], title="Rà soát", on=DAY, working_days=5, directive=plan)
    here, new = f"/218/2024-06-03/directives/{plan.pk}/", f"{AT}new/?directive={plan.pk}"
    client.force_login(office.binh)
    page = client.get(here).content.decode()
    assert new in page
    assert f"{AT}{task.pk}/" in page
    assert client.get(new).context["form"].initial["directive"] == str(plan.pk)
    client.force_login(office.an)
    assert "new/?directive" not in client.get(here).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"places": []}, {"due": "2024-07-01"}, {"working_days": ""}, {"day": "2999-01-01"}]
)
def test_a_form_that_is_wrong_says_so_and_gives_nothing(client, office, wrong):
    client.force_login(office.binh)
    form = {"title": "Rà soát", "places": [office.phu.pk], "day": "2024-06-03", "working_days": "10"}
    answer = client.post(AT + "new/", form | wrong)
    assert answer.status_code == 422
    assert "Vui lòng kiểm tra lại" in answer.content.decode()
    assert not Task.objects.exists()


def test_who_gives_no_tasks_gets_no_form(client, office, tasks):
    client.force_login(office.an)
    page = client.get("/07453/2024-06-03/tasks/")
    assert "Giao nhiệm vụ" not in page.content.decode()
    assert client.get("/07453/2024-06-03/tasks/new/").status_code == 403


def test_the_path_of_a_task_from_answer_to_acceptance(client, office, tasks):
    here = f"/07453/2024-06-03/tasks/{tasks[0].pk}/"
    client.force_login(office.an)
    assert "Báo cáo kết quả" in client.get(here).content.decode()
    assert client.get(here + "accept/").status_code == 403
    assert "Lý do báo cáo sau hạn</label>" in client.get(here + "answer/").content.decode()  # not called optional
    evidence = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 minutes")
    late = client.post(here + "answer/", {"text": "Đã xong", "evidence": [evidence], "day": "2024-06-20"})
    assert late.status_code == 422  # after the deadline
    assert not TaskAnswer.objects.exists()
    evidence = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 minutes")
    form = {"text": "Đã xong", "evidence": [evidence], "day": "2024-06-05"}
    assert client.post(here + "answer/", form).status_code == 302
    client.force_login(office.lan)
    page = client.get(here).content.decode()
    assert "bien-ban.pdf" in page
    waiting = TaskAnswer.objects.get()
    assert client.post(here + "return/", {"answer": waiting.pk, "day": "2024-06-06"}).status_code == 422
    form = {"answer": waiting.pk, "day": "2024-06-06"}
    assert client.post(here + "accept/", form).status_code == 302
    assert client.post(here + "accept/", form).status_code == 422  # somebody was quicker
    tasks[0].refresh_from_db()
    assert (tasks[0].state, tasks[0].closed_on) == ("accepted", date(2024, 6, 6))


def test_a_step_is_marked_on_the_page(client, office):
    [task] = give_task(by=office.binh, places=[office.phu], title="Việc", on=DAY, working_days=5, steps=["Một"])
    here = f"/07453/2024-06-03/tasks/{task.pk}/"
    client.force_login(office.an)
    assert client.post(f"{here}steps/{task.steps.get().pk}/").status_code == 302
    assert "đã làm" in client.get(here).content.decode()


@pytest.mark.parametrize("act", ["extend", "withdraw", "answer", "accept", "return"])
def test_each_act_has_its_page(client, office, tasks, act):
    answer_task(by=office.an, pk=tasks[0].pk, text="Xong", on=DAY)
    client.force_login(office.binh)
    page = client.get(f"{AT}{tasks[0].pk}/{act}/")
    assert page.status_code == 200
    assert "Nước sạch nông thôn" in page.content.decode()
    assert client.get(f"{AT}{tasks[0].pk}/burn/").status_code == 404
