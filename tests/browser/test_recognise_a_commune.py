"""One commune on the whole path: from registering to the decision and on to the revocation, each role by itself."""

import io
import json
from urllib.parse import urlsplit

import pytest
from PIL import Image
from walking import Walk as People
from walking import Walker, openntm, pdf_text, scanned, word_text

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a year of an office's work in a real browser

COMMUNE, DISTRICT, PROVINCE = "07453", "218", "24"
ALL, REST = (
    [str(number) for number in range(1, 20)],
    [str(number) for number in range(1, 20) if number not in (1, 2, 9, 5, 14)],
)
MADE = [
    "Tờ trình đề nghị",
    "Báo cáo kết quả thực hiện",
    "Biểu tự đánh giá từng tiêu chí",
    "Danh mục minh chứng",
    "Thuyết minh từng tiêu chí",
    "Báo cáo tổng hợp ý kiến",
    "Biên bản họp đề nghị",
    "Báo cáo tình hình nợ",
]
VOTERS = ["pho-chu-tich-tinh", "van-phong-tinh", "so-xay-dung", "so-giao-duc", "so-y-te"]


class Walk(People):
    """The dossier that all of them turn to."""

    dossier = ""

    def at(self, name, day, code=COMMUNE):
        """The person opens the dossier on the day."""
        return self.person(name).go(f"/{code}/{day}/dossiers/{self.dossier}/")

    def step(self, name, day, step, **values):
        self.at(name, day).click(step)
        return self.person(name).send(step, **values).is_told("Đã thực hiện bước này")


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return {"name": "duong-thon.png", "mimeType": "image/png", "buffer": out.getvalue()}


@pytest.fixture
def walk(open_page, site, environ, tmp_path):
    return Walk(open_page, site, environ, tmp_path)


def test_a_commune_is_recognised_and_loses_the_title_again(walk):
    it_registers_and_opens_its_dossier(walk)
    it_rests_on_frozen_figures(walk)
    residents_are_asked(walk)
    the_meeting_proposes_the_title(walk)
    the_parts_are_made(walk)
    a_print_out_is_checked(walk)
    it_is_sent_late_and_returned_by_the_district(walk)
    it_answers_and_sends_it_again(walk)
    the_district_verifies_and_sends_it_on(walk)
    departments_confirm_their_criteria(walk)
    the_council_votes(walk)
    the_chair_signs(walk)
    the_title_stands(walk)
    the_title_is_revoked(walk)
    the_whole_dossier_is_checked_without_a_database(walk)


def it_registers_and_opens_its_dossier(walk):
    officer = walk.person("can-bo-xa").go(f"/{COMMUNE}/2024-03-04/registrations/").click("Đăng ký về đích")
    values = {"title": "advanced", "year": "2024", "document": "12/ĐK-UBND, 04/03/2024"}
    officer.send("Đăng ký", day="2031-01-01", **values).is_refused("không được")
    officer.send("Đăng ký", day="2024-03-04")
    walk.person("mat-tran-xa").may_not_see(f"/{COMMUNE}/2024-03-04/registrations/new/")
    officer.go(f"/{COMMUNE}/2025-01-02/registrations/").click("Mở hồ sơ")
    officer.is_told("Từ đăng ký ngày 04/03/2024")
    officer.send("Mở hồ sơ").is_told("Đã đăng ký")
    walk.dossier = officer.path.rstrip("/").rpartition("/")[2]
    outsiders = [f"/{COMMUNE}/2025-01-02/dossiers/{walk.dossier}/{rest}" for rest in ("assessment/", "reviews/")]
    assert [walk.reader().status(one) for one in outsiders] == [302, 302]
    walk.person("van-phong-huyen").may_not_see(f"/{COMMUNE}/2025-01-02/dossiers/open/", outsiders[0])


def it_rests_on_frozen_figures(walk):
    officer = walk.step("can-bo-xa", "2025-01-02", "Bắt đầu tự đánh giá")
    officer.click("Gửi báo cáo để lấy ý kiến").send("Gửi báo cáo để lấy ý kiến")
    officer.is_refused("Hãy chốt số liệu tự đánh giá")
    walk.at("can-bo-xa", "2025-01-02").click("Gắn bản chốt số liệu")
    officer.send("Gắn", assessment="new", on="2024-06-30").is_told("1.3")  # not reported by the middle of the year
    officer.click("Gửi báo cáo để lấy ý kiến").send("Gửi báo cáo để lấy ý kiến").is_refused("1.3")
    walk.at("can-bo-xa", "2025-01-02").click("Gắn bản chốt khác")
    officer.send("Gắn", assessment="new", on="2024-12-31").is_told("31/12/2024")


def residents_are_asked(walk):
    officer = walk.step("can-bo-xa", "2025-01-03", "Gửi báo cáo để lấy ý kiến")
    officer.click("Mở đợt lấy ý kiến").send("Mở", shown_at="Trụ sở UBND xã, nhà văn hóa các thôn")
    officer.is_told("03/01/2025 – 17/01/2025").click("Số lần phát thanh").send("Lưu", broadcasts="3")
    front = walk.at("mat-tran-xa", "2025-01-10").click("Ghi ý kiến")
    front.send("Ghi", origin="front", who="Ủy ban MTTQ xã Đông Phú", people="1", agrees="yes", text="Đồng ý đề nghị.")
    front.click("Ghi ý kiến")
    front.send("Ghi", origin="hamlet", who="Thôn Cầu Bình", people="3", agrees="no", text="Đường ra đồng còn lầy.")
    front.click("Ghi kết quả lấy ý kiến hài lòng")
    asked = {"begins": "2025-01-05", "ends": "2025-01-10", "households": "1900", "answered": "1500"}
    front.send("Ghi", satisfied="1460", contents="Đường giao thông; 1500; 1430\nMôi trường; 1500; 1449", **asked)
    front.is_told("1.460/1.500")
    assert officer.status(f"/{COMMUNE}/2025-01-10/dossiers/{walk.dossier}/satisfaction/") == 403


def the_meeting_proposes_the_title(walk):
    step, officer = "Ghi nhận cuộc họp", walk.at("can-bo-xa", "2025-01-20")
    officer.is_told("Còn thiếu 2 lần phát thanh", "Chưa ghi cuộc họp").click(step)
    officer.send(step).is_refused(
        "Còn thiếu 2 lần phát thanh: đã phát 3, cần ít nhất 5", "Còn 1 ý kiến", "Chưa ghi cuộc họp"
    )
    walk.at("can-bo-xa", "2025-01-20").click("Số lần phát thanh").send("Lưu", broadcasts="5")
    officer.click("Mọi ý kiến").click("Trả lời").send("Trả lời", answer="Xã rải đá cấp phối trong tháng 02/2025.")
    officer.click("Ghi cuộc họp")
    voted = {"invited": "60", "present": "55", "chair": "Nguyễn Văn A", "secretary": "Trần Thị B"}
    officer.send("Ghi", in_favour="45", **voted).is_told("45/55")
    officer.click(step).send(step).is_refused("Cuộc họp có 45/55 người tán thành, cần ít nhất 90%")
    walk.at("can-bo-xa", "2025-01-20").click("Ghi cuộc họp").send("Ghi", in_favour="53", **voted)
    walk.step("can-bo-xa", "2025-01-20", step)


def the_parts_are_made(walk):
    officer, step = walk.at("can-bo-xa", "2025-01-21"), "Gửi hồ sơ lên UBND huyện"
    for name, value in (("Không còn nợ", {"amount": "0"}), ("Đạt tiêu chuẩn", {"holds": "yes"})):
        line = officer.main.locator("li", has_text=name).filter(has_text="chưa xác nhận")
        officer.click("Xác nhận", line).send("Ghi", document="45/CAX-TH, 15/01/2025, Công an xã", **value)
    officer.is_told("Còn thiếu: Tờ trình đề nghị.", "Còn thiếu: Hình ảnh minh họa.").click(step)
    officer.send(step).is_refused("Còn thiếu: Báo cáo kết quả thực hiện.", "Còn thiếu: Hình ảnh minh họa.")
    walk.at("can-bo-xa", "2025-01-21")
    for part in MADE:
        officer.press("Lập", officer.row(part)).is_told("bản 1")
    officer.click("Nộp", officer.row("Hình ảnh minh họa")).send("Nộp", upload=picture("green"))
    assert officer.row("Báo cáo kết quả lấy ý kiến hài lòng").get_by_role("button").count() == 0
    officer.click(step).send(step).is_refused("Còn thiếu: Báo cáo kết quả lấy ý kiến hài lòng")
    front = walk.at("mat-tran-xa", "2025-01-21")
    front.press("Lập", front.row("Báo cáo kết quả lấy ý kiến hài lòng")).is_told("bản 1")


def a_print_out_is_checked(walk):
    officer = walk.at("can-bo-xa", "2025-01-21")
    row = officer.row("Biểu tự đánh giá")
    printed = officer.download(row.get_by_role("link", name="Bản 1"))
    assert "ỦY BAN NHÂN DÂN XÃ ĐÔNG PHÚ" in pdf_text(printed)
    assert "nâng cao" in pdf_text(printed)
    written = officer.download(officer.row("Tờ trình đề nghị").get_by_role("link", name="Word"))
    assert "ngày 21 tháng 01 năm 2025" in word_text(written)
    reader = walk.reader().go(urlsplit(scanned(printed, walk.folder)).path).is_told("Biểu tự đánh giá")
    assert reader.path.startswith("/verify/")
    file = {"name": "bieu.pdf", "mimeType": "application/pdf"}
    reader.send("Đối chiếu", file=file | {"buffer": printed}).is_told("Tệp trùng khớp")
    changed = printed[:-40] + bytes([printed[-40] ^ 1]) + printed[-39:]
    reader.send("Đối chiếu", file=file | {"buffer": changed}).is_told("Tệp không trùng khớp")


def it_is_sent_late_and_returned_by_the_district(walk):
    sent = "Gửi hồ sơ lên UBND huyện"
    walk.step("can-bo-xa", "2025-01-22", sent)
    walk.person("can-bo-xa").may_not_see(f"/{COMMUNE}/2025-01-22/dossiers/{walk.dossier}/assessment/")
    walk.person("can-bo-xa").may_not_see(f"/{COMMUNE}/2025-02-10/dossiers/{walk.dossier}/steps/start_verification/")
    office = walk.at("van-phong-huyen", "2025-02-10", DISTRICT).click("Bắt đầu thẩm tra")
    office.send("Bắt đầu thẩm tra").is_refused("Đã quá hạn: hãy ghi lý do chậm")
    office.send("Bắt đầu thẩm tra", late_reason="Nghỉ Tết Nguyên đán và chờ bổ sung nhân sự.")
    office.click("Theo từng tiêu chí")
    review(office, "2", "not_met").is_refused("chưa đạt")
    review(office, "2", "not_met", comment="Thiếu ảnh đường trục thôn.").is_told("Đã lưu tiêu chí 2")
    office.may_not_see(f"/{DISTRICT}/2025-02-11/dossiers/{walk.dossier}/steps/council_vote/")
    walk.at("van-phong-huyen", "2025-02-11", DISTRICT).is_told("Tiêu chí được kết luận chưa đạt: 2")
    office.click("Trả lại hồ sơ cho xã").send("Trả lại hồ sơ cho xã", reason=" ", points=" ").is_refused(
        "Lý do", "Các điểm"
    )
    points = "2: Bổ sung ảnh đường trục thôn.\nĐóng dấu giáp lai."
    values = {"reason": "Hồ sơ thiếu hình ảnh.", "points": points}
    office.send("Trả lại hồ sơ cho xã", **values).is_refused("Đã quá hạn: hãy ghi lý do chậm")
    office.send("Trả lại hồ sơ cho xã", late_reason="Chờ kiểm tra thực địa.").is_told("Đã trả lại hồ sơ")


def it_answers_and_sends_it_again(walk):
    officer, sent = walk.at("can-bo-xa", "2025-02-12"), "Gửi hồ sơ lên UBND huyện"
    officer.is_told("Bổ sung ảnh đường trục thôn")
    officer.click("Nhận lại để hoàn thiện").send("Nhận lại để hoàn thiện")
    officer.click(sent).send(sent).is_refused("Còn 2 điểm của lần trả lại chưa được trả lời")
    walk.at("can-bo-xa", "2025-02-12")
    for answer in ("Đã bổ sung 6 ảnh.", "Đã đóng dấu giáp lai."):
        officer.click("Trả lời").send("Trả lời", answer=answer)
    officer.click("Nộp", officer.row("Hình ảnh minh họa")).send("Nộp", upload=picture("blue"))
    officer.click(sent).send(sent).is_told("Thay đổi so với lần gửi")
    changed = officer.main.locator("section", has_text="Thay đổi so với lần gửi").last.inner_text()
    assert "Hình ảnh minh họa" in changed
    assert "2 điểm" in changed


def review(who, criterion, verdict, comment=""):
    """One criterion on the page of reviews, opened and saved."""
    form = who.page.locator("form", has=who.page.locator(f'input[name=criterion][value="{criterion}"]'))
    if not form.is_visible():
        who.page.locator("details", has=form).locator("summary").first.click()
    return who.send("Lưu", form, verdict=verdict, comment=comment)


def the_district_verifies_and_sends_it_on(walk):
    publish, send = "Công khai dự thảo báo cáo thẩm tra", "Gửi hồ sơ lên tỉnh thẩm định"
    office = walk.at("van-phong-huyen", "2025-02-14", DISTRICT).click("Bắt đầu thẩm tra").send("Bắt đầu thẩm tra")
    office.click("Theo từng tiêu chí")
    for criterion in ALL:
        review(office, criterion, "met")
    office.is_told("19/19")
    walk.at("van-phong-huyen", "2025-02-20", DISTRICT).click(publish).send(publish)
    office.click("Mở đợt lấy ý kiến").send("Mở").is_told("20/02/2025 – 06/03/2025")
    office.click(send).send(send).is_refused("còn đến hết ngày 06/03/2025", "Còn thiếu: Báo cáo thẩm tra")
    walk.at("van-phong-huyen", "2025-03-07", DISTRICT).press("Lập", office.row("Báo cáo thẩm tra"))
    office.click(send).send(send).is_told("Đã gửi thẩm định")


def departments_confirm_their_criteria(walk):
    begin = "Bắt đầu thẩm định"
    walk.at("tham-dinh", "2025-03-10", PROVINCE).click(begin).send(begin)
    for person, criteria in (("so-xay-dung", ["1", "2", "9"]), ("so-giao-duc", ["5"]), ("so-y-te", ["14"])):
        who = walk.at(person, "2025-03-12", PROVINCE).click("Theo từng tiêu chí")
        assert who.main.locator("input[name=criterion]").count() == len(criteria)
        for criterion in criteria:
            review(who, criterion, "met").is_told(f"Đã lưu tiêu chí {criterion}")
    another(walk.person("so-y-te"), "14", "1").is_refused("Tiêu chí này do sở, ngành khác phụ trách")
    appraiser = walk.at("tham-dinh", "2025-03-14", PROVINCE).click("Theo từng tiêu chí")
    for criterion in REST:
        review(appraiser, criterion, "met")
    appraiser.is_told("19/19")
    walk.at("tham-dinh", "2025-03-18", PROVINCE).press("Lập", appraiser.row("Báo cáo thẩm định"))


def another(who, own, criterion):
    """A form sent for a criterion that is not one's own, as only a changed page can."""
    who.main.locator(f'input[name=criterion][value="{own}"]').evaluate("(one, other) => one.value = other", criterion)
    return review(who, criterion, "met")


def the_council_votes(walk):
    office = walk.person("van-phong-tinh").go(f"/{PROVINCE}/2025-03-20/sittings/").click("Hội đồng thẩm định")
    office.click("Hội đồng thẩm định nông thôn mới").click("Thêm thành viên")
    office.fill("person", "Phạm Thí Dụ", office.main)
    office.send("Thêm", organisation="Văn phòng Điều phối", valid_from="2025-01-01")
    office.click("Triệu tập phiên họp").fill("dossiers", walk.dossier, office.main)
    office.send("Triệu tập", day="2025-03-21").is_told("Phiên họp ngày 21/03/2025")
    sitting = office.path
    office.click("Mở phiên họp").is_told("nên không bỏ phiếu về hồ sơ đó")
    boxes = office.main.locator("input[name=present]")
    boxes.first.check()
    office.press("Mở phiên họp").is_refused("Có mặt 1/6 thành viên; cần ít nhất 5")
    for person in ("Phan", "Lê", "Bùi", "Ngô", "Đặng"):
        office.main.get_by_label(f"{person} Thí Dụ").check()
    office.press("Mở phiên họp").is_told("Phiên họp đã mở")
    for name in VOTERS:
        vote(walk, name, sitting)
    author = walk.person("tham-dinh").go(sitting)
    assert author.main.get_by_role("link", name="Bỏ phiếu").count() == 0
    office.go(sitting).is_told("5/5").click("Kết thúc phiên họp").send("Kết thúc", remarks="Hội đồng thống nhất.")
    office.is_told("thông qua", "5/5").press("In biên bản")
    assert "5/5" in pdf_text(office.download(office.main.get_by_role("link", name="PDF").first))


def vote(walk, name, sitting):
    """On a phone, with a second window open that was there before the vote."""
    member = walk.on_a_phone(name).go(sitting).click("Bỏ phiếu")
    second = Walker(member.page.context.new_page(), walk.site, walk.seen)
    second.page.foreign, second.page.failed = [], []
    for window in (second.go(member.path), member):
        window.main.locator("button[value=in_favour]").click()
        window.look().is_told("Bạn chọn")
    member.press("Xác nhận bỏ phiếu").is_told("Bạn đã bỏ phiếu")
    second.press("Xác nhận bỏ phiếu").is_told("không ai bỏ phiếu hai lần")


def the_chair_signs(walk):
    office, record = walk.at("van-phong-tinh", "2025-03-21", PROVINCE), "Ghi nhận Hội đồng đã thông qua"
    office.click(record).send(record)
    office.may_not_see(f"/{PROVINCE}/2025-03-28/decisions/sign/")
    known = {"number": "411/QĐ-UBND", "issued": "2025-03-26", "issuer": "Chủ tịch UBND tỉnh Bắc Giang", "is_own": True}
    known |= {"kind": "recognition", "title_vi": "Công nhận xã khác", "source_title": "Sổ văn bản đi của Văn phòng"}
    office.go(f"/{PROVINCE}/2025-03-27/decisions/").click("Ghi quyết định").send("Ghi vào sổ", **known)
    chair = walk.person("chu-tich-tinh").go(f"/{PROVINCE}/2025-03-28/decisions/").is_told("411/QĐ-UBND")
    signs(chair, walk, "412/QĐ-UBND").is_refused("Còn thiếu: Biên bản họp Hội đồng")
    walk.at("van-phong-tinh", "2025-03-21", PROVINCE).press("Lập", office.row("Biên bản họp Hội đồng"))
    chair.go(f"/{PROVINCE}/2025-03-28/decisions/")
    signs(chair, walk, "411/QĐ-UBND").is_refused("mỗi số chỉ cấp một lần trong năm")
    chair.go(f"/{PROVINCE}/2025-03-28/decisions/")
    signs(chair, walk, "412/QĐ-UBND").is_told("412/QĐ-UBND", "28/03/2025", "Hồ Thí Dụ")


def signs(chair, walk, number):
    """The choice, then the page that restates it."""
    chair.click("Ký quyết định công nhận").send("Xem nội dung", dossiers=walk.dossier, number=number)
    return chair.is_told("tính từ ngày 28/03/2025").press("Ký quyết định")


def the_title_stands(walk):
    chair = walk.person("chu-tich-tinh")
    decision = chair.path
    assert "412/QĐ-UBND" in pdf_text(made(chair, "In quyết định"))
    chair.go(decision)
    assert "BẰNG CÔNG NHẬN" in pdf_text(made(chair, "In bằng công nhận")).upper()
    announced = walk.at("van-phong-huyen", "2025-06-05", DISTRICT).click("Công bố")
    announced.send("Công bố").is_refused("Đã quá hạn")
    announced.send("Công bố", late_reason="Chờ ngày hội của xã.").is_told("Đã công bố")
    walk.reader().go(f"/{COMMUNE}/2025-04-01/titles/").is_told("nâng cao", "412/QĐ-UBND", "28/03/2025")
    assert "advanced" not in titles(walk, "2025-03-27")
    assert titles(walk, "2025-03-28")["advanced"] == "2025-03-28"


def made(who, button):
    """What is printed by a click stands on the page of the print-out."""
    who.press(button)
    return who.download(who.main.get_by_role("link", name="PDF").first)


def titles(walk, day):
    """The titles of the commune by the command: title → since when."""
    code, said = openntm(walk.environ, "titles", "--on", day, "--format", "json")
    assert code == 0, said
    place = next(one for one in json.loads(said)["places"] if one["code"] == COMMUNE)
    return {one["title"]: one["since"] for one in place["titles"]}


def the_title_is_revoked(walk):
    """Of the same commune, before the merges of July 2025 end it: the province reviews it, its chair takes it back."""
    office = walk.person("van-phong-tinh").go(f"/{COMMUNE}/2025-06-09/titles/")
    office.click("Đưa vào diện xem xét: Đạt chuẩn nông thôn mới nâng cao")
    office.send("Đưa vào diện xem xét", reason="Chỉ tiêu nước sạch không còn đạt.").is_told("đang được xem xét")
    chair, values = walk.person("chu-tich-tinh"), {"number": "690/QĐ-UBND", "signer": ""}
    office.may_not_see(chair.go(f"/{COMMUNE}/2025-06-24/titles/").click("Thu hồi: ").path)
    chair.send("Thu hồi danh hiệu", reason=" ", **values).is_refused("Lý do")
    chair.send("Thu hồi danh hiệu", day="2031-01-01", reason="Không khắc phục.", **values).is_refused("tương lai")
    chair.send("Thu hồi danh hiệu", day="2025-06-24", reason="Không khắc phục.", **values).is_told("690/QĐ-UBND")
    held, gone = titles(walk, "2025-06-23"), titles(walk, "2025-06-24")
    assert ("advanced" in held, "advanced" in gone, "ntm" in gone) == (True, False, True)
    reader = walk.reader().go(f"/{COMMUNE}/2025-06-23/titles/")
    assert "690/QĐ-UBND" not in reader.text
    reader.go(f"/{COMMUNE}/2025-06-25/titles/").is_told("690/QĐ-UBND", "Không khắc phục.")


def the_whole_dossier_is_checked_without_a_database(walk):
    archive, elsewhere = walk.folder / "dossier.zip", {**walk.environ, "OPENNTM_HOME": str(walk.folder / "empty")}
    code, said = openntm(walk.environ, "dossier", "export", walk.dossier, archive)
    assert code == 0, said
    without = elsewhere | {"OPENNTM_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    code, said = openntm(without, "verify", archive)
    assert code == 0, said
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    code, said = openntm(without, "verify", archive)
    assert code == 1, said
