"""The pages of the registers answer, to whom they may, and hide what is personal."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from openntm.produce.models import Certificate, Plot, Producer
from orchard import make_orchard

AT = "/07486/2026-01-10/produce/"


@pytest.fixture
def orchard(db):
    found = make_orchard()
    Plot.objects.update(latitude=Decimal("21.28451"), longitude=Decimal("106.41239"))
    return found


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def text(person, path, status=200):
    answer = signed(person).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def pages(orchard):
    return [
        *("producers/", f"producers/{orchard.producer.pk}/", "areas/", f"areas/{orchard.area.pk}/", "certificates/"),
        *(f"certificates/{orchard.certificate.pk}/", "audits/"),
    ]


@pytest.mark.slow  # asks for many pages
def test_keepers_and_officers_see_every_page_and_strangers_none(orchard):
    for page in pages(orchard):
        for person in (orchard.htx, orchard.an, orchard.binh, orchard.lan):
            text(person, AT + page)
        for person in (orchard.be, orchard.dung):
            text(person, AT + page, 404)
        assert Client().get(AT + page).status_code == 302


def test_names_telephone_and_exact_positions_are_for_those_who_keep(orchard):
    places = [
        f"producers/{orchard.producer.pk}/",
        f"areas/{orchard.area.pk}/",
        f"certificates/{orchard.certificate.pk}/",
    ]
    keeper = "".join(text(orchard.htx, AT + page) for page in places)
    reader = "".join(text(orchard.lan, AT + page) for page in places)
    for word in ("0900000000", "Giáp Thí Dụ", "Hộ Thí Dụ", "21,28451"):
        assert word in keeper, word
        assert word not in reader, word
    assert "21,28" in reader


@pytest.mark.parametrize("page", ["producers/", "areas/", "certificates/", "audits/"])
def test_a_list_asks_the_database_no_more_for_more_rows(orchard, django_assert_max_num_queries, page):
    client = signed(orchard.an)
    client.get(AT + page)
    with django_assert_max_num_queries(40) as few:
        client.get(AT + page)
    for number in range(5):
        made = Producer.objects.create(
            name=f"Hộ {number}", sort_key=str(number), kind="household", place=orchard.commune, source_title="Thử"
        )
        Certificate.objects.create(
            number=f"N{number}",
            certifier="T",
            holder=made,
            place=orchard.commune,
            crop="na",
            issued=date(2025, 1, 1),
            valid_to=date(2027, 1, 1),
            source_title="Thử",
        )
    with django_assert_max_num_queries(len(few)):
        client.get(AT + page)


def test_the_lists_are_searched_without_accents_and_taken_away(orchard):
    client = signed(orchard.an)
    assert "HTX Na dai Thử" in client.get(AT + "producers/?q=na+dai").content.decode()
    assert "HTX Na dai Thử" not in client.get(AT + "producers/?q=xoai").content.decode()
    for page in ("producers/", "areas/", "certificates/"):
        assert client.get(AT + page + "?format=csv").status_code == 200
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(AT + page + "?format=xlsx").content))
        assert len(book.get_sheet_by_index(0).to_python()) >= 3
    assert client.get(AT + "areas/?plots=csv").content.decode().count("\r\n") == 4


def test_a_producer_is_added_on_the_page_and_a_fault_stands_at_its_field(orchard):
    client = signed(orchard.an)
    answer = client.post(AT + "producers/add/", {"name": "HTX Na dai Thử", "kind": "cooperative"})
    assert answer.status_code == 422
    assert "id_name_error" in answer.content.decode()
    answer = client.post(AT + "producers/add/", {"name": "HTX Mới", "kind": "cooperative"})
    assert answer.url == AT + "producers/"
    assert Producer.objects.get(name="HTX Mới").place == orchard.commune


def test_from_the_province_the_commune_is_chosen(orchard):
    page = "/24/2026-01-10/produce/producers/add/"
    client = signed(orchard.binh)
    assert 'name="place"' in client.get(page).content.decode()
    client.post(page, {"name": "HTX Lục Sơn", "kind": "cooperative", "place": orchard.other.pk})
    assert Producer.objects.get(name="HTX Lục Sơn").place == orchard.other


@pytest.mark.parametrize("page", ["producers/add/", "areas/add/", "certificates/record/", "hand-in/producers/"])
def test_who_only_reads_enters_nothing(orchard, page):
    text(orchard.lan, AT + page, 403)
    text(orchard.htx, AT + page, 404)
    text(orchard.dung, AT + page, 404)


@pytest.mark.parametrize(
    "page",
    [
        *("producers/{p}/change/", "producers/{p}/end/", "producers/{p}/members/add/", "producers/{p}/keepers/add/"),
        *("producers/{p}/products/add/", "producers/{p}/products/{d}/change/", "areas/{a}/change/", "areas/{a}/end/"),
        *("areas/{a}/plots/add/", "areas/{a}/plots/{t}/change/", "certificates/record/?holder={p}", "areas/add/"),
        *("certificates/{c}/kept/", "certificates/{c}/widened/", "certificates/{c}/narrowed/"),
        *("certificates/{c}/suspended/", "certificates/{c}/withdrawn/", "certificates/{c}/renewed/"),
        *("producers/{p}/members/{m}/change/", "hand-in/members/", "hand-in/products/"),
        *("producers/{p}/members/{m}/end/", "producers/{p}/keepers/{k}/end/", "hand-in/plots/", "hand-in/areas/"),
        *("certificates/{c}/correct/", "producers/{p}/audits/outside/", "certificates/record/"),
    ],
)
def test_each_form_opens_for_the_office(orchard, page):
    keys = {"p": orchard.producer.pk, "a": orchard.area.pk, "t": orchard.plots[0].pk, "c": orchard.certificate.pk}
    keys |= {"d": orchard.product.pk, "m": orchard.member.pk, "k": orchard.producer.keepers.get().pk}
    text(orchard.binh, AT + page.format(**keys))


def test_a_certificate_is_recorded_and_suspended_on_its_pages(orchard):
    client = signed(orchard.an)
    page = AT + f"certificates/record/?holder={orchard.producer.pk}"
    given = {"number": "VG-2", "certifier": "Tổ chức B", "standard": "VietGAP", "crop": "na", "area_ha": "6,5"}
    given |= {"issued": "2026-01-10", "valid_to": "2030-01-10", "plots": [orchard.plots[0].pk]}
    assert "28/2012/TT-BKHCN" in client.post(page, given).content.decode()
    assert client.post(page, given | {"valid_to": "2029-01-10"}).status_code == 302
    made = Certificate.objects.get(number="VG-2")
    assert made.area_ha == Decimal("6.5")
    one = AT + f"certificates/{made.pk}/"
    assert "đang có hiệu lực" in client.get(one).content.decode()
    assert client.post(one + "suspended/", {"day": "2026-01-10"}).status_code == 422
    client.post(one + "suspended/", {"day": "2026-01-10", "reason": "Vượt dư lượng"})
    assert "Vượt dư lượng" in client.get(one).content.decode()
    assert client.get(one.replace("2026-01-10", "2026-01-09")).status_code == 200


def test_surveillance_that_is_overdue_is_said_with_its_mark(orchard):
    page = f"/07486/2026-06-01/produce/certificates/{orchard.certificate.pk}/"
    shown = text(orchard.an, page)
    assert "Quá hạn giám sát" in shown
    assert "chưa kiểm chứng" in shown


def test_the_list_is_narrowed_by_state_and_by_what_falls_due(orchard):
    there, gone = f"certificates/{orchard.certificate.pk}/", "/07486/2028-01-10/produce/certificates/"
    assert there in text(orchard.an, AT + "certificates/?standing=in_force")
    assert there not in text(orchard.an, AT + "certificates/?standing=expired")
    assert there in text(orchard.an, gone + "?ends=90")
    assert there not in text(orchard.an, gone + "?ends=30")
    assert there in text(orchard.an, gone + "?ends=surveillance")


def test_a_keeper_is_shown_the_sections_of_produce_and_none_of_the_figures(orchard):
    page = text(orchard.htx, AT + "producers/")
    for name in ("producers", "areas", "certificates", "audits"):
        assert f'href="{AT}{name}/"' in page
    assert "/completeness/" not in page


@pytest.mark.parametrize("page", ["producers/{}/", "certificates/{}/", "areas/{}/"])
def test_a_page_of_one_thing_asks_no_more_for_more_plots_and_members(orchard, django_assert_max_num_queries, page):
    keys = {"p": orchard.producer.pk, "c": orchard.certificate.pk, "a": orchard.area.pk}
    client, path = signed(orchard.an), AT + page.format(keys[page[0]])
    client.get(path)
    with django_assert_max_num_queries(50) as few:
        client.get(path)
    orchard.area.area_ha = 100
    orchard.area.save()
    for number in range(10, 16):
        member = orchard.producer.members.create(number=str(number), name=f"Hộ {number}")
        plot = orchard.area.plots.create(number=str(number), area_ha=1, member=member)
        orchard.certificate.scopes.create(plot=plot, valid_from=date(2025, 3, 1))
    with django_assert_max_num_queries(len(few)):
        client.get(path)
