"""A finding of a supervision board, from the site to the public page: each side by itself, nobody out of turn."""

import io
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a whole demonstration and a real browser

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
WORKS = f"/07486/{TODAY}/works/"
MEMBER, FRONT, OFFICER = "ban-giam-sat", "mat-tran-nghia-phuong", "can-bo-nghia-phuong"
ROAD = "Cứng hóa đường trục thôn Thí Dụ"
FOUND = "Đoạn cuối thôn chưa có rãnh thoát nước, nước tràn vào nhà dân"
DEMAND = "Tạm dừng đổ bê tông, làm rãnh trước"
FIRST, SECOND = "Đã đào rãnh đất tạm", "Đã xây rãnh gạch dài 60 m"


@pytest.fixture
def walk(open_page, site, environ, tmp_path):
    return Walk(open_page, site, environ, tmp_path)


def photo():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "peru").save(out, "JPEG")
    return {"name": "ranh.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_finding_goes_from_the_site_to_its_remedy_in_public(walk):
    visit = a_member_records_it(walk)
    public = walk.reader().go(public_page(walk))
    assert FOUND not in public.text
    demand = the_front_accepts_and_sends_it(walk, visit)
    public.go(public.path).is_told(FOUND, DEMAND, "trả lời")
    the_owner_answers(walk, demand, FIRST)
    the_board_looks(walk, demand, "failed", "Rãnh đất sạt, nước vẫn tràn")
    public.go(public.path).is_told(FIRST, "chưa khắc phục", "Rãnh đất sạt")
    the_owner_answers(walk, demand, SECOND)
    the_board_looks(walk, demand, "passed", "Rãnh gạch dài 60 m, nước chảy hết")
    public.go(public.path).is_told(FOUND, SECOND, "đã khắc phục", "Rãnh gạch dài 60 m, nước chảy hết")
    assert public.page.context.cookies() == [one for one in public.page.context.cookies() if one["name"] == "language"]
    walk.person(OFFICER).go(f"{WORKS}demands/{demand}/").may_not_see(f"{WORKS}demands/{demand}/recheck/")


def a_member_records_it(walk):
    """On a phone at the site; the number of the visit."""
    member = walk.on_a_phone(MEMBER).go(f"{WORKS}boards/").click(ROAD).click("Bắt đầu đợt")
    came = member.main.locator("[name=present]")
    for number in range(2):
        came.nth(number).check()
    member.hand_in()
    visit = urlsplit(member.page.url).path.rstrip("/").rpartition("/")[2]
    items = member.main.locator("fieldset.item")
    for number in range(items.count()):
        items.nth(number).locator(f"input[value={'ok' if number else 'not_ok'}]").check()
    member.hand_in()
    day = (TODAY + timedelta(days=10)).isoformat()
    member.click("Thêm phát hiện").hand_in(severity="grave", text=FOUND, demand="", due=day)
    member.is_refused("Kiến nghị")
    assert member.page.input_value("[name=text]") == FOUND
    member.hand_in(demand=DEMAND, photo=photo())
    member.is_told(FOUND, "ranh.jpg").click("Kết thúc đợt").hand_in(result="Thi công đúng tuyến, còn một nội dung")
    return visit


def public_page(walk):
    member = walk.person(MEMBER).go(f"{WORKS}").click(ROAD)
    if member.path.startswith("/works/"):
        return member.path
    return member.click("Trang công khai").path


def the_front_accepts_and_sends_it(walk, visit):
    """The number of the demand."""
    walk.person(OFFICER).go(f"{WORKS}visits/{visit}/").may_not_see(f"{WORKS}visits/{visit}/review/accepted/")
    front = walk.person(FRONT).go(f"{WORKS}visits/{visit}/")
    front.click("Chấp nhận").hand_in()
    front.click(FOUND)
    demand = urlsplit(front.page.url).path.rstrip("/").rpartition("/")[2]
    walk.person(OFFICER).may_not_see(*(f"{WORKS}demands/{demand}/{step}/" for step in ("confirm", "reject")))
    front.click("Xác nhận").hand_in(number="21/KN-MTTQ")
    front.is_told("21/KN-MTTQ", "3 ngày làm việc")
    return demand


def the_owner_answers(walk, demand, said):
    officer = walk.person(OFFICER).go(f"{WORKS}demands/").click(DEMAND)
    assert officer.path == f"{WORKS}demands/{demand}/"
    officer.click("Trả lời").hand_in(answer=said, photo=photo())
    officer.is_told(said, "ranh.jpg")


def the_board_looks(walk, demand, passed, remark):
    member = walk.on_a_phone(MEMBER).go(f"{WORKS}demands/{demand}/")
    member.click("Phúc tra").hand_in(passed=passed, remark=remark)
    member.is_told(remark)
