"""Personal data leaves by no door: each personal field is given a word of its own, then everything open is opened."""

import re
from datetime import date

import pytest
from crawling import Crawl
from django.apps import apps
from django.db import models
from django.test import Client, TestCase, override_settings

from openntm.codes.models import Code, Stock
from openntm.codes.tokens import token_of
from openntm.office.models import Person, Post, StoredFile
from openntm.office.roles import Role
from openntm.portal.demonstration import prepare_demonstration
from openntm.portal.public import PUBLIC
from openntm.produce.models import Lot, Producer, Product
from openntm.works.models import Work

pytestmark = pytest.mark.slow  # the whole demonstration is made and opened

LATITUDE, LONGITUDE = "21.29753", "106.53719"
HERE = "/218/2023-12-31/"
SEEDS = [
    *("/survey/", "/", "/?place=07486", "/?place=24", HERE, "/healthz", "/Q/", "/sign-in/", "/open-data/?place=07486"),
    *(
        "/places/search/?q=nghia",
        "/.well-known/gs1resolver",
        "/open-data/events.jsonld",
        f"{HERE}map/",
        f"{HERE}unverified/",
        f"{HERE}unit-sets/",
    ),
    *("/api/v1/", "/api/v1/openapi.json", "/api/v1/sets", "/api/v1/sets/commune_ntm_2021_2025"),
    *("/api/v1/places?on=2023-12-31&q=nghia", "/api/v1/places/218?on=2023-12-31"),
    *("/api/v1/overview?on=2023-12-31&place=218", "/api/v1/directives?on=2023-12-31"),
    *("/api/v1/works/?on=2026-11-01&place=07486", "/api/v1/heritage/", "/api/v1/procedures?on=2026-11-01"),
    "/api/v1/procedures/dang-ky-khai-sinh?on=2026-11-01&place=07486",
]
# Who signs for an office is named by the act itself.
OFFICIALS = {("Person", "display_name")}
# Rows whose field is shown because the person agreed, or because it is what an officer wrote for everybody.
AGREED = {
    ("BoardMember", "name"): {"is_named": True},
    ("Contribution", "giver_name"): {"may_be_named": True},
    ("ReportEvent", "text"): {"is_public": True},
}
# Of a body, and no person's.
OFFICES = {("Change", "phone")}
# What a walk from link to link cannot open, each with the reason.
UNOPENED = {
    *("account_inactive", "account_logout", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate"),  # of signing in
    "go", "language",  # lead on alone
    "reports:commune", "steering:registrations",  # addresses of another page
    "code", "code_small",  # lead to the pages that are opened
    "steering:calendar_feed",  # a person's own feed, behind their own secret
    "produce:digital_link",  # leads on, and the invented products have no GTIN
    "api:api-root",  # names nothing
    "steering:directive_file",  # no file is public in the demonstration
    "participation:household", "participation:household_symbol",  # behind the code of a slip, itself personal
    "participation:vote", "participation:vote_symbol",  # behind the code of a slip, of which the hash alone is kept
    "recognition:consultation_report",  # no consultation of the demonstration has a report to show yet
    "office:unit_set",  # no set of units is in the demonstration
}  # fmt: skip


def mark():
    """Every personal text becomes a word that stands nowhere else; secret word by model and field."""
    words = {}
    for model in apps.get_models():
        for field in sorted(getattr(model, "PERSONAL", ())):
            kind = model._meta.get_field(field)
            rows = model._default_manager.exclude(**{f"{field}__isnull": True})
            if agreed := AGREED.get((model.__name__, field)):
                rows = rows.exclude(**agreed)
            for pk, value in list(rows.values_list("pk", field)):
                if value in ("", None):
                    continue
                word, shown = secret(kind, field, len(words))
                words.setdefault(shown, (model.__name__, field))
                model._default_manager.filter(pk=pk).update(**{field: word})
    return words


def secret(kind, field, number):
    if isinstance(kind, models.DecimalField | models.FloatField):
        value = LONGITUDE if "lon" in field else LATITUDE
        return value, value[:6]
    if isinstance(kind, models.CharField | models.TextField):
        word = f"zqp{number:05d}x"
        return word, word
    if isinstance(kind, models.JSONField):
        return {"said": f"zqp{number:05d}x"}, f"zqp{number:05d}x"
    raise AssertionError(f"a personal field of a kind that the walk does not know: {field}")


def addresses():
    """Where a stranger can begin without a link: what is typed, scanned, or asked by a program."""
    yield from SEEDS
    yield from (f"/api/v1/works/{pk}" for pk in Work.objects.values_list("pk", flat=True))
    yield from (f"/Q/{token}" for token in Code.objects.order_by("-pk").values_list("token", flat=True)[:200])
    for stock in Stock.objects.select_related("run"):
        token = token_of(bytes(stock.run.secret), stock.run.number, stock.first)
        yield from (f"/Q/{token}", f"/q/{token}", f"/Q/{token}/report")
    for lot in Lot.objects.all():
        yield from (f"/id/product/{lot.product_id}/lot/{lot.number}", f"/id/product/{lot.product_id}/ser/1")
        yield f"/id/product/{lot.product_id}/lot/{lot.number}/ser/1"
    yield from (f"/id/product/{pk}" for pk in Product.objects.values_list("pk", flat=True))
    yield from (f"/id/producer/{pk}" for pk in Producer.objects.values_list("pk", flat=True))
    yield from (f"/files/{pk}/copy/" for pk in StoredFile.objects.values_list("pk", flat=True)[:200])


def told(crawl, words):
    return {words[secret]: address for secret, address in crawl.found.items() if words[secret] not in OFFICIALS}


@override_settings(DEMONSTRATION=True, FIRST_DAY=date(2023, 12, 31), FIRST_PLACE="218")
class TestDoors(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(DEMONSTRATION=True), cls.captureOnCommitCallbacks(execute=True):
            prepare_demonstration(real_only=False, say=lambda said: None)
        Person.objects.update(mobile="+84912345678")  # nobody of the demonstration has given one
        cls.words = mark()
        assert ("Person", "mobile") in cls.words.values()

    def test_no_public_page_export_feed_or_answer_tells_a_personal_word(self):
        crawl = Crawl(Client(), self.words)
        crawl.walk(*addresses())
        assert crawl.failed == []
        assert told(crawl, self.words) == {}
        assert sorted(PUBLIC - set(crawl.opened) - UNOPENED) == []

    def test_the_walk_would_notice(self):
        client = Client()
        client.force_login(Person.objects.get(pk=officer()))
        crawl = Crawl(client, self.words, each=3)
        crawl.walk(*SEEDS)
        assert ("Producer", "phone") in {self.words[secret] for secret in crawl.found}


def officer():
    """Of the commune of the invented cooperative; by now nobody's name is what it was."""
    communes = Producer.objects.filter(illustrative=True).values("place")
    return Post.objects.get(role=Role.COMMUNE_OFFICER, place__in=communes, valid_to=None).person_id


def test_every_model_that_holds_a_telephone_or_a_position_says_what_is_personal():
    """So that the walk knows of it."""
    suspicious = re.compile(r"phone|mobile|contact|email$|latitude|longitude|representative|birth")
    silent = {
        (model.__name__, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("openntm.")
        for field in model._meta.fields
        if suspicious.search(field.name) and field.name not in getattr(model, "PERSONAL", ())
    }
    assert silent - OFFICES == set()
