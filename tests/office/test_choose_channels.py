"""A person gives a number, chooses how to be told, and stops; the number is theirs, and the log forgets it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.core import mail

from openntm.office import channels, mobile, services
from openntm.office.access import today
from openntm.office.log import verify
from openntm.office.models import Delivery, LogEntry, Message, Person
from openntm.office.queries import lines_of
from openntm.office.roles import Role
from openntm.portal.commands.messages import command

from .listening import gateway as listening

NUMBER, PAGE = "+84912345678", "/account/channels/"


@pytest.fixture
def an(somebody):
    return somebody("an")


@pytest.fixture
def is_on(settings):
    settings.CHANNELS = ["email", "sms"]


@pytest.fixture
def sms(settings, is_on):
    with listening() as server:
        settings.SMS_GATEWAY_URL = server.address
        yield server


def fresh(person):
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    "written", ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 912-345-678", "84912345678"]
)
def test_a_number_is_kept_in_one_shape(written):
    assert mobile.kept(written) == NUMBER
    assert mobile.kept(mobile.spoken(NUMBER)) == NUMBER


@pytest.mark.parametrize(
    "wrong",
    ["091234567", "09123456789", "0212345678", "0412345678", "912345678", "+85912345678", "0912a45678", "٠٩١٢٣٤٥٦٧٨"],
)
def test_a_wrong_number_is_refused(client, an, is_on, wrong):
    with pytest.raises(ValueError, match="."):
        mobile.kept(wrong)
    client.force_login(an)
    answer = client.post(PAGE, {"mobile": wrong, "told_by": ["sms"]})
    assert answer.status_code == 422
    assert "mười chữ số" in answer.content.decode()
    assert (fresh(an).mobile, fresh(an).told_by) == ("", [])


def test_a_person_chooses_and_the_log_says_so_without_the_number(client, an, is_on):
    client.force_login(an)
    assert client.post(PAGE, {"mobile": "0912 345 678", "told_by": ["sms"]}).url == "/account/"
    assert (fresh(an).mobile, fresh(an).told_by) == (NUMBER, ["sms"])
    entry = LogEntry.objects.get(verb="person.channels")
    assert (entry.by, entry.subject_key) == (an, str(an.pk))
    assert entry.changed == {"told_by": [[], ["sms"]]}
    assert entry.particulars.changed == {"mobile": ["", "678"]}
    [line] = lines_of([entry])
    assert "chọn cách nhận thông báo" in line.verb
    page = client.get("/account/").content.decode()
    assert "được gửi thêm qua SMS" in page
    assert 'value="0912 345 678"' in client.get(PAGE).content.decode()


def test_what_the_log_keeps_of_the_number_is_forgotten(an, is_on, anchor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
        entry = LogEntry.objects.get(verb="person.channels")
        services.forget_entries(by=None, numbers=[entry.number], reason="Yêu cầu", on=today())
    assert LogEntry.objects.get(pk=entry.pk).particulars.changed == {}
    assert verify() is None


def test_who_chooses_without_a_number_is_asked_for_it(client, an, is_on):
    with pytest.raises(services.NumberMissing):
        services.choose_channels(by=an, mobile="", told_by=["sms"])
    client.force_login(an)
    answer = client.post(PAGE, {"mobile": "", "told_by": ["sms"]})
    assert answer.status_code == 422
    assert "Nhập số điện thoại mà bạn muốn nhận thông báo." in answer.content.decode()


def test_only_channels_that_are_on_are_offered(client, an, is_on):
    client.force_login(an)
    page = client.get(PAGE).content.decode()
    assert 'value="sms"' in page
    assert 'value="zalo"' not in page
    assert 'value="email"' not in page
    assert client.post(PAGE, {"mobile": "0912345678", "told_by": ["zalo"]}).status_code == 422
    services.choose_channels(by=an, mobile=NUMBER, told_by=["sms", "zalo"])
    assert fresh(an).told_by == ["sms"]


def test_where_no_such_channel_is_on_no_number_is_asked_for(client, an, settings, land, somebody):
    settings.CHANNELS = ["email"]
    client.force_login(an)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/account/").content.decode()
    client.force_login(somebody("chi", Role.ADMINISTRATOR, land.tinh))
    assert 'name="mobile"' not in client.get("/people/add/").content.decode()


def test_one_can_stop_and_what_waits_does_not_leave(client, an, sms):
    an = services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
    services.tell(person=an, key="x:1", subject="x")
    client.force_login(an)
    assert client.post(PAGE, {"stop": "1"}).url == "/account/"
    assert (fresh(an).mobile, fresh(an).told_by) == ("", [])
    services.deliver(now=datetime(2999, 1, 1, tzinfo=UTC))
    assert sms.got == []
    assert not Delivery.objects.exists()
    assert Message.objects.filter(person=an).exists()  # it can still be read in the product


def test_one_can_stop_where_the_channel_was_switched_off(client, an, settings, is_on):
    services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
    settings.CHANNELS = []
    client.force_login(an)
    assert PAGE in client.get("/account/").content.decode()
    page = client.get(PAGE).content.decode()
    assert 'name="stop"' in page
    assert 'name="told_by"' not in page
    client.post(PAGE, {"stop": "1"})
    assert fresh(an).mobile == ""


def test_a_stranger_has_no_such_page(client, db, is_on):
    assert client.get(PAGE).url.startswith("/sign-in/")


def test_who_manages_people_may_write_the_number_but_not_the_choice(client, land, somebody, is_on):
    root, moi = somebody("root", Role.ADMINISTRATOR, land.tinh), somebody("moi")
    client.force_login(root)
    page = f"/people/{moi.pk}/"
    given = {"display_name": "Moi", "email": "", "mobile": "0912.345.678", "told_by": ["sms"]}
    assert client.post(f"{page}change/", given).url == page
    assert (fresh(moi).mobile, fresh(moi).told_by) == (NUMBER, [])
    assert "0912 345 678" in client.get(page).content.decode()
    assert 'value="0912 345 678"' in client.get(f"{page}change/").content.decode()
    client.post("/people/add/", {"username": "nua", "display_name": "Nữa", "mobile": "0912345679"})
    assert Person.objects.get(username="nua").mobile == "+84912345679"
    assert client.post(f"{page}change/", given | {"mobile": "1"}).status_code == 200
    assert fresh(moi).mobile == NUMBER


def test_a_change_of_the_name_keeps_the_number_where_none_is_asked_for(client, land, somebody, settings, is_on):
    root, moi = somebody("root", Role.ADMINISTRATOR, land.tinh), somebody("moi")
    services.choose_channels(by=moi, mobile=NUMBER, told_by=["sms"])
    settings.CHANNELS = []
    client.force_login(root)
    client.post(f"/people/{moi.pk}/change/", {"display_name": "Mới", "email": ""})
    assert (fresh(moi).display_name, fresh(moi).mobile) == ("Mới", NUMBER)


def test_the_number_goes_when_the_account_is_deactivated(client, land, somebody, is_on):
    root, moi = somebody("root", Role.ADMINISTRATOR, land.tinh), somebody("moi")
    services.choose_channels(by=moi, mobile=NUMBER, told_by=["sms"])
    client.force_login(root)
    assert "Số điện thoại di động bị xóa." in client.get(f"/people/{moi.pk}/deactivate/").content.decode()
    services.deactivate_person(by=root, pk=moi.pk, reason="Nghỉ hưu", on=today())
    services.return_person(by=root, pk=moi.pk, reason="Trở lại", on=today())
    assert (fresh(moi).mobile, fresh(moi).told_by) == ("", [])


def test_a_channel_of_a_package_is_offered_if_it_asks_for_it(client, an, settings, monkeypatch):
    sent = []

    class Radio:
        title, is_chosen = "Đài xã", True

        def reaches(self, person):
            return True

        def send(self, message):
            sent.append(message.mark)

    monkeypatch.setattr(channels, "brought", lambda: {"radio": SimpleNamespace(load=Radio)})
    settings.CHANNELS = ["radio"]
    services.tell(person=an, key="x:1", subject="x")
    client.force_login(an)
    assert "Đài xã" in client.get(PAGE).content.decode()
    client.post(PAGE, {"mobile": "", "told_by": ["radio"]})
    message = services.tell(person=fresh(an), key="x:2", subject="x")
    services.deliver(now=datetime(2999, 1, 1, tzinfo=UTC))
    assert sent == [message.mark]
    assert "đã gửi qua Đài xã" in client.get("/notices/").content.decode()


def test_the_notices_say_how_each_left(client, an, sms):
    an = services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
    for number in range(3):
        services.tell(person=an, key=f"x:{number}", subject="x")
    sms.answers = [200, 500]
    later = datetime(2999, 1, 1, tzinfo=UTC)
    Delivery.objects.filter(message__key="x:2").update(next_try=later)
    services.deliver(now=datetime(2998, 1, 1, tzinfo=UTC))
    client.force_login(an)
    page = client.get("/notices/").content.decode()
    assert "đã gửi qua SMS lúc 01/01/2998" in page
    assert "SMS lỗi 1 lần" in page
    assert "chờ gửi qua SMS" in page


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_the_command_lists_the_channels(an, sms):
    an = services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
    services.tell(person=an, key="x:1", subject="x")
    sms.answers = [500]
    services.deliver(now=datetime(2999, 1, 1, tzinfo=UTC))
    said = run("list").output
    assert "sms  on, 1 wait, 1 of them failed, last sent: never\n      GatewayFailed: the gateway answered 500" in said
    assert "zalo  off, 0 wait" in said
    assert "912345678" not in said


def test_the_command_tries_a_channel(an, sms):
    an = services.choose_channels(by=an, mobile=NUMBER, told_by=["sms"])
    assert run("try", "sms", "an").output == "It left.\n"
    assert sms.got[0]["text"].startswith("OpenNTM: Tin thu: ban nhan duoc thong bao qua cach nay.")
    assert mail.outbox == []
    sms.answers = [503]
    failed = run("try", "sms", "an")
    assert (failed.exit_code, "the gateway answered 503" in failed.output) == (1, True)
    assert not Delivery.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize(
    ("name", "username", "said"),
    [("zalo", "an", "not switched on"), ("sms", "ai", "nobody signs in"), ("sms", "an", "did not choose it")],
)
def test_a_trial_that_reaches_nobody_is_refused(an, is_on, name, username, said):
    refused = run("try", name, username)
    assert (refused.exit_code, said in refused.output) == (2, True)
    assert not Message.objects.exists()
