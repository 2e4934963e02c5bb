"""A file of a register is handed in as it was taken away, and with one wrong row nothing is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.files import FileRefused
from openntm.office.handed_in import handed_rows
from openntm.office.handing_in import Cells
from openntm.produce.models import GrowingArea, Member, Plot, Producer, Product
from openntm.produce.queries.columns import COLUMNS
from openntm.produce.services.handing_in import hand_in
from orchard import make_orchard

AT = "/07486/2026-01-10/produce/"
LISTS = {
    "producers": "producers/?format=",
    "members": "producers/?members=",
    "products": "producers/?products=",
    "areas": "areas/?format=",
    "plots": "areas/?plots=",
}


@pytest.fixture
def orchard(db):
    found = make_orchard()
    Plot.objects.update(latitude=Decimal("21.28451"), longitude=Decimal("106.41239"))
    return found


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def rows_of(text, kind):
    return handed_rows(SimpleUploadedFile("x.csv", text.encode()), COLUMNS[kind])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", COLUMNS)
def test_what_was_taken_away_is_handed_in_again_and_changes_nothing(orchard, kind, ending):
    body = signed(orchard.an).get(AT + LISTS[kind] + ending).content
    rows = handed_rows(SimpleUploadedFile(f"x.{ending}", body), COLUMNS[kind])
    found = hand_in(by=orchard.an, kind=kind, rows=rows, is_trial=False)
    assert found.problems == []
    assert (found.added, found.changed) == (0, 0)
    assert found.same == (2 if kind == "plots" else 1)


@pytest.mark.parametrize("kind", COLUMNS)
def test_taken_away_in_english_it_is_understood_too(orchard, kind):
    client = signed(orchard.an)
    client.cookies["language"] = "en"
    rows = handed_rows(SimpleUploadedFile("x.csv", client.get(AT + LISTS[kind] + "csv").content), COLUMNS[kind])
    assert hand_in(by=orchard.an, kind=kind, rows=rows, is_trial=False).problems == []


def test_a_register_is_rebuilt_from_its_files(orchard):
    client = signed(orchard.an)
    files = {kind: client.get(AT + LISTS[kind] + "csv").content for kind in COLUMNS}
    for kind, body in files.items():
        files[kind] = body.replace("Na dai Thử".encode(), b"Na dai Hai").replace("Đồi na".encode(), "Đồi hai".encode())
    for kind in ("producers", "members", "products", "areas"):
        rows = handed_rows(SimpleUploadedFile("x.csv", files[kind]), COLUMNS[kind])
        assert hand_in(by=orchard.an, kind=kind, rows=rows, is_trial=False).added == 1
    rows = handed_rows(SimpleUploadedFile("x.csv", files["plots"]), COLUMNS["plots"])
    assert hand_in(by=orchard.an, kind="plots", rows=rows, is_trial=False).added == 2
    again = GrowingArea.objects.get(name="Đồi hai Thử")
    assert Product.objects.get(producer__name="HTX Na dai Hai").code == orchard.product.code
    assert Member.objects.get(producer__name="HTX Na dai Hai").name == "Hộ Thí Dụ"
    assert [(plot.number, plot.area_ha, plot.longitude) for plot in again.plots.all()] == [
        (plot.number, plot.area_ha, plot.longitude) for plot in orchard.area.plots.all()
    ]


def test_members_come_by_file_and_a_file_without_names_changes_none(orchard):
    head = "Mã xã,Cơ sở sản xuất,Số hộ thành viên"
    text = f"{head},Tên hộ\n07486,HTX Na dai Thử,01,Hộ Viết Lại\n07486,HTX Na dai Thử,02,Hộ Mới\n"
    assert [str(column.title) for column in COLUMNS["members"]] == [
        *head.replace("Mã xã", "Mã xã").split(","),
        "Tên hộ",
    ]
    found = hand_in(by=orchard.an, kind="members", rows=rows_of(text, "members"), is_trial=False)
    assert (found.added, found.changed, found.problems) == (1, 1, [])
    bare = rows_of(f"{head}\n07486,HTX Na dai Thử,01\n", "members")
    assert hand_in(by=orchard.an, kind="members", rows=bare, is_trial=False).same == 1
    for line in ("07486,HTX Na dai Thử,03", "07486,HTX Lạ,01", "07492,HTX Na dai Thử,01"):
        assert hand_in(
            by=orchard.an, kind="members", rows=rows_of(f"{head}\n{line}\n", "members"), is_trial=False
        ).problems
    assert sorted(Member.objects.values_list("name", flat=True)) == ["Hộ Mới", "Hộ Viết Lại"]
    assert "Hộ Mới" not in signed(orchard.lan).get("/24/2026-01-10/produce/producers/?members=csv").content.decode()


def test_products_come_by_file_known_by_their_code_or_gtin(orchard):
    rows = ["07486;HTX Na dai Thử;Na mới;na;NA-02;;7", "07486;HTX Na dai Thử;Na đóng hộp;na;;8934567890120;"]
    titles = [str(one.title) for one in COLUMNS["products"] if one.field not in ("brand", "standards", "storage")]
    text = "\n".join([";".join(titles), *rows])
    for outcome in ((2, 0), (0, 2)):
        found = hand_in(by=orchard.an, kind="products", rows=rows_of(text, "products"), is_trial=False)
        assert (found.added, found.same, found.problems) == (*outcome, [])
    assert Product.objects.get(code="8934567890120").shelf_days is None
    wrong = rows_of(text.replace("8934567890120", "8934567890121").replace(";na;", ";xoài lạ;", 1), "products")
    assert len(hand_in(by=orchard.an, kind="products", rows=wrong, is_trial=False).problems) == 2


def test_a_trial_writes_nothing(orchard):
    rows = rows_of("Mã xã,Tên cơ sở sản xuất,Loại\n07486,HTX Mới,hợp tác xã\n", "producers")
    assert hand_in(by=orchard.an, kind="producers", rows=rows, is_trial=True).added == 1
    assert not Producer.objects.filter(name="HTX Mới").exists()
    assert hand_in(by=orchard.an, kind="producers", rows=rows, is_trial=False).added == 1
    assert Producer.objects.get(name="HTX Mới").kind == "cooperative"


def test_with_one_wrong_row_nothing_is_written_and_every_fault_is_named(orchard):
    lines = ["07486;Tốt;hộ gia đình;", "07486;;hộ gia đình;", "07486;Xấu;hội quán;", "07486;Số;firm;123"]
    lines += ["99999;Xa;firm;", "07492;Bạn;firm;"]
    text = "\n".join(["ma xa;TEN CO SO SAN XUAT;loai;mã gln", *lines])
    found = hand_in(by=orchard.an, kind="producers", rows=rows_of(text, "producers"), is_trial=False)
    assert [one.line for one in found.problems] == [3, 4, 5, 6, 7]
    assert Producer.objects.count() == 1


def test_a_file_without_the_needed_headings_is_refused(orchard):
    with pytest.raises(FileRefused):
        rows_of("a,b\n1,2\n", "producers")
    with pytest.raises(FileRefused):
        handed_rows(SimpleUploadedFile("x.csv", b"\xff\xfe\x00"), COLUMNS["producers"])


def test_on_the_page_it_is_first_tried_and_then_written(orchard):
    client = signed(orchard.an)
    page = AT + "hand-in/plots/"
    text = 'Mã xã,Tên vùng trồng,Số thửa,Diện tích (ha)\n07486,Đồi na Thử,3,"0,5"\n'
    answer = client.post(page, {"file": SimpleUploadedFile("x.csv", text.encode()), "write": "1"})
    assert answer.status_code == 422
    assert "12,5 ha" in answer.content.decode()
    GrowingArea.objects.update(area_ha=13)
    tried = client.post(page, {"file": SimpleUploadedFile("x.csv", text.encode()), "try": "1"})
    assert tried.status_code == 200
    assert Plot.objects.count() == 2
    assert client.post(page, {"file": SimpleUploadedFile("x.csv", text.encode()), "write": "1"}).status_code == 302
    assert Plot.objects.get(number="3").area_ha == Decimal("0.5")
    assert client.get(page + "?format=xlsx").status_code == 200


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_a_number_is_read_as_it_is_written_here_and_in_files(value):
    needed = {"place": "1", "name": "n", "crop": "na", "valid_from": "2026-01-01"}
    here = f"{value:,.3f}".replace(",", " ").replace(".", ",")
    for text in (f"{value:f}", here, f"{value:,.3f}".replace(",", "_").replace(".", ",").replace("_", ".")):
        assert Cells(COLUMNS["areas"], needed | {"area_ha": text}).number("area_ha", 3) == value


def test_days_are_read_in_both_forms():
    needed = {"place": "1", "name": "n", "crop": "na", "area_ha": "1"}
    for text in ("2026-01-31", "31/01/2026"):
        assert Cells(COLUMNS["areas"], needed | {"valid_from": text}).day("valid_from") == date(2026, 1, 31)
