"""Signing in: with a password, with a second factor, locked after guessing, never into a demonstration that is over."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from openntm.office.demo import ACCOUNTS, accounts
from openntm.portal.secret import DEMONSTRATION_KEY, keep_key, secret_key

PASSWORD = "correct horse"


@pytest.fixture
def an(somebody):
    return somebody("an")


def sign_in(client, username="an", password=PASSWORD, to="/account/"):
    return client.post(f"/sign-in/?next={to}", {"login": username, "password": password})


def test_a_person_signs_in_and_comes_to_the_page_they_asked_for(client, an):
    assert client.get("/account/").url == "/sign-in/?next=/account/"
    assert sign_in(client).url == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_wrong_password_is_said_in_vietnamese_and_english(client, an):
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in sign_in(client, password="x").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    assert "password you specified are not correct" in sign_in(client, password="x").content.decode()


def test_another_site_is_not_where_one_is_sent_after_signing_in(client, an):
    assert sign_in(client, to="https://evil.example/").url == "/"


def test_five_wrong_passwords_lock_the_name_even_for_the_right_one(client, an):
    for _ in range(5):
        answer = sign_in(client, password="x")
    assert answer.status_code == 429
    assert "Tạm khóa đăng nhập" in answer.content.decode()
    assert sign_in(client).status_code == 429
    assert client.get("/account/").status_code == 302


def test_a_lock_does_not_touch_other_people(client, an, somebody):
    somebody("binh")
    for _ in range(5):
        sign_in(client, password="x")
    assert sign_in(client, "binh").url == "/account/"


def test_a_deactivated_person_cannot_sign_in_and_an_open_session_ends(client, an):
    sign_in(client)
    an.is_active = False
    an.save()
    assert client.get("/account/").status_code == 302
    assert sign_in(client).status_code == 200


def test_signing_out_asks_first_and_then_closes(client, an):
    client.force_login(an)
    assert client.get("/sign-out/").status_code == 200
    assert client.post("/sign-out/").url == "/"
    assert client.get("/account/").status_code == 302


def test_nobody_signs_up_and_no_other_address_of_the_library_is_there(client, db):
    for name in ("account_signup", "account_email", "socialaccount_signup", "mfa_add_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_password_is_changed_only_with_the_old_one(client, an):
    client.force_login(an)
    new = {"password1": "bốn từ chẳng liên quan", "password2": "bốn từ chẳng liên quan"}
    refused = client.post("/account/password/", {"oldpassword": "x", **new})
    assert "Mật khẩu hiện tại không đúng." in refused.content.decode()
    assert client.post("/account/password/", {"oldpassword": PASSWORD, **new}).status_code == 302
    an.refresh_from_db()
    assert an.check_password("bốn từ chẳng liên quan")


def test_a_short_password_is_refused_in_vietnamese(client, an):
    client.force_login(an)
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "k3x", "password2": "k3x"})
    assert "Mật khẩu quá ngắn" in answer.content.decode()


def test_the_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code(client, an):
    sign_in(client)
    asked = client.get("/account/second-factor/on/")
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": PASSWORD}).url == "/account/second-factor/on/"
    page = client.get("/account/second-factor/on/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post("/account/second-factor/on/", {"code": code}).url == "/account/recovery-codes/"
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)  # encrypted with the installation's key
    recovery = re.findall(r"<li><code>(\w+)</code>", client.get("/account/recovery-codes/").content.decode())
    assert len(recovery) == 10
    client.post("/sign-out/")
    assert sign_in(client).url.startswith("/sign-in/second-factor/")
    assert client.get("/account/").status_code == 302
    assert "Mã không đúng." in client.post("/sign-in/second-factor/", {"code": "000000"}).content.decode()
    assert client.post("/sign-in/second-factor/", {"code": recovery[0]}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/account/second-factor/off/").status_code in {200, 302}


def test_demonstration_accounts_are_shown_in_the_demonstration_alone(client, db, settings):
    settings.DEMONSTRATION = False
    assert not accounts()
    assert ACCOUNTS[0].password not in client.get("/sign-in/").content.decode()
    settings.DEMONSTRATION = True
    page = client.get("/sign-in/").content.decode()
    assert all(f"<code>{account.username}</code>" in page for account in ACCOUNTS)


def test_a_demonstration_account_opens_nothing_when_the_demonstration_is_over(client, an, settings):
    an.is_demonstration = True
    an.save()
    settings.DEMONSTRATION = True
    assert sign_in(client).url == "/account/"
    settings.DEMONSTRATION = False
    assert client.get("/account/").status_code == 302
    assert sign_in(client).status_code == 200


def test_a_start_with_the_demonstrations_secret_is_refused_outside_it(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENNTM_SECRET_KEY", DEMONSTRATION_KEY)
    assert secret_key(tmp_path, demonstration=True) == DEMONSTRATION_KEY
    with pytest.raises(ImproperlyConfigured):
        secret_key(tmp_path, demonstration=False)


def test_without_a_secret_one_is_made_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("OPENNTM_SECRET_KEY")
    made = secret_key(tmp_path, demonstration=False)
    keep_key(tmp_path, made)
    keep_key(tmp_path, "another")
    assert made == secret_key(tmp_path, demonstration=False) != DEMONSTRATION_KEY
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
