"""The published facts are loaded once, and everybody reads them with their sources."""

import pytest

from luc_nam import load_luc_nam
from openntm.portal.public_facts import load_facts
from openntm.produce.models import Certificate, CertificateAct, CropStatement, Designation, Producer
from openntm.produce.services.loading import is_in_hand
from orchard import make_orchard


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.slow  # loads all facts of Lục Nam
def test_the_facts_are_loaded_once_and_shown_with_both_numbers_and_their_marks(db, client):
    load_luc_nam()
    counts = [model.objects.count() for model in (Producer, Certificate, CertificateAct, CropStatement, Designation)]
    assert counts == [1, 1, 1, 9, 3]
    again = load_facts()
    assert {again[name] for name in ("producers", "certificates", "statements", "designations")} == {0}
    page = shown(client, "/218/2023-12-31/produce/")
    for word in ("1.730", "14.200", "14.300", "8.200", "8.100", "00083", "2806/QĐ-SHTT", "chưa kiểm chứng", "08/2019"):
        assert word in page, word
    assert "hết hiệu lực" in page
    assert 'warn">không còn từ ngày' not in page
    assert "chưa công bố thời hạn" in shown(client, "/218/2020-12-31/produce/")
    now = shown(client, "/07486/2026-01-01/produce/")
    assert 'warn">không còn từ ngày' in now
    assert "HTX Na dai Nghĩa Phương" in now
    assert "&gt; 400" in now
    assert "Dứa" not in now


@pytest.fixture
def orchard(db):
    return make_orchard()


def test_what_an_office_changed_is_in_its_hand(orchard):
    from openntm.produce.services.producers import change_producer

    assert not is_in_hand(orchard.producer)
    change_producer(by=orchard.an, pk=orchard.producer.pk, address="Thôn khác")
    assert is_in_hand(orchard.producer)


def test_everybody_reads_certificates_and_nobody_s_names(orchard, client):
    page = shown(client, "/07486/2026-01-10/produce/")
    assert "VG-THU-01" in page
    assert "còn hiệu lực" in page
    for word in ("Hộ Thí Dụ", "0900000000", "Giáp Thí Dụ", "21,2"):
        assert word not in page
    assert client.get("/07486/2026-01-10/produce/?format=csv").status_code == 200
    assert "Đến ngày này chưa biết giấy chứng nhận nào" in shown(client, "/07492/2026-01-10/produce/")


def test_the_page_asks_no_more_for_more_certificates(orchard, client, django_assert_max_num_queries):
    client.get("/07486/2026-01-10/produce/")
    with django_assert_max_num_queries(25):
        client.get("/07486/2026-01-10/produce/")
