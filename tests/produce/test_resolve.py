"""A scanned address leads to what is true of it; what is wrong or unknown says so."""

import gzip
import itertools
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from openntm.codes.models import Run, Stock
from openntm.codes.tokens import token_of
from openntm.produce.models import CertificateAct, Lot, Product, Recall
from openntm.produce.services import recording
from orchard import make_orchard

from .tracing import GLN, GTIN, at

pytestmark = pytest.mark.django_db
LINKSET = "application/linkset+json"
SECRET = b"7" * 32


@pytest.fixture
def land():
    land = make_orchard()
    Product.objects.filter(pk=land.product.pk).update(gtin=GTIN)
    land.product.refresh_from_db()
    land.lot.state = "released"
    land.lot.save()
    land.own = Product.objects.create(producer=land.producer, name="Na bở Thử", crop="na", code="NABO-01")
    land.own_lot = Lot.objects.create(number="A/B 1%"[:3], product=land.own, place=land.commune, opened_at=at())
    land.run = Run.objects.create(
        number=5, kind="stamp", size=100, secret=SECRET, place=land.province, minted_at=timezone.now()
    )
    for first, last, key in ((0, 49, str(land.lot.pk)), (50, 99, "")):
        Stock.objects.create(run=land.run, first=first, last=last, state="active" if key else "printed", key=key)
    land.token, land.unused = token_of(SECRET, 5, 7), token_of(SECRET, 5, 60)
    land.at = f"/01/0{GTIN}"
    land.page = f"/id/product/{land.product.pk}"
    return land


def led(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 307, (address, response.status_code)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    return response.url


def test_a_true_serial_leads_to_the_page_of_its_stamp(client, land):
    for address in (f"{land.at}/10/L2601/21/{land.token}", f"{land.at}/21/{land.token}", f"/01/{GTIN}/21/{land.token}"):
        assert led(client, address) == f"/Q/{land.token}"
    assert led(client, f"{land.at}/21/{land.unused}") == f"/Q/{land.unused}"
    assert led(client, f"{land.page}/lot/L2601/ser/{land.token}") == f"/Q/{land.token}"
    assert led(client, f"{land.page}/ser/{land.token}") == f"/Q/{land.token}"


def test_what_is_not_known_walks_up_and_says_so(client, land):
    forged = land.token[:-1] + ("0" if land.token[-1] != "0" else "1")
    lot = f"{land.page}/lot/L2601"
    assert led(client, f"{land.at}/10/L2601") == lot
    assert led(client, f"{land.at}/10/L2601/21/{forged}") == f"{lot}?asked=serial"
    assert led(client, f"{land.at}/10/L9") == f"{land.page}?asked=lot"
    assert led(client, f"{land.at}/21/{forged}") == f"{land.page}?asked=serial"
    assert led(client, land.at) == land.page
    assert "có thể bị sao chép hoặc làm giả" in client.get(f"{lot}?asked=serial").content.decode()
    assert "Không có lô này ở đây" in client.get(f"{land.page}?asked=lot").content.decode()
    assert "sao chép" not in client.get(lot).content.decode()


def test_a_serial_of_another_lot_is_not_taken_for_true(client, land):
    Lot.objects.create(number="L9", product=land.product, place=land.commune, opened_at=at())
    assert led(client, f"{land.at}/10/L9/21/{land.token}").endswith("/lot/L9?asked=serial")
    assert led(client, f"/id/product/{land.own.pk}/ser/{land.token}").endswith("?asked=serial")


def test_an_unknown_product_of_a_known_company_leads_to_the_producer(client, land):
    land.producer.company_prefix, land.producer.gln = "893456700", GLN
    land.producer.save()
    assert led(client, "/01/08934567000017/10/X") == f"/id/producer/{land.producer.pk}?asked=lot"
    assert led(client, f"/417/{GLN}") == f"/id/producer/{land.producer.pk}"
    assert led(client, f"/414/{GLN}") == f"/id/producer/{land.producer.pk}"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/01/08934567890129", 400, "Số kiểm tra"),
        (f"/01/0{GTIN}/21/A/10/B", 400, "01 → 22 → 10 → 21"),
        (f"/01/0{GTIN}/lot/B", 400, "tên viết tắt cũ"),
        ("/01/08934567000017", 404, "không có gì mang số này"),
        ("/417/8934567890120", 404, "không có gì mang số này"),
        ("/id/product/999999", 404, "không có gì mang số này"),
        ("/id/product/999999999999999999", 404, "không có gì mang số này"),
        ("/id/producer/999999", 404, "không có gì mang số này"),
    ],
)
def test_a_wrong_or_unknown_address_says_why_on_a_page_and_to_programs(client, land, address, status, words):
    page = client.get(address)
    assert (page.status_code, words in page.content.decode()) == (status, True)
    told = client.get(address, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["status"]) == (status, status)
    assert words in told.json()["title"]


@pytest.mark.parametrize("kind", ["product", "producer"])
def test_a_number_beyond_all_rows_is_not_found(client, land, kind):
    assert client.get(f"/id/{kind}/{'9' * 20}").status_code == 404


def test_the_page_of_hanoi_is_no_digital_link(client, land):
    response = client.get("/01/2025-01-01/")
    assert response.status_code == 404
    assert "không dẫn đến đâu" not in response.content.decode()


def test_a_stroke_in_a_lot_number_is_part_of_it(client, land):
    slashed = Lot.objects.create(number="A/B", product=land.product, place=land.commune, opened_at=at())
    for address in (f"{land.at}/10/A%2FB", f"{land.at}/10/A/B"):
        assert led(client, address) == f"{land.page}/lot/A%2FB"
    page = client.get(f"{land.page}/lot/A%2FB")
    assert (page.status_code, page.context["lot"]) == (200, slashed)


def test_programs_get_all_links(client, land):
    for ask in ({"HTTP_ACCEPT": LINKSET}, {}):
        response = client.get(f"{land.at}/10/L2601" + ("" if ask else "?linkType=linkset"), **ask)
        assert response.headers["Content-Type"] == LINKSET
        [told] = response.json()["linkset"]
        assert told["anchor"] == f"https://id.gs1.org/01/0{GTIN}/10/L2601"
        assert {name.removeprefix("https://gs1.org/voc/") for name in told} == {
            *("anchor", "itemDescription", "defaultLink", "pip", "traceability", "recallStatus", "certificationInfo")
        }
        pips = told["https://gs1.org/voc/pip"]
        assert [(one["href"], one["hreflang"]) for one in pips] == [
            (f"http://testserver{land.page}", ["vi"]),
            (f"http://testserver{land.page}?lang=en", ["en"]),
        ]
        assert "linkset-context" in response.headers["Link"]
    assert client.get(f"{land.at}?linkType=all").headers["Content-Type"] == LINKSET


def unknown_to_gs1(told):
    """What GS1's schema of linksets (ref.gs1.org/standards/resolver/linkset-schema) refuses, in our own words."""
    yield from told.keys() - {"linkset"}
    for one in told["linkset"]:
        kinds = {name: found for name, found in one.items() if name not in {"anchor", "itemDescription", "description"}}
        yield from (name for name in kinds if not re.fullmatch(r"[a-z-]+|https?://[A-Za-z0-9./]+", name))
        yield from ("anchor" for _ in [0] if not re.match(r"https?://[A-Za-z0-9./]+", one["anchor"]))
        for found in itertools.chain(*kinds.values()):
            yield from found.keys() - {"href", "title", "hreflang", "type", "context", "fwqs", "public"}
            yield from {"href", "title"} - found.keys()
            yield from (tag for tag in found.get("hreflang", []) if not re.fullmatch(r"\w\w(-\w\w)?", tag))
            yield from (value for value in (found["href"],) if not re.match(r"https?://[A-Za-z0-9./]+", value))


@pytest.mark.parametrize("end", ["", "/10/L2601", "/10/L2601/21/{token}"])
def test_a_linkset_holds_nothing_that_gs1s_schema_refuses(client, land, end):
    told = client.get(land.at + end.format(token=land.token), headers={"Accept": LINKSET}).json()
    assert list(unknown_to_gs1(told)) == []
    [default] = told["linkset"][0]["https://gs1.org/voc/defaultLink"]
    assert default.keys() == {"href", "title"}
    assert list(unknown_to_gs1({"linkset": [{"anchor": "x", "a b": [{"href": "x", "title*": []}]}]})) != []


def test_each_link_of_a_stamp_leads_to_a_spot_that_is_there(client, land, settings, tmp_path):
    settings.HOME = tmp_path
    [told] = client.get(f"{land.at}/21/{land.token}", headers={"Accept": LINKSET}).json()["linkset"]
    for found in itertools.chain(*(one for one in told.values() if isinstance(one, list))):
        page, _, spot = found["href"].removeprefix("http://testserver").partition("#")
        answer = client.get(page)
        assert answer.status_code == 200
        assert not spot or f'id="{spot}"' in answer.content.decode()


def test_programs_of_other_sites_may_ask_what_they_may(client, land):
    for address in (land.at, land.page, "/.well-known/gs1resolver", f"/id/producer/{land.producer.pk}"):
        answer = client.options(address)
        assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert client.post(address).status_code == 405


@pytest.mark.parametrize(("query", "status"), [("17=261231", 307), ("17=261331", 400), ("linkType=gs1:pip", 307)])
def test_what_the_query_says_of_goods_is_checked_too(client, land, query, status):
    assert client.get(f"{land.at}/10/L2601?{query}").status_code == status


def test_one_kind_of_link_leads_to_its_page(client, land):
    whole = ("https://gs1.org/voc/recallStatus", "https://ref.gs1.org/voc/recallStatus")
    for kind in ("gs1:recallStatus", *whole, "recallStatus"):
        response = client.get(f"{land.at}/10/L2601", {"linkType": kind})
        assert (response.status_code, response.url) == (307, f"http://testserver{land.page}/lot/L2601#state")
    assert client.get(land.at, {"linkType": "gs1:recallStatus"}).status_code == 404


def test_the_resolver_describes_itself(client, db):
    told = client.get("/.well-known/gs1resolver").json()
    assert told["supportedPrimaryKeys"] == ["01", "414", "417"]
    assert told["resolverRoot"].startswith("http")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    text = response.content.decode()
    assert "<script" not in text
    assert "style=" not in text
    return text


def test_the_page_of_a_lot_says_the_standing_of_its_certificate_and_its_stages(client, land):
    recording.record_commissioning(by=land.htx, lot=land.lot.pk, at=at(), quantity=Decimal(100))
    text = page(client, f"{land.page}/lot/L2601")
    for words in (
        "Na dai Thử",
        "còn hiệu lực trong hôm nay",
        "Gán mã",
        "08:00 10/08/2025",
        GTIN,
        "VG-THU-01",
        "Chưa có",
    ):
        assert words in text
    for secret in ("0900000000", "Giáp Thí Dụ", "Hộ Thí Dụ", "21.2"):
        assert secret not in text
    CertificateAct.objects.create(
        certificate=land.certificate, kind="withdrawn", day=date(2025, 8, 5), reason="Thử", at=at(5)
    )
    assert "đã bị tổ chức chứng nhận thu hồi" in page(client, f"{land.page}/lot/L2601")


def test_a_recalled_lot_is_red(client, land):
    Lot.objects.filter(pk=land.lot.pk).update(state="recalled")
    Recall.objects.create(lot=land.lot, reason="Dư lượng vượt mức", ordered_at=at())
    text = page(client, f"{land.page}/lot/L2601")
    assert 'class="state recalled"' in text
    assert "Thu hồi ngày 10/08/2025: Dư lượng vượt mức" in text
    assert "còn hiệu lực" not in text.split("</section>")[0]
    assert 'class="red"' in page(client, land.page)


def test_public_pages_are_small(client, land):
    sheet = Path(finders.find("portal/small.css")).read_bytes()
    for address in (f"{land.page}/lot/L2601", land.page, f"/id/producer/{land.producer.pk}"):
        assert len(page(client, address).encode()) + len(sheet) < 30_000
        assert len(gzip.compress(sheet)) < 3_000


def test_the_page_of_a_lot_tells_the_least_items_as_that_of_its_stamps_does(client, land):
    text = page(client, f"{land.page}/lot/L2601")
    for label in ("Hình ảnh sản phẩm", "Vùng trồng", "Ngày thu hoạch", "Hạn sử dụng", "Cơ sở sản xuất", "Địa chỉ"):
        assert label in text
    english = page(client, f"{land.page}/lot/L2601?lang=en")
    assert '<html lang="en">' in english
    assert "Growing area" in english


def test_a_serial_that_is_not_ours_is_not_shown_in_green(client, land):
    assert 'class="state genuine"' in page(client, f"{land.page}/lot/L2601")
    assert 'class="state lapsed"' in page(client, f"{land.page}/lot/L2601?asked=serial")
    assert "?asked=serial&amp;lang=en" in page(client, f"{land.page}/lot/L2601?asked=serial")


def test_a_page_of_a_lot_with_more_stages_asks_no_more_often(client, land, django_assert_max_num_queries):
    for day in range(1, 9):
        recording.record_observation(by=land.htx, lot=land.lot.pk, at=at(day), quantity=None, step="inspecting")
    with django_assert_max_num_queries(20):
        page(client, f"{land.page}/lot/L2601")
