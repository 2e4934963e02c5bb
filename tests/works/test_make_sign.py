"""The board at the site: one code for good, which leads to the public page of the work."""

import pytest
from django.core.exceptions import PermissionDenied

from building import AT, make_whole, signed, verbs
from openntm.works.services.sign import make_sign
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return make_village()


def test_the_code_is_made_once_and_leads_to_the_work(cast, client):
    first, second = (make_sign(by=cast.an, pk=cast.work.pk) for _ in range(2))
    assert first == second
    assert verbs() == ["work.sign"]
    assert client.get(f"/Q/{first.token}").url == f"/works/{cast.work.pk}/"


def test_only_who_keeps_the_register_makes_it(cast):
    for who in (cast.be, cast.lan, cast.chi):
        with pytest.raises(PermissionDenied):
            make_sign(by=who, pk=cast.work.pk)


def test_the_page_prints_what_the_law_asks_for(cast):
    make_whole(cast)
    client, address = signed(cast.an), f"{AT}{cast.work.pk}/sign/"
    assert "Tạo mã cho công trình" in client.get(address).content.decode()
    assert client.post(address).url == address
    page = client.get(address).content.decode()
    for said in (
        *("Đường trục thôn Thử", "1,25 km", "UBND xã Nghĩa Phương", "Công ty Xây dựng Thử", "Công ty Tư vấn Thử"),
        *("09/03/2026", "31/10/2026", "1.800.000.000 đồng", "Ban giám sát đầu tư của cộng đồng", "<svg"),
    ):
        assert said in page, said
    assert "Tạo mã cho công trình" not in page
