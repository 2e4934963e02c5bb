"""People are told once; what cannot leave is tried again with growing pauses; nobody reads another's notices."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from openntm.office import channels
from openntm.office.channels import known_channels
from openntm.office.models import Delivery, Message, Person
from openntm.office.services import deliver, mark_read, tell
from openntm.office.services.outbox import PAUSES
from openntm.portal import options

NOW = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture
def by_mail(settings):
    settings.CHANNELS = ["email"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://ntm.example.vn"]


@pytest.fixture
def an(somebody):
    person = somebody("an")
    person.email = "an@example.vn"
    person.save()
    return person


def test_nobody_is_told_of_one_event_twice(an):
    assert tell(person=an, key="x:1", subject="Nhiệm vụ mới")
    assert tell(person=an, key="x:1", subject="Nhiệm vụ mới") is None
    assert Message.objects.count() == 1
    assert not Delivery.objects.exists()  # no channel is switched on


def test_who_is_no_longer_active_is_not_told(an):
    an.is_active = False
    assert tell(person=an, key="x:1", subject="x") is None


@pytest.mark.postgres
def test_a_message_leaves_once_by_each_channel_that_is_on(an, by_mail):
    tell(person=an, key="x:1", subject="Nhiệm vụ\r\nmới", body="Hạn: 10/06/2024.", url="/07453/2024-06-03/tasks/1/")
    assert (deliver(now=NOW).sent, deliver(now=NOW).sent) == (1, 0)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["an@example.vn"], "OpenNTM: Nhiệm vụ mới")
    assert "https://ntm.example.vn/07453/2024-06-03/tasks/1/" in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<message-")


def test_who_has_no_address_is_told_in_the_product_alone(somebody, by_mail):
    tell(person=somebody("be"), key="x:1", subject="x")
    assert not Delivery.objects.exists()


def test_what_fails_is_tried_again_with_growing_pauses(an, by_mail, monkeypatch):
    def broken(message):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("openntm.office.mail.send", broken)
    tell(person=an, key="x:1", subject="x")
    now, pauses = NOW, []
    for _ in range(4):
        assert deliver(now=now).failed == 1
        assert deliver(now=now).failed == 0  # not before the pause is over
        waiting = Delivery.objects.get()
        pauses.append(waiting.next_try - now)
        now = waiting.next_try
    assert pauses == sorted(pauses) == PAUSES[:4]
    assert (waiting.tries, waiting.error) == (4, "ConnectionRefusedError: no server")
    monkeypatch.undo()
    assert deliver(now=now).sent == 1
    assert Delivery.objects.get().error == ""


def test_a_channel_that_was_switched_off_keeps_its_messages(an, by_mail, settings):
    tell(person=an, key="x:1", subject="x")
    settings.CHANNELS = []
    assert deliver(now=NOW).sent == 0
    assert Delivery.objects.get().tries == 0


def test_a_channel_can_be_brought_by_another_package(an, settings, monkeypatch):
    sent = []

    class Board:
        def reaches(self, person):
            return True

        def send(self, message):
            sent.append(message.subject)

    monkeypatch.setattr(channels, "OWN", {"board": "somewhere"})
    monkeypatch.setattr(channels, "resolve_name", lambda name: Board())
    settings.CHANNELS = ["board"]
    assert "board" in known_channels()
    tell(person=an, key="x:1", subject="Xin chào")
    assert deliver(now=NOW).sent == 1
    assert sent == ["Xin chào"]


def test_an_unknown_channel_is_refused_at_start_up(monkeypatch):
    monkeypatch.setenv("OPENNTM_CHANNELS", "email, pigeon")
    with pytest.raises(ImproperlyConfigured, match="OPENNTM_CHANNELS='pigeon': use email"):
        options.chosen("CHANNELS", known_channels())
    monkeypatch.setenv("OPENNTM_CHANNELS", "")
    assert options.chosen("CHANNELS", known_channels(), "email") == []


def test_each_reads_their_own_notices_and_marks_them(client, an, somebody):
    be = somebody("be")
    tell(person=an, key="x:1", subject="Việc của An", url="/account/")
    tell(person=an, key="x:2", subject="Việc nữa")
    tell(person=be, key="x:3", subject="Việc của Be")
    client.force_login(an)
    page = client.get("/notices/").content.decode()
    assert "2 thông báo chưa đọc" in page
    assert "Việc của Be" not in page
    assert client.post(f"/notices/{Message.objects.get(key='x:3').pk}/").status_code == 404
    answer = client.post(f"/notices/{Message.objects.get(key='x:1').pk}/")
    assert answer["Location"] == "/account/"
    assert client.get("/notices/").context["unread"] == 1
    client.post("/notices/read/")
    assert "Đã đọc hết" in client.get("/notices/").content.decode()
    assert Message.objects.get(key="x:3").read_at is None


def test_a_failure_is_shown_beside_the_notice(client, an, by_mail):
    message = tell(person=an, key="x:1", subject="x")
    message.deliveries.update(tries=3, error="no server", next_try=NOW + timedelta(hours=1))
    client.force_login(an)
    assert "thư điện tử lỗi 3 lần" in client.get("/notices/").content.decode()


def test_a_message_is_read_once(an):
    tell(person=an, key="x:1", subject="x")
    assert (mark_read(by=an), mark_read(by=an)) == (1, 0)
    assert Person.objects.filter(messages__read_at__isnull=False).exists()
