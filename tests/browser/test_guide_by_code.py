"""A poster's code is scanned with a small telephone: the guide is small, readable without script, and rated."""

import json
import subprocess
import sys

import pytest
from django.utils import timezone
from looking import errors, faults, is_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # the whole product and a browser
WIDTH, SMALL = 360, 30_000
PARTLY = "dang-ky-dat-dai-lan-dau"  # some facts were compared, some not, and sources differ
COUNT = """
import django
django.setup()
from openntm.codes.models import SingleDay
print(sum(SingleDay.objects.filter(code__token={token!r}).values_list("count", flat=True)))
"""
POSTER = """
import json
import django
django.setup()
from openntm.office.models import Person
from openntm.places.queries import place_at
from openntm.office.access import today
from openntm.services.services.posters import codes_of, make_poster
place, by = place_at("07450", today()).place, Person.objects.get(username="van-phong-tinh")
made = make_poster(by=by, place=place, slugs=["dang-ky-khai-sinh", "dang-ky-ket-hon"])
print(json.dumps({slug: code.token for slug, code in codes_of(made).items()}))
"""


def ran(environ, code):
    known = {**environ, "DJANGO_SETTINGS_MODULE": "openntm.portal.settings", "OPENNTM_DEMONSTRATION": "1"}
    return subprocess.run([sys.executable, "-c", code], env=known, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def codes(site, environ):
    return json.loads(ran(environ, POSTER))


def test_a_poster_leads_to_a_small_guide_without_script_or_cookie(site, environ, codes, open_page):
    page = open_page(width=WIDTH, java_script_enabled=False)
    page.context.clear_cookies()
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.status == 200 else None)
    token = codes["dang-ky-khai-sinh"]
    before = int(ran(environ, COUNT.format(token=token)))
    page.goto(f"{site}/Q/{token}")
    assert page.url == f"{site}/guide/dang-ky-khai-sinh/?at=07450"
    assert page.inner_text("h1") == "Đăng ký khai sinh"
    assert sum(sizes) < SMALL, sizes
    assert int(ran(environ, COUNT.format(token=token))) == before + 1
    assert page.context.cookies() == []
    assert not page.foreign
    assert not page.locator("[data-read]").is_visible()


def test_with_script_the_guide_is_read_in_vietnamese_under_the_strict_policy(site, open_page):
    page = open_page(width=WIDTH)
    page.add_init_script("window.said = []; SpeechSynthesis.prototype.speak = function (one) { said.push(one); };")
    answer = page.goto(f"{site}/guide/{PARTLY}/?lang=vi")
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    page.click("[data-read]")
    assert {*page.evaluate("said.map((one) => one.lang)")} == {"vi-VN"}
    assert page.evaluate("said[0].text").startswith("Đăng ký đất đai")
    said = page.evaluate("said.map((one) => one.text).join(' ')")
    assert "chưa kiểm chứng" in said
    assert "đã kiểm chứng" in said
    assert "[1]" not in said  # the numbers of readings are for the eye
    assert not page.failed


def test_large_print_and_rating_work_without_script(site, codes, open_page):
    page = open_page(width=WIDTH, java_script_enabled=False)
    page.context.clear_cookies()
    page.goto(f"{site}/Q/{codes['dang-ky-ket-hon']}")
    page.get_by_role("link", name="Chữ to").click()
    assert page.locator("body.large").count() == 1
    assert page.get_by_role("link", name="Chữ thường").bounding_box()["height"] >= 44
    page.check("input[name=stars][value='4']")
    page.fill("textarea", "Dễ hiểu")
    page.click("button.main")
    assert "Cảm ơn bạn" in page.inner_text("[role=status]")
    assert page.locator("body.large").count() == 1
    assert page.context.cookies() == []
    page.goto(f"{site}/guide/dang-ky-ket-hon/?at=07450")
    page.check("input[name=stars][value='1']")
    page.click("button.main")
    assert "ngày mai" in page.inner_text("[role=alert]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?large=1&at=07450", "?lang=en"])
def test_a_guide_is_accessible(site, open_page, scheme, query):
    page = open_page(width=WIDTH, color_scheme=scheme)
    page.goto(f"{site}/guide/{PARTLY}/{query}")
    assert faults(page) == []
    assert not is_too_wide(page, 320)
    assert not errors(page)


def test_the_list_of_guides_is_found_by_the_code_of_all_and_searched(site, codes, open_page):
    page = open_page(width=WIDTH)
    page.goto(f"{site}/Q/{codes['']}")
    page.fill("main input[type=search]", "khai tu")
    page.click("main form[role=search] button")
    assert page.get_by_role("link", name="Đăng ký khai tử").is_visible()
    assert faults(page) == []
    assert not is_too_wide(page, 320)


PAGES = ["procedures/", "procedures/changes/add/", "procedures/ratings/", "posters/", "poster/", "scans/"]
PAGES += ["sessions/", "sessions/add/", "teams/add/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_officers_are_accessible(site, codes, open_page, path):
    page = open_page(width=WIDTH, signed_in="van-phong-tinh")
    page.goto(f"{site}/07450/{timezone.localdate()}/{path}")
    assert faults(page) == []
    assert not is_too_wide(page, 320)
    assert not errors(page)
