"""A directive becomes a task and is found by its words, a gap becomes a task, a deputy acts for a leader."""

import io
from datetime import date, timedelta

import pytest
from walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser against the running product

DISTRICT, COMMUNE, PROVINCE = "/218/2024-06-03", "/07453/2024-06-03", "/24/2024-12-31"
TITLE = "Rà soát các điểm sạt lở bờ sông"


@pytest.fixture
def walk(open_page, site, environ, tmp_path):
    return Walk(open_page, site, environ, tmp_path)


def test_a_directive_gives_a_task_that_is_answered_late_and_accepted_in_the_end(walk):
    a_document_is_registered_with_its_file(walk)
    it_is_found_by_a_word_of_the_file(walk)
    task = a_task_is_given_from_it(walk)
    it_is_answered_late_with_a_reason(walk, task)
    the_answer_is_returned_then_accepted(walk, task)


def a_document_is_registered_with_its_file(walk):
    office = walk.person("van-phong-huyen").go(f"{DISTRICT}/directives/").click("Nhập văn bản")
    values = {"number": "58/KH-UBND", "kind": "plan", "direction": "outgoing", "issued": "2024-06-03"}
    values |= {"issuer_vi": "UBND huyện Lục Nam", "abstract_vi": "Kế hoạch phòng, chống thiên tai năm 2024"}
    office.send("Ghi vào sổ", **values).is_told("58/KH-UBND", "Kế hoạch phòng, chống thiên tai")
    office.click("Đính kèm tệp").send("Đính kèm", file=document("Kè bờ tả sông Lục Nam đoạn qua thôn Cầu Bình"))
    walk.person("can-bo-xa").may_not_see(f"{DISTRICT}/directives/add/")


def document(text):
    from docx import Document

    out, made = io.BytesIO(), Document()
    made.add_paragraph(text)
    made.save(out)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "ke-hoach.docx", "mimeType": kind, "buffer": out.getvalue()}


def it_is_found_by_a_word_of_the_file(walk):
    """Once the worker has read the file; by words without accents, also by who only reads."""
    reader = walk.reader()
    for _ in range(120):
        reader.page.goto(f"{walk.site}{DISTRICT}/directives/?q=ke+bo+ta+song")
        if "58/KH-UBND" in reader.text:
            break
        reader.page.wait_for_timeout(500)
    reader.look().is_told("58/KH-UBND", "Kè bờ tả sông").click("58/KH-UBND")


def a_task_is_given_from_it(walk):
    office = walk.person("van-phong-huyen").go(f"{DISTRICT}/directives/?q=thien+tai").click("58/KH-UBND")
    office.click("Giao nhiệm vụ").main.get_by_label("xã Đông Phú").check()
    values = {"title": TITLE, "wanted": "Báo cáo kèm ảnh từng điểm.", "steps": "Đi thực địa\nLập danh mục"}
    office.send("Giao nhiệm vụ này", working_days="10", **values).click(TITLE)
    office.is_told("58/KH-UBND", "17/06/2024")  # ten working days after 03/06
    return office.path.rpartition("/tasks/")[2]


def it_is_answered_late_with_a_reason(walk, task):
    officer = walk.person("can-bo-xa").go(f"{COMMUNE}/tasks/").click(TITLE)
    officer.main.locator("ol.links button").first.click()
    officer.look().is_told("17/06/2024")
    officer.go(f"{COMMUNE}/tasks/{task}").click("Báo cáo kết quả")
    officer.send("Báo cáo kết quả", text="Có 3 điểm sạt lở.", late_reason=" ").is_refused("Đã quá hạn")
    officer.send("Báo cáo kết quả", late_reason="Đường ngập, chưa đi được.").is_told("Đường ngập, chưa đi được.")
    walk.person("mat-tran-xa").may_not_see(f"{COMMUNE}/tasks/{task}answer/")
    officer.may_not_see(f"{COMMUNE}/tasks/{task}accept/")


def the_answer_is_returned_then_accepted(walk, task):
    office, officer = walk.person("van-phong-huyen"), walk.person("can-bo-xa")
    office.go(f"{DISTRICT}/tasks/{task}").click("Trả lại").send("Trả lại", reason="Thiếu ảnh.").is_told("Thiếu ảnh.")
    officer.go(f"{COMMUNE}/tasks/{task}").is_told("Thiếu ảnh.").click("Báo cáo kết quả")
    officer.send("Báo cáo kết quả", text="Đã kèm ảnh 3 điểm.", late_reason="Bổ sung theo yêu cầu.")
    office.go(f"{DISTRICT}/tasks/{task}").click("Chấp nhận").send("Chấp nhận").is_told("đã chấp nhận")
    assert officer.go(f"{COMMUNE}/tasks/{task}").main.get_by_role("link", name="Báo cáo kết quả").count() == 0


def test_a_gap_becomes_a_task_by_one_click(walk):
    office = walk.person("van-phong-huyen").go("/218/2024-12-31/gaps/").click("Giao nhiệm vụ")
    office.is_told("chưa đạt").press("Giao nhiệm vụ này").is_told("Đạt chỉ tiêu")
    walk.person("can-bo-xa").go("/07453/2024-12-31/gaps/")
    assert walk.person("can-bo-xa").main.get_by_role("link", name="Giao nhiệm vụ").count() == 0


def test_a_deputy_acts_on_behalf_of_a_leader_and_the_log_says_so(walk):
    deputy, title = walk.person("tham-dinh"), "Báo cáo tiến độ quý IV"
    deputy.may_not_see(f"{PROVINCE}/tasks/new/")
    leader = walk.person("chu-tich-tinh").go("/account/delegations/").click("lãnh đạo")
    until = date.today() + timedelta(days=7)  # noqa: DTZ011
    values = {"deputy": "Phạm Thí Dụ", "valid_to": until.isoformat(), "reason": "Đi công tác"}
    leader.send("Ủy quyền", **values).is_told("Phạm Thí Dụ")
    deputy.go(f"{PROVINCE}/tasks/new/").main.get_by_label("huyện Lục Nam").check()
    deputy.send("Giao nhiệm vụ này", title=title, working_days="5").click(title)
    deputy.is_told("thay mặt Hồ Thí Dụ")
    walk.person("quan-tri").go("/log/").is_told("Phạm Thí Dụ thay mặt Hồ Thí Dụ")
    leader.go("/account/delegations/").click("Kết thúc").press("Kết thúc")
    deputy.may_not_see(f"{PROVINCE}/tasks/new/")
