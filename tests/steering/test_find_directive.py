"""The register of a place on a day: what is in it, found by words, filtered, sorted, paged, taken away."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from openntm.steering.models import Attachment
from openntm.steering.queries.finding import marked
from openntm.steering.queries.register import number_key

pytestmark = pytest.mark.postgres  # words are looked for by the engine
PAGE = "/218/2024-12-31/directives/"


def numbers(client, query="", page=PAGE):
    """The numbers on the page, in its order."""
    rows = client.get(page + query).context["rows"]
    return [row.directive.number for row in rows]


@pytest.fixture
def stored(land, binh):
    """Makes an attachment whose text has been read."""
    from django.utils import timezone

    from openntm.office.models import StoredFile
    from openntm.places.vietnamese import fold

    def make(directive, text, sha="a" * 64):
        given = {"size": 1, "media_type": "application/pdf", "original_name": "toan-van.pdf"}
        file = StoredFile.objects.create(
            sha256=sha, place=land.district.place, kept_by=binh, kept_at=timezone.now(), **given
        )
        return Attachment.objects.create(directive=directive, file=file, text=text, text_key=fold(text), reading="read")

    return make


def test_national_documents_and_those_above_and_under_the_place_are_shown(client, land, document):
    for number, unit in (("1/TW", None), ("2/T", land.province), ("3/H", land.district), ("4/X", land.east)):
        document(number, place=unit.place if unit else None)
    document("5/XA", place=land.far.place)
    assert set(numbers(client)) == {"1/TW", "2/T", "3/H", "4/X"}
    assert set(numbers(client, page="/07456/2024-12-31/directives/")) == {"1/TW", "2/T", "3/H"}
    assert set(numbers(client, page="/99/2024-12-31/directives/")) == {"1/TW", "5/XA"}


def test_what_is_issued_later_is_not_shown_yet(client, land, document):
    document("1/QĐ", date(2025, 1, 1))
    assert numbers(client) == []
    assert "Chưa có văn bản nào" in client.get(PAGE).content.decode()


@pytest.mark.slow  # asks for many pages
def test_what_is_not_public_is_shown_to_its_own_office_alone(client, land, document, an, binh, dung):
    one = document("1/MẬT", place=land.district.place, is_public=False)
    for person, seen in ((None, []), (dung, []), (an, []), (binh, ["1/MẬT"])):
        client.logout()
        if person:
            client.force_login(person)
        assert numbers(client) == seen
        assert client.get(f"{PAGE}{one.pk}/").status_code == (200 if seen else 404)


def test_a_file_with_what_is_not_public_is_not_called_open_data(client, land, document, binh):
    document("1/QĐ")
    document("2/MẬT", place=land.district.place, is_public=False)
    assert "CC BY" in client.get(f"{PAGE}directives.csv").content.decode()
    client.force_login(binh)
    file = client.get(f"{PAGE}directives.csv").content.decode()
    assert ("2/MẬT" in file, "CC BY" in file) == (True, False)


@pytest.mark.parametrize("asked", ["so hoa", "số hóa", "SỐ HÓA", "hoa so", "12/kh-ubnd", "thi du", "bac giang"])
def test_words_are_found_with_and_without_accents(client, land, document, asked):
    document(
        "12/KH-UBND",
        abstract_vi="Kế hoạch số hóa dữ liệu",
        issuer_vi="Ủy ban nhân dân tỉnh Bắc Giang",
        signer="Nguyễn Thí Dụ",
    )
    document("13/KH-UBND", abstract_vi="Kế hoạch trồng cây")
    assert numbers(client, f"?q={asked}") == ["12/KH-UBND"]


def test_the_phrase_comes_before_its_single_words(client, land, document):
    document("1/QĐ", abstract_vi="Chuyển đổi số nông thôn")
    document("2/QĐ", abstract_vi="Nông thôn chuyển mình, đổi mới công nghệ số")
    assert numbers(client, "?q=chuyen doi so") == ["1/QĐ"]
    assert numbers(client, "?q=chuyen cong nghe") == ["2/QĐ"]


def test_the_text_of_a_file_is_found_and_the_line_is_shown(client, land, document, stored):
    one = document("1/QĐ")
    stored(one, "Mở đầu. " * 60 + "Hỗ trợ tổ công nghệ số cộng đồng ở thôn. " + "Kết thúc. " * 60)
    page = client.get(f"{PAGE}?q=to cong nghe so").content.decode()
    assert "<mark>tổ công nghệ số</mark> cộng đồng ở thôn" in page
    assert "toan-van.pdf: …" in page
    assert numbers(client, "?q=khong co chu nay") == []


def test_the_hit_in_the_abstract_is_marked(client, land, document):
    document("1/QĐ", abstract_vi="Kế hoạch số hóa <dữ liệu>")
    page = client.get(f"{PAGE}?q=hoach so").content.decode()
    assert "Kế <mark>hoạch số</mark> hóa &lt;dữ liệu&gt;" in page


@pytest.mark.parametrize(
    ("text", "needle", "hit"), [("Đường số 1", "duong so", "Đường số"), ("a ß İ số", "so", "số"), ("xã", "huyen", None)]
)
def test_a_hit_keeps_its_accents(text, needle, hit):
    piece = marked(text, [needle])
    assert (piece.hit if piece else None) == hit
    assert piece is None or piece.whole == text


@pytest.mark.parametrize("asked", ["%", "_", "'", '"', "\\", "%25", "a" * 101, "\u0000"])
def test_signs_that_mean_something_to_a_database_are_only_signs(client, land, document, asked):
    document("1/QĐ")
    answer = client.get(PAGE, {"q": asked})
    assert answer.status_code in (200, 400)
    assert "1/QĐ" not in answer.content.decode()


def test_filters_narrow_the_register(client, land, document):
    document("1/QĐ", date(2023, 5, 5), kind="decision")
    document("2/KH", date(2024, 5, 5), kind="plan", direction="outgoing", place=land.district.place)
    document("3/QĐ", date(2022, 5, 5), kind="decision", expires=date(2023, 1, 1))
    assert numbers(client, "?kind=plan") == numbers(client, "?direction=outgoing") == ["2/KH"]
    assert numbers(client, "?year=2023") == ["1/QĐ"]
    assert numbers(client, "?standing=over") == ["3/QĐ"]
    assert numbers(client, "?standing=in_force&kind=decision") == ["1/QĐ"]


@pytest.mark.parametrize("query", ["?kind=x", "?year=1", "?standing=x", "?direction=%27"])
def test_a_wrong_filter_finds_nothing_and_says_so(client, land, document, query):
    document()
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    assert answer.context["rows"] == []
    assert 'class="errors"' in answer.content.decode()


def test_rows_are_sorted_by_link_and_numbers_by_their_value(client, land, document):
    for number, day in (("100/QĐ", date(2022, 1, 1)), ("9/QĐ", date(2023, 1, 1)), ("20/QĐ", date(2024, 1, 1))):
        document(number, day)
    assert numbers(client) == ["20/QĐ", "9/QĐ", "100/QĐ"]
    assert numbers(client, "?sort=number") == ["9/QĐ", "20/QĐ", "100/QĐ"]
    assert numbers(client, "?sort=number&order=desc") == ["100/QĐ", "20/QĐ", "9/QĐ"]
    assert numbers(client, "?sort=issued") == ["100/QĐ", "9/QĐ", "20/QĐ"]
    assert numbers(client, "?sort=nonsense") == ["20/QĐ", "9/QĐ", "100/QĐ"]
    assert 'aria-sort="ascending"' in client.get(f"{PAGE}?sort=number").content.decode()


def test_a_number_of_many_digits_sorts_too():
    assert number_key("9" * 60) > number_key("2/QĐ") > number_key("")


def test_fifty_stand_on_a_page_and_more_ask_the_database_no_more_often(
    client, land, document, django_assert_max_num_queries
):
    first = document("0/QĐ", date(2020, 1, 1))
    for number in range(1, 56):
        document(f"{number}/QĐ", place=land.east.place).relations.create(kind="amends", other=first)
    with django_assert_max_num_queries(24):
        assert len(numbers(client, "?q=mot van ban")) == 50
    assert numbers(client, "?page=2")[-1] == "0/QĐ"
    assert len(numbers(client, "?page=99")) == 6


def test_the_register_is_taken_away_with_source_and_day(client, land, document):
    document("1/QĐ", abstract_vi="=1+1", source_url="https://example.org/1")
    document("2/QĐ", abstract_vi="Khác")
    answer = client.get(f"{PAGE}directives.xlsx?q=1%2BQ")
    assert answer.status_code == 200
    rows = list(load_workbook(io.BytesIO(client.get(f"{PAGE}directives.xlsx").content)).active.values)
    assert "huyện Thử" in rows[0][0]
    assert "31/12/2024" in rows[0][0]
    assert {row[0] for row in rows[2:]} == {"1/QĐ", "2/QĐ"}
    table = client.get(f"{PAGE}directives.csv?q=1/qd").content.decode("utf-8-sig")
    assert "'=1+1" in table
    assert "https://example.org/1" in table
    assert "2/QĐ" not in table
    assert client.get(f"{PAGE}directives.pdf").status_code == 404


def test_the_page_of_a_document_says_all_of_it(client, land, document):
    old = document("18/2022/QĐ", date(2022, 8, 2), abstract_vi="Quy định cũ")
    new = document(
        "3/2024/QĐ", date(2024, 3, 7), abstract_vi="Sửa đổi", signer="Nguyễn Thí Dụ", place=land.district.place
    )
    new.relations.create(kind="amends", other=old, verified=False)
    new.relations.create(kind="rests_on", other_number="9/LUẬT")
    page = client.get(f"{PAGE}{old.pk}/").content.decode()
    assert "được 3/2024/QĐ sửa đổi một phần từ 07/03/2024" in page
    assert "được sửa đổi bởi" in page
    page = client.get(f"{PAGE}{new.pk}/").content.decode()
    assert "Nguyễn Thí Dụ" in page
    assert "9/LUẬT" in page
    assert "chưa có trong sổ" in page
    assert "huyện Thử" in page
    before = client.get(f"/218/2023-12-31/directives/{old.pk}/").content.decode()
    assert "3/2024/QĐ" not in before


def test_a_relation_to_a_document_that_is_not_public_is_not_told(client, land, document, binh):
    one, secret = document("1/QĐ"), document("2/MẬT", place=land.district.place, is_public=False)
    secret.relations.create(kind="guides", other=one)
    assert "2/MẬT" not in client.get(f"{PAGE}{one.pk}/").content.decode()
    client.force_login(binh)
    assert "2/MẬT" in client.get(f"{PAGE}{one.pk}/").content.decode()


def test_tasks_that_rest_on_it_are_shown_to_those_in_charge(client, land, document, an, binh, em):
    one = document("1/QĐ")
    days = {"given_on": date(2024, 2, 1), "due": date(2024, 3, 1)}
    one.tasks.create(title="Đo lại nước sạch", origin="directive", place=land.east.place, given_by=binh, **days)
    assert "Đo lại nước sạch" not in client.get(f"{PAGE}{one.pk}/").content.decode()
    client.force_login(em)
    assert "Đo lại nước sạch" not in client.get(f"{PAGE}{one.pk}/").content.decode()
    client.force_login(an)
    page = client.get(f"{PAGE}{one.pk}/").content.decode()
    assert "Đo lại nước sạch" in page
    assert "xã Đông Hưng" in page


def test_addresses_that_mean_nothing_are_not_found(client, land):
    for tail in ("99999/", "99999999999999999999999/", "x/", "0/files/1/"):
        assert client.get(PAGE + tail).status_code == 404
    assert client.get("/77777/2024-12-31/directives/").status_code == 404
    assert client.get("/218/2024-02-31/directives/").status_code == 404


def test_the_api_gives_public_documents_with_their_state(client, land, document):
    old = document("1/QĐ", date(2022, 1, 1), abstract_vi="Kế hoạch số hóa")
    new = document("2/QĐ", date(2024, 1, 1), place=land.district.place)
    new.relations.create(kind="replaces", other=old)
    document("3/MẬT", place=land.district.place, is_public=False)
    answer = client.get("/api/v1/directives?on=2024-12-31").json()
    assert [line["number"] for line in answer["items"]] == ["2/QĐ", "1/QĐ"]
    assert answer["total"] == 2
    assert answer["items"][0]["place"] == "218"
    assert answer["items"][0]["relations"][0]["number"] == "1/QĐ"
    (line,) = client.get("/api/v1/directives?on=2024-12-31&q=so hoa").json()["items"]
    assert (line["state"], line["state_since"], line["state_by"]) == ("replaced", "2024-01-01", ["2/QĐ"])
    assert client.get("/api/v1/directives?on=2023-12-31").json()["total"] == 1


def test_the_api_gives_a_person_what_their_office_holds(client, land, document, binh, dung):
    from openntm.office.access import today
    from openntm.office.services import make_token

    document("3/MẬT", place=land.district.place, is_public=False)
    for person, total in ((binh, 1), (dung, 0)):
        _, secret = make_token(by=person, name="test", on=today())
        answer = client.get("/api/v1/directives?on=2024-12-31", headers={"Authorization": f"Bearer {secret}"})
        assert answer.json()["total"] == total


@pytest.mark.parametrize(
    "query", ["", "?on=x", "?on=2024-01-01&page=0", "?on=2024-01-01&size=501", "?on=2024-01-01&q=" + "a" * 101]
)
def test_a_wrong_question_to_the_api_is_refused(client, db, query):
    assert client.get(f"/api/v1/directives{query}").status_code == 422


def test_the_register_takes_as_many_queries_for_many_documents(client, land, document, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    document("1/TW", place=land.district.place)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(2, 20):
        document(f"{number}/TW", place=land.district.place)
    with django_assert_max_num_queries(len(few)):
        assert len(numbers(client)) == 19
