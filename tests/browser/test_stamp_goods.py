"""One lot of fruit on its whole way: certificate, diary, stamps, a shopper's scan, a copy, a report and the recall."""

import io
import re
import subprocess
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image
from walking import Walk as People

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a season of a cooperative in a real browser

COMMUNE, PROVINCE = "07486", "24"
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
KEEPER, OFFICER, OFFICE, OTHER = "htx-na-dai", "can-bo-nghia-phuong", "van-phong-bac-ninh", "can-bo-xa"
COOPERATIVE, NUMBER = "HTX Dạo Bước", "VG-DB-001"
SPRAY = {"input_name": "Thuốc thử", "registration": "0009/MH-BVTV", "dose": "10 ml/16 lít", "waiting_days": "14"}
STAMPS = 130  # two sheets of A4
PHONE = {"user_agent": "Mozilla/5.0 (Linux; Android 13)"}


def back(days):
    return (TODAY - timedelta(days=days)).isoformat()


class Walk(People):
    """What was made on the way; each page speaks of today."""

    def at(self, name, path, code=COMMUNE):
        return self.person(name).go(f"/{code}/{TODAY.isoformat()}/{path}")


def number_of(walker, name):
    """Of what was just kept: in the address of its own page, or in the link of the list that one is led back to."""
    link = walker.main.get_by_role("link", name=name)
    address = link.first.get_attribute("href") if link.count() else walker.path
    return re.findall(r"\d+", address)[-1]


@pytest.fixture
def walk(open_page, site, environ, tmp_path):
    return Walk(open_page, site, environ, tmp_path)


def test_goods_are_certified_stamped_scanned_copied_and_recalled(walk):
    a_cooperative_is_certified(walk)
    it_keeps_its_diary_on_a_phone(walk)
    the_office_prints_stamps(walk)
    stamps_of_a_lot_harvested_too_early_stay_out_of_use(walk)
    a_shopper_scans_one(walk)
    the_certificate_is_suspended_and_resumed(walk)
    a_copied_stamp_is_noticed(walk)
    the_shopper_reports_it(walk)
    the_lot_is_recalled(walk)


def a_cooperative_is_certified(walk):
    officer = walk.at(OFFICER, "produce/producers/add/")
    officer.hand_in(name=COOPERATIVE, kind="cooperative", address="Thôn Thử", phone="0900 111 222")
    walk.producer = number_of(officer, COOPERATIVE)
    producer = f"produce/producers/{walk.producer}/"
    walk.at(OFFICER, producer + "members/add/").hand_in(number="01", name="Hộ Kín Danh")
    walk.at(OFFICER, producer + "keepers/add/")
    people = officer.main.locator("select[name=person] option", has_text="Giáp Thí Dụ").get_attribute("value")
    officer.hand_in(person=people, valid_from=back(300))
    walk.at(OFFICER, producer + "products/add/")
    officer.hand_in(name="Na dai Dạo Bước", crop="na", code="NA-DB", standards="VietGAP TCVN 11892-1:2017")
    walk.at(OFFICER, "produce/areas/add/")
    officer.hand_in(name="Đồi Dạo Bước", producer=walk.producer, crop="na", area_ha="2,5", valid_from=back(300))
    area = number_of(officer, "Đồi Dạo Bước")
    walk.at(OFFICER, f"produce/areas/{area}/plots/add/").hand_in(number="1", area_ha="1,5")
    it_gets_a_certificate(walk, officer)


def it_gets_a_certificate(walk, officer):
    """Four years are refused with the circular that forbids them."""
    walk.at(OFFICER, f"produce/certificates/record/?holder={walk.producer}")
    given = {"number": NUMBER, "certifier": "Tổ chức Thử", "crop": "na", "area_ha": "1,5", "issued": back(200)}
    plot = officer.main.locator("input[name=plots]").first.get_attribute("value")
    officer.hand_in(**given, valid_to=(TODAY + timedelta(days=4 * 365)).isoformat(), plots=[plot])
    officer.is_refused("28/2012/TT-BKHCN")
    officer.hand_in(**given, valid_to=(TODAY + timedelta(days=500)).isoformat(), plots=[plot])
    walk.certificate = number_of(officer, NUMBER)
    officer.is_told(NUMBER, "còn hiệu lực")
    walk.person(OTHER).may_not_see(officer.path)


def it_keeps_its_diary_on_a_phone(walk):
    walk.at(KEEPER, "produce/diary/")
    phone = walk.on_a_phone(KEEPER).go(f"/{COMMUNE}/{TODAY.isoformat()}/produce/diary/")
    phone.main.get_by_role("listitem").filter(has_text="Đồi Dạo Bước").get_by_role("link").last.click()
    walk.plot = phone.look().path
    phone.go(walk.plot + "treatment/").hand_in(day=back(20), done_by="Hộ Kín Danh", **SPRAY)
    phone.go(walk.plot + "harvest/").hand_in(day=back(10), done_by="Hộ Kín Danh", quantity_kg="150")
    phone.go(walk.plot).is_told("150 kg", "cách ly")


def the_office_prints_stamps(walk):
    office = walk.at(OFFICE, "codes/mint/")
    office.hand_in(kind="stamp", size=str(STAMPS), title="Tem Dạo Bước", reason="Theo đề nghị của hợp tác xã")
    walk.run = office.path.rstrip("/").rpartition("/")[2]
    walk.at(OFFICE, f"produce/stock/{walk.producer}/allot/")
    run = office.main.locator("select[name=run] option", has_text="Tem Dạo Bước").get_attribute("value")
    office.hand_in(run=run, first="1", last=str(STAMPS), reason="Cấp cho hợp tác xã")
    walk.at(OFFICE, f"codes/{walk.run}/print/").hand_in(first="1", last=str(STAMPS), layout="a4-65")
    walk.tokens = read_back(walk, office)


def read_back(walk, office):
    """The worker of the demonstration makes the sheets; a PDF renderer and a QR reader see what was made."""
    link = office.main.get_by_role("link", name=re.compile("Tải"))
    for _ in range(60):
        if link.count():
            break
        office.page.wait_for_timeout(1000)
        office.page.reload()
    sheets = walk.folder / "sheets.pdf"
    sheets.write_bytes(office.download(link.first))
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-l", "1", sheets, walk.folder / "sheet"], check=True)
    page = Image.open(next(walk.folder.glob("sheet*.png")))
    found = [one.text for one in zxingcpp.read_barcodes(page)]
    assert len(found) == 65
    assert all("/Q/" in one and one == one.upper() for one in found)
    return [one.rpartition("/")[2] for one in found]


def stamps_of_a_lot_harvested_too_early_stay_out_of_use(walk):
    keeper = walk.at(KEEPER, "produce/lots/open/")
    product = keeper.main.locator("select[name=product] option", has_text="Dạo Bước").get_attribute("value")
    certificate = keeper.main.locator("select[name=certificate] option", has_text=NUMBER).get_attribute("value")
    keeper.hand_in(product=product, number="DB-01", certificate=certificate)
    walk.lot = "produce/" + keeper.path.split("/produce/")[1]
    keeper.click("Đưa sản lượng vào lô").hand_in()
    walk.at(KEEPER, walk.lot + "pack/").hand_in(packed_kg="120", unit_kg="1", packed_on=back(9))
    activate(walk, keeper, 100).is_refused("cách ly")
    keeper.may_not_see(f"/{COMMUNE}/{TODAY.isoformat()}/{walk.lot}override/")
    office = walk.at(OFFICE, walk.lot + "override/")
    office.hand_in(reason="Kết quả phân tích dư lượng số 12: không phát hiện")
    activate(walk, keeper, STAMPS).is_refused("120")
    activate(walk, keeper, 100).is_told("100")
    walk.person(OTHER).may_not_see(f"/{COMMUNE}/{TODAY.isoformat()}/{walk.lot}")
    record_events(walk, keeper)


def activate(walk, keeper, last):
    walk.at(KEEPER, walk.lot + "activate/")
    run = keeper.main.locator("select[name=run] option", has_text="Tem Dạo Bước").get_attribute("value")
    return keeper.hand_in(run=run, first="1", last=str(last), reason="Dán lên hộp")


def record_events(walk, keeper):
    for step, given in (("commission", {}), ("ship", {"name": "Cửa hàng Dạo Bước, Hà Nội"})):
        walk.at(KEEPER, f"{walk.lot}events/{step}/")
        keeper.hand_in(day=back(8), time="08:00", quantity="100", **given)
    walk.at(KEEPER, walk.lot + "events/").is_told("Cửa hàng Dạo Bước")


def a_shopper_scans_one(walk):
    walk.shopper = shopper = walk.reader()
    shopper.page.set_viewport_size({"width": 360, "height": 800})
    shopper.go(f"/Q/{walk.tokens[0]}")
    shopper.is_told("Na dai Dạo Bước", COOPERATIVE, "Thôn Thử", "DB-01", NUMBER, "còn hiệu lực", "Gán mã", "Xuất hàng")
    shopper.is_told("lần quét đầu tiên")
    assert not re.search("0900 111 222|Hộ Kín Danh", shopper.page.content())
    assert len(shopper.page.content().encode()) < 30_000
    assert shopper.page.context.cookies() == [
        one for one in shopper.page.context.cookies() if one["name"] == "language"
    ]
    shopper.go(f"/Q/{walk.tokens[-1]}")
    forged = walk.tokens[0][:-1] + ("0" if walk.tokens[0][-1] != "0" else "1")
    assert shopper.status(f"/Q/{forged}") == 404


def the_certificate_is_suspended_and_resumed(walk):
    officer = walk.at(OFFICER, f"produce/certificates/{walk.certificate}/suspended/")
    officer.hand_in(day=TODAY.isoformat(), reason="Giám sát: thiếu hồ sơ")
    walk.shopper.go(f"/Q/{walk.tokens[1]}").is_told("đình chỉ")
    walk.at(OFFICER, f"produce/certificates/{walk.certificate}/resumed/")
    officer.hand_in(day=TODAY.isoformat(), document="Văn bản số 3 (thử)")
    walk.shopper.go(f"/Q/{walk.tokens[1]}").is_told("còn hiệu lực")


def a_copied_stamp_is_noticed(walk):
    """One code on many boxes: it is scanned again and again."""
    for number in range(35):
        walk.shopper.page.request.get(f"{walk.site}/Q/{walk.tokens[2]}", headers={"User-Agent": f"phone {number}"})
    walk.shopper.page.wait_for_timeout(3000)  # counts are taken in once a second
    walk.shopper.go(f"/Q/{walk.tokens[2]}").is_told(
        "có thể đã bị sao chép", "ít nhất 30 lần trong một giờ", "Đã quét 36 lần"
    )
    walk.at(OFFICER, "copy-alerts/").is_told("Quét dồn dập trong một giờ", walk.tokens[2], "DB-01")


def the_shopper_reports_it(walk):
    shopper = walk.shopper.press("Báo tem nghi giả")
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, "JPEG")
    photo = {"name": "hop-na.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    shopper.hand_in(text="Hai hộp cùng một mã", seen_at="Chợ Thử, Hà Nội", photo=photo)
    officer = walk.at(OFFICER, "stamp-reports/").is_told("Hai hộp cùng một mã")
    officer.row("Hai hộp").get_by_role("link").first.click()
    officer.look().is_told("Chợ Thử, Hà Nội", walk.tokens[2])
    walk.person(OTHER).may_not_see(officer.path)


def the_lot_is_recalled(walk):
    office = walk.at(OFFICE, walk.lot + "recall/")
    office.hand_in(reason="Phát hiện tem bị sao chép")
    office.is_told("Cửa hàng Dạo Bước, Hà Nội", "Trang chuyển đỏ sau", "Tem đang sử dụng\n100")
    walk.shopper.go(f"/Q/{walk.tokens[0]}").is_told("thu hồi", "Phát hiện tem bị sao chép")
    walk.person(KEEPER).may_not_see(f"/{COMMUNE}/{TODAY.isoformat()}/{walk.lot}activate/")
