"""The schemes that come with the product: each value as its source gives it, none made up, all marked unverified."""

from datetime import date

import pytest

from luc_nam import load_luc_nam
from openntm.support.models import Scheme, SchemeTerms
from openntm.support.services.loading import load_schemes

pytestmark = pytest.mark.django_db
DANVIET = "http://danviet.vn/hoat-dong-hoi/bac-giang-ho-tro-1-ty-dong-lam-moi-1km-duong-16437.html"
VILLAGE = "https://langngheviet.com.vn/san-pham-vai-thieu-luc-ngan-dat-tieu-chuan-ocop-5-sao-30415.html"
FARMERS = "https://hoinongdan.bacgiang.gov.vn/20541-luc-ngan-ho-tro-hon-36-ty-dong-lam-duong-giao-thong.html"
NEWS = "https://baotintuc.vn/tags/sản+xuất+cây+ăn+quả.htm"
ARTICLE = "https://vietnamnet.vn/luc-nam-xay-dung-nong-thon-moi-nang-cao-van-minh-giau-dep-2329819.html"
MILLION, IN_2012, IN_2024 = 1_000_000, date(2012, 10, 3), date(2024, 1, 1)
PUBLISHED = {
    "bac-giang-2012-duong-xa": ("road", "km", 1000 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-2012-duong-thon": ("road", "km", 260 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-2012-kenh": ("canal", "km", 350 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-2012-nha-van-hoa": ("culture_house", "work", 150 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-2012-the-thao-xa": ("sports", "work", 500 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-2012-the-thao-thon": ("sports", "work", 100 * MILLION, IN_2012, None, DANVIET),
    "bac-giang-ocop-5-sao": ("ocop", "product", 300 * MILLION, IN_2024, date(2026, 1, 1), VILLAGE),
}
UNPUBLISHED = {
    "bac-giang-nq07-xi-mang": ("road", "km", date(2018, 1, 1), None, FARMERS),
    "bac-giang-cay-an-qua-2021": ("growing", "ha", date(2021, 1, 1), date(2026, 1, 1), NEWS),
    "luc-nam-vietgap": ("vietgap", "certificate", IN_2024, None, ARTICLE),
    "luc-nam-tem": ("stamps", "stamp", IN_2024, None, ARTICLE),
    "luc-nam-nha-mang": ("greenhouse", "m2", IN_2024, None, ARTICLE),
    "luc-nam-nha-luoi": ("net_house", "m2", IN_2024, None, ARTICLE),
    "luc-nam-duong": ("road", "km", IN_2024, None, ARTICLE),
    "luc-nam-bai-rac": ("landfill", "work", IN_2024, None, ARTICLE),
    "luc-nam-xa-dang-ky": ("registered_commune", "commune", IN_2024, None, ARTICLE),
    "luc-nam-thon-dang-ky": ("model_hamlet", "hamlet", IN_2024, None, ARTICLE),
}


@pytest.fixture
def shipped():
    load_luc_nam()
    load_schemes()


def test_rates_and_days_are_those_of_the_sources_and_where_none_is_published_none_stands(shipped):
    found = SchemeTerms.objects.select_related("scheme")
    fields = ("scheme__kind", "scheme__unit", "rate", "valid_from", "valid_to", "scheme__source_url")
    known = {row[0]: row[1:] for row in found.filter(amount_published=True).values_list("scheme__key", *fields)}
    assert known == PUBLISHED
    rows = found.filter(amount_published=False).values_list("scheme__key", *fields)
    assert {key: (*row[:2], *row[3:]) for key, *row in rows} == UNPUBLISHED
    assert not found.exclude(share=None, cap_each=None, cap_all=None, quota=None).exists()


def test_loading_again_changes_nothing_and_every_scheme_says_what_was_not_found(shipped):
    assert load_schemes() == 0
    for one in Scheme.objects.all():
        assert not one.verified
        assert one.confidence == "reported"
        assert one.note_vi
        assert one.note_en
    acts = set(Scheme.objects.exclude(act="").values_list("act", flat=True))
    assert acts == {
        "67/2023/NQ-HĐND",
        "Nghị quyết 07 (2017, năm chưa kiểm chứng)",
        "Đề án hỗ trợ phát triển sản xuất cây ăn quả bền vững 2021–2025",
    }
    assert Scheme.objects.get(key="bac-giang-ocop-5-sao").act_issued == date(2023, 12, 13)
    told = Scheme.objects.get(key="bac-giang-nq07-xi-mang").note_vi
    assert all(word in told for word in ("223 km", "24,5 tỷ", "11,8 tỷ", "36,3 tỷ", "36 tỷ đồng, số đã làm tròn"))
    assert "gần 45 tỷ đồng" in Scheme.objects.get(key="bac-giang-cay-an-qua-2021").note_vi


def test_the_public_page_says_that_the_act_was_not_read(shipped, client):
    text = client.get("/218/2024-12-31/support/schemes/luc-nam-tem/").content.decode()
    for word in ("Chưa đọc văn bản", "số tiền chưa công bố", "lấy theo năm của bài báo", "chưa kiểm chứng"):
        assert word in text
