"""The public page of a heritage site on a small telephone: readable, accessible, and silent about the exact place."""

import pytest
from django.utils import timezone
from looking import errors, faults, is_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # the whole product and a browser
SECRETS = ("21.21", "21,21", "106.48", "106,48")  # of the invented shrine: 21.21111, 106.48888
SQUARE = "106.475"


@pytest.fixture
def shrine(site, open_page):
    """The page of the invented shrine, reached from the public list."""
    page = open_page(width=360)
    page.goto(f"{site}/07486/{timezone.localdate()}/heritage/")
    page.click("text=Miếu Thí Dụ (minh họa)")
    page.wait_for_url("**/heritage/*/")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_story_is_accessible_at_360_pixels_in_light_and_dark(shrine, scheme):
    shrine.emulate_media(color_scheme=scheme)
    assert "Miếu Thí Dụ" in shrine.inner_text("h1")
    assert shrine.locator("img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 640
    assert faults(shrine) == []
    assert not is_too_wide(shrine, 320)
    assert not shrine.foreign
    assert not errors(shrine)


def test_the_exact_position_is_in_no_page_map_answer_or_file(site, shrine):
    listed = f"{site}/07486/{timezone.localdate()}/heritage/"
    addresses = [shrine.url, listed, f"{listed}?format=csv", f"{site}/api/v1/heritage/"]
    texts = [shrine.request.get(address).text() for address in addresses]
    assert [text for text in texts if SQUARE in text]
    assert not [(text[:60], secret) for text in texts for secret in SECRETS if secret in text]
    assert b"Exif" not in shrine.request.get(shrine.locator("img").evaluate("one => one.src")).body()


def test_who_knows_more_sends_it_without_script_and_without_a_cookie(site, shrine, open_page):
    page = open_page(width=360, java_script_enabled=False)
    page.context.clear_cookies()
    page.goto(shrine.url)
    button = page.locator(".report .button")
    assert button.bounding_box()["height"] >= 44
    button.click()
    assert faults_free(page)
    page.fill("textarea", "Miếu có giếng cổ")
    page.click("button.main")
    assert "đã đến nơi" in page.inner_text("h1")
    assert page.context.cookies() == []


def faults_free(page):
    """Without script the checker cannot run: the form is within the screen, each field has its label."""
    return not is_wide(page) and all(field.get_attribute("id") for field in page.locator("textarea, input").all())


def is_wide(page):
    return page.locator("main").bounding_box()["width"] > 360
