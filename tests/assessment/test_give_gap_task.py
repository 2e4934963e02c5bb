"""From an indicator that is not met to a task: who sees the button, what is proposed, one open task a commune."""

import pytest
from django.utils import timezone
from django.utils.html import escape

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.gap_tasks import NoGap, give_gap_task, short_on
from openntm.office.models import LogEntry
from openntm.steering.models import Task

from .conftest import DAY, NTM

HERE = f"/07450/2023-12-31/gap-task/{NTM}/17.1/"
WHY = f"/07450/2023-12-31/why/{NTM}/17.1/"


@pytest.fixture
def reported(land):
    """Every commune reports 10 % clean water, far below what is asked."""
    source = Source.objects.create(key="report", title="Báo cáo", kind="report")
    for commune in land.communes:
        Figure.objects.create(
            place=commune.place,
            measure=f"{NTM}/17.1",
            day=DAY,
            period="2023",
            value="10",
            unit="percent",
            source=source,
            entered_at=timezone.now(),
        )


def posted(client, **more):
    form = {"title": "Đạt chỉ tiêu 17.1", "day": "2023-12-31", "working_days": "30"}
    return client.post(HERE, {**form, **more})


def test_the_page_proposes_a_task_in_the_words_of_the_gap(client, reported, binh, leader):
    client.force_login(binh)
    page = client.get(HERE)
    first = page.context["form"].initial
    assert first["title"].startswith("Đạt chỉ tiêu 17.1: ")
    assert (first["working_days"], first["overseer"]) == (30, leader)
    assert escape(first["wanted"]) in page.content.decode()
    assert "10" in first["wanted"]


def test_one_click_gives_the_task_with_the_gap_in_it(client, reported, binh, land):
    client.force_login(binh)
    assert posted(client).status_code == 302
    task = Task.objects.get()
    assert (task.place, task.origin, task.set_id, task.indicator) == (land.commune.place, "gap", NTM, "17.1")
    assert "10" in task.gap
    assert LogEntry.objects.get(verb="task.give").changed["indicator"] == [None, "17.1"]


def test_while_a_task_is_open_it_is_shown_instead_of_the_button(client, reported, binh):
    client.force_login(binh)
    before = client.get(WHY).content.decode()
    assert HERE in before
    posted(client)
    task = Task.objects.get()
    after = client.get(WHY).content.decode()
    assert HERE not in after
    assert f"/07450/2023-12-31/tasks/{task.pk}/" in after
    assert "đang mở" in client.get(HERE).content.decode()
    posted(client)
    assert Task.objects.count() == 1


@pytest.mark.parametrize("page", ["/218/2023-12-31/gaps/?sort=figure", f"/218/2023-12-31/set/{NTM}/17.1/?sort=place"])
def test_the_lists_offer_a_task_to_who_may_give_it_alone(client, reported, binh, an, page):
    client.force_login(binh)
    shown = client.get(page).content.decode()
    assert HERE in shown
    assert HERE not in client.get(page + "&format=csv").content.decode("utf-8-sig")
    client.force_login(an)
    assert HERE not in client.get(page).content.decode()
    client.logout()
    assert HERE not in client.get(page).content.decode()


def test_who_gives_no_tasks_there_is_refused(client, reported, an, chi, dung):
    for person, status in ((an, 403), (chi, 403), (dung, 404)):
        client.force_login(person)
        assert client.get(HERE).status_code == posted(client).status_code == status
    assert not Task.objects.exists()


def test_what_is_met_asks_for_nothing(client, reported, binh, land):
    Figure.objects.update(value="100", measure=f"{NTM}/17.2")
    client.force_login(binh)
    here = HERE.replace("17.1", "17.2")
    assert "không có gì để giao" in client.get(here).content.decode()
    assert client.post(here, {"title": "x", "day": "2023-12-31", "working_days": "5"}).status_code == 422
    short = short_on(land.commune, NTM, "17.2", DAY)
    with pytest.raises(NoGap):
        give_gap_task(by=binh, short=short, on=DAY, title="x", working_days=5)


def test_an_indicator_that_the_set_does_not_ask_for_is_not_found(client, reported, binh):
    client.force_login(binh)
    for address in (HERE.replace("17.1", "99.9"), HERE.replace("07450", "218"), HERE.replace(NTM, "none")):
        assert client.get(address).status_code == 404


def test_a_task_for_a_gap_without_figures_says_what_is_missing(client, land, binh):
    client.force_login(binh)
    posted(client, wanted="Nhập số liệu")
    assert Task.objects.get().gap
