"""The register of works: added, changed, taken from state to state; what was decided is not overwritten."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from building import AT, signed, verbs
from openntm.office.models import LogEntry
from openntm.works.models import Step, Work
from openntm.works.services import refusals
from openntm.works.services.works import add_work, change_work, step_work
from village import make_village

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def cast(db):
    return make_village()


def test_a_work_is_added_with_the_office_as_its_source_and_the_log_says_so(cast):
    work = add_work(by=cast.an, place=cast.commune, name="Kênh  mương", kind="irrigation", hamlet_name="thử")
    assert (work.name, work.state, work.hamlet) == ("Kênh mương", Work.State.PLANNED, cast.hamlet)
    assert "Nghĩa Phương" in work.source_title
    assert work.updated_on
    assert verbs() == ["work.add"]
    assert LogEntry.objects.get().place_key == "xa-07486"


@pytest.mark.parametrize("who", ["be", "chi", "mat", "lan", "dung"])
def test_who_does_not_keep_the_register_there_writes_nothing(cast, who):
    with pytest.raises(PermissionDenied):
        change_work(by=getattr(cast, who), pk=cast.work.pk, name="X")
    with pytest.raises(PermissionDenied):
        add_work(by=getattr(cast, who), place=cast.commune, name="X", kind="road")
    assert verbs() == []


def test_one_number_stands_once_in_a_commune(cast):
    with pytest.raises(refusals.WorkKnown):
        add_work(by=cast.an, place=cast.commune, name="X", kind="road", code="NP-01")


def test_an_end_before_the_beginning_is_refused(cast):
    with pytest.raises(refusals.PeriodReversed):
        change_work(by=cast.an, pk=cast.work.pk, planned_start=date(2026, 12, 1))


def test_what_was_decided_is_not_overwritten_once_the_work_is_underway(cast):
    for given in ({"budget": 1}, {"planned_end": date(2027, 1, 1)}):
        with pytest.raises(refusals.ChangeNotRecorded):
            change_work(by=cast.an, pk=cast.work.pk, **given)
    Work.objects.update(state="planned")
    assert change_work(by=cast.an, pk=cast.work.pk, budget=1).budget == 1


def test_a_work_is_stopped_and_resumed_with_reasons_and_finished(cast):
    pk = cast.work.pk
    step_work(by=cast.an, pk=pk, after="stopped", day=date(2026, 6, 1), reason="Chờ mặt bằng")
    step_work(by=cast.an, pk=pk, after="underway", day=date(2026, 6, 9), reason="Có mặt bằng")
    work = step_work(by=cast.an, pk=pk, after="finished", day=DAY)
    assert (work.state, work.started_on, work.finished_on) == ("finished", date(2026, 3, 9), DAY)
    assert list(Step.objects.values_list("before", "after")) == [
        ("underway", "stopped"),
        ("stopped", "underway"),
        ("underway", "finished"),
    ]
    assert verbs() == ["work.step"] * 3
    assert LogEntry.objects.first().particulars.reason == "Chờ mặt bằng"


@pytest.mark.parametrize("after", ["planned", "handed_over", "underway", "nonsense"])
def test_a_step_that_is_not_open_is_refused(cast, after):
    with pytest.raises(refusals.StepNotOpen):
        step_work(by=cast.an, pk=cast.work.pk, after=after, day=DAY, reason="x")


@pytest.mark.parametrize("after", ["stopped", "cancelled"])
def test_a_work_is_not_stopped_or_cancelled_without_a_reason(cast, after):
    with pytest.raises(refusals.ReasonMissing):
        step_work(by=cast.an, pk=cast.work.pk, after=after, day=DAY, reason="  ")


def test_a_step_lies_neither_in_the_future_nor_before_the_last_one(cast):
    with pytest.raises(refusals.DayAhead):
        step_work(by=cast.an, pk=cast.work.pk, after="finished", day=date(2100, 1, 1))
    step_work(by=cast.an, pk=cast.work.pk, after="stopped", day=DAY, reason="x")
    with pytest.raises(refusals.DayTooEarly):
        step_work(by=cast.an, pk=cast.work.pk, after="underway", day=date(2026, 11, 1), reason="x")


def test_a_work_is_not_finished_before_it_began(cast):
    with pytest.raises(refusals.DayTooEarly):
        step_work(by=cast.an, pk=cast.work.pk, after="finished", day=date(2026, 1, 1))


def test_nothing_is_entered_about_a_cancelled_work(cast):
    step_work(by=cast.binh, pk=cast.work.pk, after="cancelled", day=DAY, reason="Trùng")
    with pytest.raises(refusals.WorkCancelled):
        change_work(by=cast.an, pk=cast.work.pk, name="X")


def test_the_pages_of_the_register_write(cast):
    client = signed(cast.an)
    sent = {"name": "Nhà văn hóa thôn Thử", "kind": "culture_house", "where": "21.2, 106.5", "budget": "900.000.000"}
    answer = client.post(AT + "add/", sent)
    assert answer.url == AT
    added = Work.objects.get(kind="culture_house")
    assert (added.budget, added.shape) == (900_000_000, {"type": "Point", "coordinates": [106.5, 21.2]})
    page = client.get(f"{AT}{added.pk}/change/").content.decode()
    assert "900.000.000" in page
    answer = client.post(f"{AT}{added.pk}/step/underway/", {"day": "2026-11-02"})
    assert answer.url == f"{AT}{added.pk}/"
    added.refresh_from_db()
    assert added.started_on == date(2026, 11, 2)


def test_a_refusal_stands_at_its_field(cast):
    answer = signed(cast.an).post(AT + "add/", {"name": "X", "kind": "road", "where": "106.5, 21.2"})
    assert answer.status_code == 422
    assert "nằm ngoài Việt Nam" in answer.content.decode()
    answer = signed(cast.an).post(f"{AT}{cast.work.pk}/step/stopped/", {"day": "2026-11-02"})
    assert "Hãy nêu lý do" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("an", 200), ("binh", 200), ("lan", 403), ("mat", 403), ("be", 404)])
def test_only_who_keeps_the_register_gets_the_form(cast, who, status):
    assert signed(getattr(cast, who)).get(f"{AT}{cast.work.pk}/change/").status_code == status
