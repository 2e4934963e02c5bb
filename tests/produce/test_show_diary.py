"""The pages of the diary: a keeper's phone, the form of each kind of work, the year as a list and a file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.office.access import today
from openntm.produce.inputs import inputs
from openntm.produce.models import DiaryEntry
from openntm.produce.services import diary
from orchard import make_orchard

AT = f"/07486/{today().isoformat()}/produce/diary/"
TREATED = {"input_name": "Thuốc thử", "registration": "1/TH", "dose": "20 ml", "waiting_days": "14", "done_by": "Hộ"}


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def at(client, orchard):
    """The client of the cooperative's keeper."""
    client.force_login(orchard.htx)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def write(orchard, kind, day, **said):
    plot = orchard.plots[0].pk
    return diary.write_entry(by=orchard.htx, plot=plot, kind=kind, day=day, done_by="Hộ Thí Dụ", on=today(), **said)


def test_a_keeper_finds_the_plots_and_the_work_to_choose_from(at, orchard):
    assert "Thửa 1, Đồi na Thử" in page(at, AT)
    shown = page(at, f"{AT}{orchard.plots[0].pk}/")
    for kind in DiaryEntry.Kind.values:
        assert f"{AT}{orchard.plots[0].pk}/{kind}/" in shown


@pytest.mark.parametrize("kind", DiaryEntry.Kind.values)
def test_a_form_asks_only_for_what_its_work_needs(at, orchard, kind):
    shown = page(at, f"{AT}{orchard.plots[0].pk}/{kind}/")
    assert ('name="waiting_days"' in shown) == (kind == "treatment")
    assert ('name="quantity_kg"' in shown) == (kind == "harvest")
    assert ('name="input_name"' in shown) == (kind in ("treatment", "fertiliser"))


def test_a_treatment_is_written_and_the_pages_say_from_when_the_plot_may_be_harvested(at, orchard):
    address = f"{AT}{orchard.plots[0].pk}/treatment/"
    answer = at.post(address, {**TREATED, "day": today().isoformat(), "key": "k1"}, follow=True)
    free = (today() + timedelta(days=14)).strftime("%d/%m/%Y")
    assert free in answer.content.decode()
    assert free in page(at, AT)
    assert free in page(at, f"{AT}{orchard.plots[0].pk}/harvest/")
    at.post(address, {**TREATED, "day": today().isoformat(), "key": "k1"})
    assert DiaryEntry.objects.count() == 1


def test_a_product_of_the_list_brings_its_number_and_waiting_days(at, orchard):
    name = "Thuốc trừ nấm minh họa A"
    given = {"input_name": name, "dose": "20 ml", "done_by": "Hộ", "day": today().isoformat()}
    at.post(f"{AT}{orchard.plots[0].pk}/treatment/", given)
    entry = DiaryEntry.objects.get()
    assert (entry.registration, entry.waiting_days) == ("0001/MH-BVTV", 14)


def test_fewer_waiting_days_than_the_list_says_are_written_and_warned_of(at, orchard):
    listed = next(one for one in inputs() if one.waiting_days)
    given = TREATED | {"day": today().isoformat(), "input_name": listed.name, "waiting_days": listed.waiting_days - 1}
    answer = at.post(f"{AT}{orchard.plots[0].pk}/treatment/", given, follow=True)
    assert f"trong danh sách là {listed.waiting_days}" in answer.content.decode()
    more = at.post(f"{AT}{orchard.plots[0].pk}/treatment/", given | {"waiting_days": listed.waiting_days}, follow=True)
    assert "trong danh sách là" not in more.content.decode()


def test_a_product_that_is_not_on_the_list_needs_its_number_and_waiting_days(at, orchard):
    given = {"input_name": "Lạ", "dose": "20 ml", "done_by": "Hộ", "day": today().isoformat()}
    answer = at.post(f"{AT}{orchard.plots[0].pk}/treatment/", given)
    assert answer.status_code == 422
    assert 'id="id_registration_error"' in answer.content.decode()
    assert not DiaryEntry.objects.exists()


def test_the_same_work_is_written_for_several_plots_at_once_and_sent_twice_kept_once(at, orchard):
    first, second = (one.pk for one in orchard.plots)
    shown = page(at, f"{AT}{first}/treatment/")
    assert "Đồi na Thử, 2" in shown
    assert "Đồi na Thử, 2" not in page(at, f"{AT}{first}/harvest/")
    given = TREATED | {"day": today().isoformat(), "key": "a" * 32, "also": [second]}
    for _twice in range(2):
        assert at.post(f"{AT}{first}/treatment/", given).status_code == 302
    assert sorted(DiaryEntry.objects.values_list("plot", "waiting_days")) == [(first, 14), (second, 14)]
    refused = at.post(f"{AT}{first}/treatment/", given | {"key": "b" * 32, "dose": ""})
    assert refused.status_code == 422
    assert at.post(f"{AT}{first}/treatment/", given | {"key": "c" * 32, "also": [999]}).status_code == 422
    assert DiaryEntry.objects.count() == 2


def test_an_early_harvest_is_written_and_warned_of(at, orchard):
    write(orchard, "treatment", today() - timedelta(days=3), **TREATED_SAID)
    given = {"quantity_kg": "1.250,5", "done_by": "Hộ", "day": today().isoformat()}
    answer = at.post(f"{AT}{orchard.plots[0].pk}/harvest/", given, follow=True)
    assert DiaryEntry.objects.get(kind="harvest").quantity_kg == Decimal("1250.5")
    assert 'class="notice warning"' in answer.content.decode()


TREATED_SAID = {"input_name": "Thuốc thử", "registration": "1/TH", "dose": "20 ml", "waiting_days": 14}


def test_an_entry_is_corrected_and_withdrawn_on_pages_that_restate_it(at, orchard):
    old = write(orchard, "treatment", today(), **TREATED_SAID)
    address = f"{AT}entries/{old.pk}/correct/"
    assert "Thuốc thử" in page(at, address)
    at.post(address, {**TREATED, "waiting_days": "21", "day": today().isoformat(), "reason": "nhầm nhãn"})
    new = DiaryEntry.objects.get(corrects=old)
    assert at.get(address).status_code == 404  # it was replaced
    page(at, f"{AT}entries/{new.pk}/withdraw/")
    at.post(f"{AT}entries/{new.pk}/withdraw/", {"reason": "nhầm thửa"})
    assert DiaryEntry.objects.get(corrects=new).withdrawn
    assert "nhầm thửa" not in page(at, f"{AT}book/?kind=treatment")
    assert "nhầm thửa" in page(at, f"{AT}book/?kind=treatment&all=on")


def test_the_year_is_searched_without_accents_and_taken_away(at, orchard):
    write(orchard, "treatment", today(), **TREATED_SAID)
    write(orchard, "watering", today())
    assert "Thuốc thử" in page(at, f"{AT}book/?q=thuoc")
    assert "Thuốc thử" not in page(at, f"{AT}book/?q=phan")
    text = at.get(f"{AT}book/?format=csv").content.decode("utf-8-sig")
    assert "1/TH" in text
    assert "Hộ Thí Dụ" in text
    assert at.get(f"{AT}book/?format=xlsx").content[:2] == b"PK"


def test_the_whole_year_is_printed_from_one_page(at, orchard):
    for number in range(55):
        write(orchard, "watering", date(2026, 1, 1) + timedelta(days=number))
    assert page(at, f"{AT}book/?year=2026").count("<tr><th scope") == 51  # with the heads
    assert "rows=all" in page(at, f"{AT}book/?year=2026")
    assert page(at, f"{AT}book/?year=2026&rows=all").count("<tr><th scope") == 56


def test_who_only_reads_sees_no_names_and_no_forms(client, orchard):
    write(orchard, "treatment", today(), **TREATED_SAID)
    client.force_login(orchard.lan)
    assert "Hộ Thí Dụ" not in page(client, f"{AT}book/")
    assert "Hộ Thí Dụ" not in client.get(f"{AT}book/?format=csv").content.decode("utf-8-sig")
    assert "treatment/" not in page(client, f"{AT}{orchard.plots[0].pk}/")
    assert client.get(f"{AT}{orchard.plots[0].pk}/treatment/").status_code == 403


@pytest.mark.parametrize("who", ["be", "dung"])
def test_for_strangers_there_is_no_diary(client, orchard, who):
    entry = write(orchard, "watering", today())
    client.force_login(getattr(orchard, who))
    plot = orchard.plots[0].pk
    for address in (AT, f"{AT}book/", f"{AT}{plot}/", f"{AT}{plot}/watering/", f"{AT}entries/{entry.pk}/correct/"):
        assert client.get(address).status_code == 404, address


def test_work_that_nobody_knows_has_no_form(at, orchard):
    assert at.get(f"{AT}{orchard.plots[0].pk}/dancing/").status_code == 404


def test_a_photo_is_shown_to_its_keeper_alone(at, orchard, tiny_picture):
    from django.core.files.uploadedfile import SimpleUploadedFile

    entry = write(orchard, "watering", today(), photo=SimpleUploadedFile("a.png", tiny_picture, "image/png"))
    answer = at.get(f"{AT}entries/{entry.pk}/photo/")
    assert answer.status_code == 200
    at.force_login(orchard.be)
    assert at.get(f"{AT}entries/{entry.pk}/photo/").status_code == 404


def test_pages_ask_the_same_number_of_questions_however_much_was_written(at, orchard):
    addresses = [AT, f"{AT}{orchard.plots[0].pk}/", f"{AT}book/"]
    write(orchard, "watering", today())
    before = [questions(at, address) for address in addresses]
    for number in range(6):
        write(orchard, "treatment", date(2026, 1, 1) + timedelta(days=number), **TREATED_SAID)
    assert [questions(at, address) for address in addresses] == before
    assert max(before) < 30


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


def test_the_list_of_plots_says_which_was_harvested_too_early(at, orchard):
    write(orchard, "treatment", today() - timedelta(days=3), **TREATED_SAID)
    assert "khi chưa hết thời gian cách ly" not in page(at, AT)
    write(orchard, "harvest", today() - timedelta(days=1), quantity_kg=Decimal(5))
    assert "khi chưa hết thời gian cách ly" in page(at, AT)
