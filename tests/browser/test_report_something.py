"""A resident's report on a phone: sent with a picture, published, answered, reopened; and all of it without script."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from looking import errors, faults, is_too_wide
from PIL import Image

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a whole demonstration and a real browser

WIDTH = 360
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
OFFICER = "can-bo-nghia-phuong"
DESK, PUBLIC = f"/07486/{TODAY}/residents-reports/", f"/07486/{TODAY}/voices/"


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_0001.jpg"
    Image.new("RGB", (640, 480), "peru").save(path)
    return path


def look(page, width=WIDTH):
    assert faults(page) == [], page.url
    assert not is_too_wide(page, 320), page.url
    page.set_viewport_size({"width": width, "height": 800})
    assert errors(page) == []
    assert page.foreign == []


def fill(page, site, text, picture):
    page.goto(f"{site}/report/?place=07486")
    page.set_input_files("[name=photo]", picture)
    page.check("[name=kind][value=road]")
    page.fill("[name=text]", text)
    page.fill("[name=where]", "Thôn Tân Hương, trước nhà văn hóa")
    page.fill("[name=contact]", "0900 111 222")


def send(page):
    page.wait_for_timeout(4_500)  # what is sent within seconds is suspected
    assert page.locator("button.main").bounding_box()["height"] >= 44
    page.click("button.main")
    page.wait_for_load_state()


def act(page, site, pk, name, **values):
    """One act of the officer on its own page."""
    page.goto(f"{site}{DESK}{pk}/{name}/")
    look(page, 1440)
    for field, value in values.items():
        page.check(f"[name={field}]") if value is True else page.fill(f"[name={field}]", value)
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"{DESK}{pk}/"), page.inner_text("main")


def test_a_report_goes_from_a_phone_to_its_answer_and_is_reopened(site, open_page, picture):
    phone = open_page(width=WIDTH, geolocation={"latitude": 21.24, "longitude": 106.5}, permissions=["geolocation"])
    fill(phone, site, "Ổ gà sâu trước nhà văn hóa, xe máy dễ ngã", picture)
    look(phone)
    phone.click("#position button")
    phone.get_by_text("Đã thêm vị trí").wait_for()
    send(phone)
    assert "đã nhận phản ánh" in phone.inner_text("h1")
    assert phone.locator("svg.symbol").is_visible()
    look(phone)
    slip = phone.url.partition("?")[0]

    desk = open_page(signed_in=OFFICER)
    desk.goto(f"{site}{DESK}")
    look(desk, 1440)
    desk.locator("tbody a").first.click()
    look(desk, 1440)
    assert "0900 111 222" in desk.inner_text("main")
    pk = desk.url.rstrip("/").rpartition("/")[2]
    act(desk, site, pk, "publish", shows_photo=True)

    other = open_page(width=WIDTH)
    fill(other, site, "Ổ gà trước nhà văn hóa", picture)
    send(other)
    assert "chưa được gửi" in other.inner_text("main")
    look(other)
    other.locator("button[name=same]").first.click()
    other.get_by_text("đã ghi nhận").wait_for()
    look(other)
    assert other.locator("img.shot").evaluate("one => one.complete && one.naturalWidth > 0")

    act(desk, site, pk, "answer", answer="Xã đã vá ổ gà bằng bê tông.")
    phone.goto(slip)
    assert "Xã đã vá ổ gà" in phone.inner_text("main")
    look(phone)
    phone.locator("form:has([value=reopen]) textarea").fill("Mưa xuống lại hỏng")
    phone.locator("form:has([value=reopen]) button").click()
    assert "Đã nhận đề nghị" in phone.inner_text("h1")

    desk.goto(f"{site}{DESK}?queue=asked")
    desk.locator("tbody a").first.click()
    desk.get_by_role("link", name="Quyết định", exact=True).first.click()
    look(desk, 1440)
    desk.check("[name=is_granted][value=yes]")
    desk.fill("[name=answer]", "Sẽ làm lại nền đường")
    desk.locator("main form button").last.click()
    other.goto(f"{site}{PUBLIC}{pk}/")
    assert "Sẽ làm lại nền đường" in other.inner_text("main")
    assert "0900 111 222" not in other.content()
    act(desk, site, pk, "answer", answer="Đã làm lại nền đường.")
    act(desk, site, pk, "close")
    assert "0900 111 222" not in desk.content()


def test_everything_is_sent_without_script_and_without_a_cookie(site, open_page, picture):
    page = open_page(width=WIDTH, java_script_enabled=False)
    page.context.clear_cookies()
    fill(page, site, "Cống thoát nước bị sập nắp", picture)
    assert not page.locator("#position").is_visible()
    send(page)
    assert "đã nhận phản ánh" in page.inner_text("h1")
    page.locator("form:has([value=add]) textarea").fill("Sát cổng trường")
    page.locator("form:has([value=add]) button").click()
    assert "đã bổ sung" in page.inner_text("h1")
    page.locator("form:has([value=hide]) button").click()
    assert "Đã ẩn" in page.inner_text("h1")
    assert page.context.cookies() == []


def test_the_public_list_and_what_is_wrong_stand_on_a_small_screen(site, open_page):
    page = open_page(width=WIDTH)
    page.goto(f"{site}{PUBLIC}")
    look(page)
    page.goto(f"{site}/report/")
    page.click("button.main")
    page.goto(f"{site}/r/0000000000000000")
    look(page)
    page.goto(f"{site}/24/{TODAY}/consultations/")
    look(page)
