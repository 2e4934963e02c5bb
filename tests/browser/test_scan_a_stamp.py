"""A shopper scans stamps on a small telephone: every state is readable, accessible and small, and one tap reports."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from looking import errors, faults, is_too_wide

from scanning import forged, token

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # the whole product and a browser
WIDTH = 360
RUN = SimpleNamespace(number=7)
STATES = {"genuine": 1, "void": 21, "not_in_use": 31, "recalled": 41}
STAMPS = """
import sys
sys.path.insert(0, {tests!r})
import django
django.setup()
from django.utils import timezone
from openntm.codes import generation
from openntm.places.models import PlaceVersion
from openntm.produce.models import Lot, Producer, Product, Recall
from scanning import make_stamps
commune = PlaceVersion.objects.get(code="07486", valid_to=None).place
source = {{"source_title": "Thử", "verified": True, "illustrative": True}}
producer = Producer.objects.create(name="HTX Thử", sort_key="htx thu", kind="cooperative", place=commune, **source)
product = Product.objects.create(producer=producer, name="Na dai Thử", crop="na", code="ND-1", illustrative=True)
given = {{"product": product, "place": commune, "opened_at": timezone.now(), "illustrative": True}}
lot, red = Lot.objects.create(number="L1", **given), Lot.objects.create(number="L2", state="recalled", **given)
Recall.objects.create(lot=red, reason="Thử", ordered_at=timezone.now())
stock = (0, 19, "active", lot.pk), (20, 29, "void", ""), (30, 39, "minted", ""), (40, 99, "active", red.pk)
make_stamps(commune, *stock)
generation.touch()
"""


@pytest.fixture(scope="module")
def stamps(site, environ):
    code = STAMPS.format(tests=str(Path(__file__).parents[1]))
    known = {**environ, "DJANGO_SETTINGS_MODULE": "openntm.portal.settings", "OPENNTM_DEMONSTRATION": "1"}
    subprocess.run([sys.executable, "-c", code], env=known, check=True)
    return site


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_is_accessible_on_a_small_telephone(stamps, open_page, state, scheme):
    page = open_page(width=WIDTH, color_scheme=scheme)
    page.goto(f"{stamps}/Q/{token(RUN, STATES[state])}")
    shown = "uncertified" if state == "genuine" else state
    assert page.locator(f".state.{shown} h1").is_visible()
    assert faults(page) == []
    assert not is_too_wide(page, 320)
    assert not page.foreign
    assert not errors(page)


def test_a_forged_code_is_accessible_too(stamps, open_page):
    page = open_page(width=WIDTH)
    page.goto(f"{stamps}/Q/{forged(RUN, 1)}")
    assert "không do hệ thống cấp" in page.inner_text("h1")
    assert faults(page) == []


def test_one_tap_reports_without_script_and_without_a_cookie(stamps, open_page):
    page = open_page(width=WIDTH, java_script_enabled=False)
    page.context.clear_cookies()
    page.goto(f"{stamps}/Q/{token(RUN, 2)}")
    button = page.locator("form.report button")
    assert button.bounding_box()["height"] >= 44
    button.click()
    assert "đã nhận tin báo" in page.inner_text("h1")
    page.fill("textarea", "Thấy ở chợ")
    page.click("button.main")
    assert "đã bổ sung" in page.inner_text("h1")
    assert page.context.cookies() == []


def test_the_form_of_a_report_is_accessible(stamps, open_page):
    page = open_page(width=WIDTH)
    page.goto(f"{stamps}/Q/{token(RUN, 2)}/report")
    assert faults(page) == []
    assert not is_too_wide(page, 320)


def test_the_inbox_of_the_commune_shows_what_was_reported(stamps, open_page):
    page = open_page(width=WIDTH, signed_in="van-phong-tinh")
    page.goto(f"{stamps}/Q/{token(RUN, 3)}")
    page.click("form.report button")
    page.goto(f"{stamps}/07486/{timezone.localdate()}/stamp-reports/")
    assert page.locator("tbody tr").count() >= 1
    assert faults(page) == []
    assert not is_too_wide(page, 320)
