"""A visit made in the hills: taken along, the line cut, the browser killed, and everything sent once, in its order."""

import hashlib
import io
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from wire import Phone, Wire

from conftest import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser, killed and begun again

KEEPER, COLLEAGUE = "htx-na-dai", "can-bo-nghia-phuong"
PRODUCER = "Hợp tác xã Na dai Thí Dụ"


@pytest.fixture
def wire(site):
    line = Wire(site)
    yield line
    line.cut()


@pytest.fixture
def switch_on(chromium, wire, tmp_path):
    phones = []

    def switched(name):
        phone = Phone(chromium.browser_type, CHROMIUM, tmp_path / name, wire)
        phones.append(phone)
        return phone.sign_in(name).is_told("Đã tải về lúc")

    yield switched
    for phone in phones:
        phone.close()


@pytest.fixture
def rows(environ):
    """What the server holds, read past it."""

    def read(query, *values):
        path = Path(environ["OPENNTM_HOME"]) / "openntm.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            return base.execute(query, values).fetchall()

    return read


def photo(color):
    out = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(out, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def begin(phone):
    phone.page.locator("#subjects li", has_text=PRODUCER).get_by_role("button").click()
    phone.page.locator("#checklist fieldset.item").first.wait_for()
    return phone.page.url.partition("#")[2]


def until(is_so):
    """Until the server holds it: what a page says may be of the act before."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def last_visit(rows):
    return rows("select max(id) from visits_visit")[0][0]


def test_a_visit_without_network_outlives_the_browser_and_is_sent_once(switch_on, wire, rows):
    phone = switch_on(KEEPER).look()
    before = last_visit(rows)
    wire.cut()
    phone.context.set_offline(True)
    phone.page.reload()
    phone.is_told("Đang mất mạng")
    uuid = begin(phone)
    a_checklist_is_answered(phone)
    what_was_seen_is_recorded(phone)
    phone.page.fill("#result", "Đạt, còn")  # typed and not sent off
    phone.page.wait_for_timeout(500)
    the_visited_side_signs(phone)
    phone.is_told("Chờ gửi: 21").look()

    phone.kill()
    phone.switch_on()
    phone.go(f"/field/visit/#{uuid}").is_told("Chờ gửi: 21")
    phone.is_told("Giáp Thị Thí Dụ", "#signatures")
    assert phone.page.locator("#checklist input:checked").count() == 15
    assert phone.page.input_value("#result") == "Đạt, còn"
    phone.page.fill("#result", "Đạt, còn một lỗi nhẹ")
    phone.page.on("dialog", lambda asked: asked.accept())
    phone.page.click("#close button")
    phone.is_told("Đã kết thúc trên máy này", "#over").is_told("Chờ gửi: 22").look()
    assert last_visit(rows) == before

    wire.mend()
    phone.page.click("#send")
    phone.is_told("không mất dữ liệu nào")  # the session ended with the browser
    phone.page.click("#sign-in")
    phone.sign_in_here(KEEPER).is_told("Đã gửi lúc")
    the_server_holds_it(rows, before)
    phone.go("/field/").is_told("Đã gửi lúc")
    phone.page.reload()
    phone.is_told("Đã gửi lúc")
    assert rows("select count(*) from visits_visit where id > ?", before) == [(1,)]
    phone.look()


def a_checklist_is_answered(phone):
    for number in range(15):
        phone.answer(number, "ok")
    phone.answer(1, "not_ok", "Thiếu hộ số 3")
    phone.page.wait_for_timeout(300)


def what_was_seen_is_recorded(phone):
    page = phone.page
    page.click("#observe button")
    phone.is_told("Vui lòng điền mục này", "#observe")
    for text in ("Kho để chung", "Thùng bẩn"):
        page.fill("#text", text)
        page.fill("#demand", f"Khắc phục: {text}")
        page.fill("#due", "2036-01-01")
        if text == "Kho để chung":
            page.set_input_files("#observation-photo", photo("red"))
        page.click("#observe button")
        phone.is_told(text, "#observations")
    page.set_input_files("#photo", photo("blue"))
    phone.is_told("blue.jpg", "#photos").is_told("21.2031, 106.5512", "#photos")


def the_visited_side_signs(phone):
    page = phone.page
    page.fill("#signer", "Giáp Thị Thí Dụ")
    page.locator("#sign input[value=visited]").check()
    page.click("#sign .buttons >> nth=-1 >> button")
    phone.is_told("Vui lòng ký vào ô", "#sign")
    page.locator("#pad").evaluate("pad => pad.scrollIntoView({block: 'center'})")  # not under what sticks to the top
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 30 + 18 * step, box["y"] + 60 + (25 if step % 2 else -25))
    page.mouse.up()
    page.click("#sign .buttons >> nth=-1 >> button")
    phone.is_told("Giáp Thị Thí Dụ", "#signatures")


def the_server_holds_it(rows, before):
    kinds = rows("select kind, visit_id from visits_fieldoperation where visit_id > ? order by id", before)
    assert [kind for kind, _visit in kinds] == [
        "start",
        *["answer"] * 15,
        "observe",
        "photo",
        "observe",
        "photo",
        "sign",
        "close",
    ]
    (visit,) = {visit for _kind, visit in kinds}
    state = rows("select state, result from visits_visit where id = ?", visit)
    assert state == [("closed", "Đạt, còn một lỗi nhẹ")]
    answers = rows("select answer, note from visits_visitanswer where visit_id = ? order by id", visit)
    assert answers == [("ok", ""), ("not_ok", "Thiếu hộ số 3"), *[("ok", "")] * 13]
    photos = rows(
        "select f.sha256, p.place_source, p.accuracy, o.text from visits_visitphoto p join office_storedfile f "
        "on f.id = p.file_id left join visits_observation o on o.id = p.observation_id where p.visit_id = ?",
        visit,
    )
    signed = rows("select name, role from visits_visitsignature where visit_id = ?", visit)
    assert signed == [("Giáp Thị Thí Dụ", "visited")]
    hashes = [hashlib.sha256(photo(color)["buffer"]).hexdigest() for color in ("red", "blue")]
    assert photos == [(hashes[0], "device", 9, "Kho để chung"), (hashes[1], "device", 9, None)]


def test_what_another_answered_meanwhile_is_shown_with_both_values(switch_on, wire, rows):
    phone, other = switch_on(KEEPER), switch_on(COLLEAGUE)
    begin(phone)
    phone.is_told("Đã gửi lúc")
    visit = last_visit(rows)
    phone.page.reload()
    phone.is_told("Đã gửi lúc")
    other.go("/field/").go(f"/field/visit/#{visit}")
    other.page.locator("#checklist fieldset.item").first.wait_for()
    phone.context.set_offline(True)
    for number in (0, 1):
        phone.answer(number, "ok")
    other.page.locator("#checklist fieldset.item").nth(0).locator("input[value=not_ok]").check()
    other.page.locator("#checklist fieldset.item").nth(1).locator("input[value=na]").check()
    until(lambda: rows("select count(*) from visits_visitanswer where visit_id = ?", visit) == [(2,)])

    phone.context.set_offline(False)
    phone.is_told("Cần bạn quyết định: 2").look()
    found = phone.page.locator(".conflict")
    assert "Của bạn\nđạt" in found.first.inner_text()
    assert "Chu Thí Dụ\nchưa đạt" in found.first.inner_text()
    found.first.get_by_role("button", name="Giữ của tôi").click()
    phone.is_told("Cần bạn quyết định: 1")
    found.first.get_by_role("button", name="Giữ của người kia").click()
    phone.is_told("Đã gửi lúc")
    answers = rows("select answer from visits_visitanswer where visit_id = ? order by id", visit)
    assert answers == [("ok",), ("na",)]
    phone.page.locator("#checklist fieldset.item").nth(1).locator("input[value=na]:checked").wait_for()


def test_what_is_refused_stays_with_its_reason_and_leaves_as_a_file(switch_on, rows):
    phone, other = switch_on(KEEPER), switch_on(COLLEAGUE)
    begin(phone)
    phone.is_told("Đã gửi lúc")
    visit = last_visit(rows)
    other.go(f"/field/visit/#{visit}").page.reload()
    for number in range(15):
        other.page.locator("#checklist fieldset.item").nth(number).locator("input[value=ok]").check()
    phone.page.reload()
    phone.is_told("Đã gửi lúc")
    phone.context.set_offline(True)
    phone.page.set_input_files("#photo", photo("blue"))
    phone.is_told("blue.jpg", "#photos")
    other.page.fill("#result", "Đạt")
    other.page.on("dialog", lambda asked: asked.accept())
    other.page.click("#close button")
    until(lambda: rows("select state from visits_visit where id = ?", visit) == [("closed",)])

    phone.context.set_offline(False)
    phone.is_told("Cần bạn quyết định: 1").is_told("Đợt kiểm tra đã kết thúc", "#acts").look()
    with phone.page.expect_download() as saved:
        phone.page.click("#export")
    (line,) = json.loads(Path(saved.value.path()).read_text())
    assert (line["kind"], line["state"]) == ("photo", "refused")
    assert line["sha256"] == hashlib.sha256(photo("blue")["buffer"]).hexdigest()
    assert len(line["file"]) > 1000
    phone.go("/field/").is_told("blue.jpg", "#acts")


def test_signing_out_warns_and_leaves_no_visit_behind_but_what_waits(switch_on, wire):
    phone = switch_on(KEEPER)
    phone.context.set_offline(True)
    begin(phone)
    phone.is_told("Chờ gửi: 1")
    phone.page.route("**/field/sync/", lambda route: route.abort())
    phone.context.set_offline(False)
    asked = []
    phone.page.on("dialog", lambda one: (asked.append(one.message), one.accept())[1])
    phone.page.locator("details.pill", has_text="Giáp Thí Dụ").locator("summary").click()
    phone.page.get_by_role("button", name="Đăng xuất").click()
    phone.page.wait_for_url(lambda url: "/field/" not in url)
    assert "còn 1 mục chưa gửi" in asked[0]
    assert phone.page.evaluate("caches.keys()") == []
    assert phone.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    phone.page.unroute_all()
    phone.page.goto(wire.site + "/sign-in/")
    phone.context.clear_cookies()
    phone.sign_in(COLLEAGUE).is_told("Chờ người khác đăng nhập để gửi: 1")
    phone.context.clear_cookies()
    phone.sign_in(KEEPER).is_told("Đã gửi lúc")
