"""Every address that the product answers, found by itself, is closed unless the list of public ones names it."""

import re

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import URLPattern, get_resolver, path
from django.urls.resolvers import RoutePattern

SAMPLES = {"code": "24", "day": "2024-01-01", "ending": "csv", "set_id": "commune_ntm_2021_2025", "indicator": "4.2"}
SAMPLES["part"] = "parties"  # of a work
# What a person without any post may open: their own account.
OWN = {
    *("office:account", "office:token_make", "account_change_password", "account_reauthenticate"),
    *("office:delegations", "office:notices", "steering:calendar"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"),
    *("mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
}
# Lists of what a person may read: without a post there is nothing in them.
LISTS = {"api:figures", "api:assessments"}


def addresses(patterns=None, before="", spaces=()):
    """(view name, an address that leads there) of everything under the root."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here = before + sample(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join([*spaces, entry.name or entry.lookup_str]), "/" + here
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from addresses(entry.url_patterns, here, inner)


def sample(pattern):
    if not isinstance(pattern, RoutePattern):
        text = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: SAMPLES.get(found[1], "1"), str(pattern))
        return text.strip("^$").replace("\\.", ".")
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: SAMPLES.get(found[2], "1"), str(pattern._route))


CLOSED = [(name, address) for name, address in addresses() if name not in settings.PUBLIC_PAGES]
PACKAGES = sorted({name.partition(":")[0] for name, _ in CLOSED})


def closed_in(package):
    """One test for the pages of a package: to sign in for each of some hundreds would be most of the work."""
    return [(name, address) for name, address in CLOSED if name.partition(":")[0] == package]


def test_the_addresses_are_found():
    names = {name for name, _ in addresses()}
    assert {"office:log", "office:people", "account_login", "healthz"} <= names
    assert len(CLOSED) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("package", PACKAGES)
def test_a_stranger_is_led_to_the_sign_in_page(client, package):
    for name, address in closed_in(package):
        for answer in (client.get(address), client.post(address)):
            if name.startswith(("api:", "openrosa:")):
                assert answer.status_code == 401, address
            else:
                assert answer.status_code == 302, address
                assert answer.url.startswith("/sign-in/?next=/"), address


@pytest.mark.parametrize("package", PACKAGES)
def test_a_person_without_a_post_opens_nothing_but_their_own_account(client, land, somebody, package):
    client.force_login(somebody("dung"))
    for name, address in closed_in(package):
        answer = client.get(address, {"on": "2024-01-01"} if name in LISTS else None)
        if name in LISTS:
            assert answer.json()["items"] == [], address
        elif name.startswith("openrosa:"):  # who is signed in opens nothing there without a token
            assert answer.status_code == 401, address
        else:
            assert name in OWN or answer.status_code in {403, 404, 405}, (name, answer.status_code)


def test_a_new_address_is_closed_without_anybody_closing_it(client, db):
    from openntm.portal import urls

    new = [*urls.urlpatterns, path("forgotten/", lambda request: 1 / 0, name="forgotten")]
    with override_settings(ROOT_URLCONF=type("Urls", (), {"urlpatterns": new})):
        assert client.get("/forgotten/").url == "/sign-in/?next=/forgotten/"


def test_the_public_list_names_no_writing_of_figures_people_or_log():
    assert not [name for name in settings.PUBLIC_PAGES if re.search(r"entry|import|people|person|log$|assess", name)]
