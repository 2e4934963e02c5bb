"""SMS and Zalo leave through the gateway of the installation: once, tried again with the same key, never elsewhere."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from openntm.office import channels, gateway
from openntm.office.channels import NEEDS, known_channels
from openntm.office.models import Delivery, Message
from openntm.office.services import deliver, tell
from openntm.office.services.outbox import FAILURES
from openntm.portal import options

from .listening import gateway as listening

NOW = datetime(2999, 1, 1, tzinfo=UTC)
SECRET = "khoa-bi-mat"
PAGE = "/07453/2024-06-03/tasks/1/"


@pytest.fixture
def server():
    with listening() as kept:
        yield kept


@pytest.fixture
def by_sms(settings, server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")  # it is not used
    settings.CHANNELS = ["sms", "zalo"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://ntm.example.vn"]
    settings.SMS_GATEWAY_URL = settings.ZALO_GATEWAY_URL = server.address
    settings.SMS_GATEWAY_SECRET = SECRET
    settings.GATEWAY_SECONDS = 5
    return server


@pytest.fixture
def an(somebody):
    person = somebody("an")
    person.mobile, person.told_by = "+84912345678", ["sms"]
    person.save()
    return person


def told(person, key="x:1", subject="Nhiệm vụ mới: Bê tông hóa đường thôn Dẫm"):
    return tell(person=person, key=key, subject=subject, body="Hạn: 10/06/2024.", url=PAGE)


def waiting():
    return Delivery.objects.get()


@pytest.mark.postgres
def test_the_gateway_gets_number_text_key_and_secret(an, by_sms):
    message = told(an)
    assert (deliver(now=NOW).sent, deliver(now=NOW).sent) == (1, 0)
    [got], [headers] = by_sms.got, by_sms.headers
    assert got == {
        "key": f"{message.mark}.sms",
        "channel": "sms",
        "to": "+84912345678",
        "text": f"OpenNTM: Nhiem vu moi: Be tong hoa duong thon Dam https://ntm.example.vn{PAGE}",
    }
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert waiting().sent_at == NOW


def test_zalo_leaves_with_its_marks_and_without_a_secret_where_none_is_set(an, by_sms):
    an.told_by = ["zalo"]
    an.save()
    told(an)
    assert deliver(now=NOW).sent == 1
    assert by_sms.got[0]["text"] == f"OpenNTM: Nhiệm vụ mới: Bê tông hóa đường thôn Dẫm https://ntm.example.vn{PAGE}"
    assert "Authorization" not in by_sms.headers[0]


def test_a_failure_is_tried_again_with_the_same_key(an, by_sms):
    by_sms.answers = [500, 429, 202]
    told(an)
    assert deliver(now=NOW).failed == 1
    assert waiting().error == "GatewayFailed: the gateway answered 500"
    assert deliver(now=waiting().next_try).failed == 1
    assert deliver(now=waiting().next_try).sent == 1
    assert len({got["key"] for got in by_sms.got}) == 1
    assert len(by_sms.got) == 3
    assert waiting().error == ""


def test_a_gateway_that_does_not_answer_in_time_is_a_failure(an, by_sms, settings):
    by_sms.answers, settings.GATEWAY_SECONDS = [None], 0.1
    told(an)
    assert deliver(now=NOW).failed == 1
    assert waiting().error == "GatewayFailed: no answer of the gateway (TimeoutError)"


def test_a_gateway_that_is_not_there_is_a_failure(an, by_sms, settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:1/?key=khoa-bi-mat"
    told(an)
    assert deliver(now=NOW).failed == 1
    assert waiting().error == "GatewayFailed: no answer of the gateway (ConnectionRefusedError)"


@pytest.mark.parametrize("answer", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(an, by_sms, answer):
    by_sms.answers = [answer, 200]
    told(an)
    assert deliver(now=NOW).failed == 1
    assert len(by_sms.got) == 1
    assert waiting().error == f"GatewayFailed: the gateway answered {answer}"


@pytest.mark.parametrize("answer", [302, 400, 401, 500])
def test_neither_secret_nor_number_nor_answer_is_kept(an, by_sms, answer, capfd, caplog):
    by_sms.answers = [answer]
    told(an)
    deliver(now=NOW)
    seen = waiting().error + caplog.text + "".join(capfd.readouterr())
    assert SECRET not in seen
    assert "912345678" not in seen


def test_who_did_not_ask_for_it_is_not_reached(an, by_sms):
    an.told_by = []
    an.save()
    told(an)
    assert not Delivery.objects.exists()


def test_who_stops_while_a_message_waits_is_not_reached(an, by_sms):
    told(an)
    an.told_by = []
    an.save()
    done = deliver(now=NOW)
    assert (done.sent, done.failed, by_sms.got) == (0, 0, [])
    assert not Delivery.objects.exists()


def test_who_is_deactivated_while_a_message_waits_is_not_reached(an, by_sms):
    told(an)
    an.is_active = False
    an.save()
    deliver(now=NOW)
    assert by_sms.got == []


def test_a_channel_that_was_switched_off_keeps_its_messages(an, by_sms, settings):
    told(an)
    settings.CHANNELS = []
    assert deliver(now=NOW).sent == 0
    settings.CHANNELS = ["sms"]
    assert deliver(now=NOW).sent == 1


def test_a_gateway_that_fails_and_fails_rests_until_the_next_round(an, by_sms):
    by_sms.answers = [*[500] * FAILURES, 200]
    for number in range(FAILURES + 2):
        told(an, key=f"x:{number}")
    done = deliver(now=NOW)
    assert (done.sent, done.failed, len(by_sms.got)) == (0, FAILURES, FAILURES)
    assert deliver(now=NOW).sent == 2


@given(st.text(max_size=300), st.text("abc/_-0123456789?=", max_size=400))
def test_an_sms_is_one_part_whatever_the_subject(subject, path):
    message = Message(subject=subject, url=f"/{path}")
    said = gateway.text_of(message, 160, has_marks=False)
    assert said.isascii()
    assert len(said) <= 160


def test_a_long_address_gives_way_to_that_of_the_notices(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://ntm.example.vn"]
    message = Message(subject="Phản ánh của người dân … “gấp”; 5 m² – " * 9, url="/" + "a" * 200)
    said = gateway.text_of(message, 160, has_marks=False)
    assert said.startswith('OpenNTM: Phan anh cua nguoi dan ... "gap"; 5 m2 - Phan')
    assert said.endswith("... https://ntm.example.vn/notices/")
    assert len(said) <= 160


@pytest.mark.parametrize("name", ["sms", "zalo"])
def test_a_channel_without_its_gateway_is_refused_at_start_up(monkeypatch, name):
    monkeypatch.setenv("OPENNTM_CHANNELS", name)
    with pytest.raises(
        ImproperlyConfigured, match=f"OPENNTM_CHANNELS='{name}': set OPENNTM_{name.upper()}_GATEWAY_URL as well"
    ):
        options.chosen("CHANNELS", known_channels(), "", NEEDS)
    monkeypatch.setenv(f"OPENNTM_{name.upper()}_GATEWAY_URL", "https://sms.example.vn/")
    assert options.chosen("CHANNELS", known_channels(), "", NEEDS) == [name]


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            "ftp://sms.example.vn/",
            "file:///etc/passwd",
            "sms.example.vn",
            "https:///messages",
            "https://sms.example.vn:x/",
        ),
        *("https://name:khoa-bi-mat@sms.example.vn/", "https://sms.example.vn/a b", "https://sms.example.vn/#a"),
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(monkeypatch, wrong):
    monkeypatch.setenv("OPENNTM_SMS_GATEWAY_URL", wrong)
    with pytest.raises(ImproperlyConfigured, match="OPENNTM_SMS_GATEWAY_URL: write it as") as refused:
        options.address("SMS_GATEWAY_URL", "https://sms.example.org/")
    assert wrong not in str(refused.value)


@pytest.mark.parametrize("wrong", ["hai từ", "two words", "a\nb"])
def test_a_secret_that_no_header_can_carry_is_refused_without_repeating_it(monkeypatch, wrong):
    monkeypatch.setenv("OPENNTM_SMS_GATEWAY_SECRET", wrong)
    with pytest.raises(ImproperlyConfigured) as refused:
        options.secret("SMS_GATEWAY_SECRET")
    assert wrong not in str(refused.value)


def test_the_channel_of_a_package_that_is_gone_keeps_its_name():
    assert channels.title_of("pigeon") == "pigeon"
