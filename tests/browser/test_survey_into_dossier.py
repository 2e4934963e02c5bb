"""The satisfaction of residents: planned, answered on paper and on telephones, closed, and taken into a dossier."""

import re

import pytest
from looking import errors, faults, is_too_wide
from walking import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a survey of a commune in a real browser

COMMUNE, DAY = "07498", "2025-01-15"
FRONT, OFFICER = "mat-tran-cum-xa", "can-bo-cum-xa"
ALL = f"/{COMMUNE}/{DAY}/surveys/"
CONTENTS = (
    *("roads", "irrigation", "electricity", "schools", "culture", "income"),
    *("health", "environment", "offices", "security", "overall"),
)
YES = dict.fromkeys(CONTENTS, "yes")


@pytest.fixture
def walk(open_page, site, environ, tmp_path):
    return Walk(open_page, site, environ, tmp_path)


def test_a_survey_goes_from_its_plan_into_the_dossier(walk, open_page, site):
    codes = it_is_planned_and_the_slips_are_printed(walk)
    a_household_answers_on_its_telephone(open_page, site, codes[0])
    papers_are_entered(walk, codes)
    it_closes_and_everybody_reads_the_results(walk)
    the_dossier_takes_the_counts_over(walk)


def it_is_planned_and_the_slips_are_printed(walk):
    """The codes of the slips as they are printed."""
    front = walk.person(FRONT).go(ALL).click("Lập phương án khảo sát")
    plan = {"begins": "2025-01-08", "ends": "2031-01-15", "rule": "commune-advanced-2021-2025", "basis": "percent"}
    front.send("Lưu phương án", **plan, hamlets="Yên Thịnh").is_refused("Không đọc được dòng này")
    front.send("Lưu phương án", **plan, hamlets="Yên Thịnh; 8\nNội Đình; 4", percent="75", reserve_percent="50")
    front.is_told("Sẽ hỏi 9 trong 12 hộ").click("Chọn hộ và mở").send("Chọn hộ và mở")
    front.is_told("0 trong 9 hộ đã trả lời")
    walk.person(OFFICER).may_not_see(front.path + "enter/paper/", ALL + "plan/")
    front.click("danh sách").is_told("cần hỏi", "dự phòng 1").click("Khảo sát mức độ hài lòng")
    codes = []
    for row in ("Yên Thịnh", "Nội Đình"):
        front.click("phiếu", front.row(row))
        slips = front.main.locator(".slip").all_inner_texts()
        codes += [re.search(r"mã ([0-9A-Z ]{14})", one)[1] for one in slips if "dự phòng" not in one]
        assert front.main.locator(".slip svg").count() == len(slips)
        front.click("Khảo sát mức độ hài lòng")
    assert len(set(codes)) == 9
    return codes


def a_household_answers_on_its_telephone(open_page, site, code):
    page = open_page(PHONE)
    page.context.clear_cookies()
    page.goto(f"{site}/survey/")
    page.fill("[name=code]", code.lower())
    page.click("button")
    assert faults(page) == []
    assert not is_too_wide(page, PHONE)
    address = page.url
    for name in CONTENTS:
        page.check(f'[name="{name}"][value="{"no" if name == "roads" else "yes"}"]')
    page.click("button.main")
    assert "Cảm ơn" in page.inner_text("main")
    assert page.context.cookies() == []
    page.goto(address)
    assert page.locator("form").count() == 0
    again = page.request.post(address, form=YES)
    assert again.status == 409
    assert page.foreign == []
    assert errors(page) == []


def papers_are_entered(walk, codes):
    front = walk.person(FRONT).click("Nhập phiếu giấy")
    front.send("Tính phiếu này", token=codes[0], **YES).is_refused("đã trả lời")
    for code in codes[1:7]:
        front.send("Tính phiếu này", token=code, **YES).is_told("Đã tính")
    phone = walk.on_a_phone(FRONT).go(front.path.replace("enter/paper/", "")).click("Hỏi tại nhà")
    phone.send("Tính phiếu này", token=codes[7], **YES).is_told("Đã tính")
    front.click("Về đợt khảo sát").is_told("8 trong 9 hộ đã trả lời").click("Không gặp được")
    front.send("Ghi", token=codes[8], reason="away").is_told("Đã ghi")


def it_closes_and_everybody_reads_the_results(walk):
    front = walk.person(FRONT)
    address = front.path
    assert walk.reader().status(address) == 404
    front.click("Đóng đợt khảo sát").send("Đóng và công khai", reason="")
    front.is_refused("hãy nêu lý do")
    front.send("Đóng và công khai", reason="Đã thu đủ phiếu")
    reader = walk.reader().go(address)
    reader.is_told("8 trong 8 hộ trả lời hài lòng chung: 100%", "còn thiếu 1")
    assert "7" in reader.row("Giao thông").inner_text()
    assert "Giao thông" in reader.page.request.get(f"{walk.site}{address}?format=csv").text()


def the_dossier_takes_the_counts_over(walk):
    front = walk.person(FRONT).go(f"/{COMMUNE}/{DAY}/dossiers/")
    front.main.locator("table tbody a").first.click()
    front.look()
    front.click("Lấy từ đợt khảo sát").send("Lấy vào hồ sơ")
    front.is_told("8/8", "lấy từ đợt khảo sát đã đóng; không nhập tay")
