"""The sentence behind each verdict, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from openntm.criteria import judge, load_overlays, load_set, show

DAY = date(2023, 12, 31)
EXAMPLE = load_set("rule_kinds_example")


def finding(figures, indicator, **place):
    own = {"province": "example", **place.pop("attributes", {})}
    place = {"region": "tdmnpb", "overlays": load_overlays(examples=True), "attributes": own, **place}
    return judge(EXAMPLE, figures, DAY, **place).findings[indicator]


SENTENCES = [
    (
        {"kind-3": Decimal("98.5")},
        "kind-3",
        "Đạt: 98,5 % ≥ 95 % (Văn bản ví dụ 1, Mục 3, cột Trung du miền núi phía Bắc; ngưỡng chưa kiểm chứng).",
        "Met: 98.5% ≥ 95% (Văn bản ví dụ 1, Mục 3, column Northern Midlands and Mountains; threshold not verified).",
    ),
    (
        {"kind-5": Decimal("40")},
        "kind-5",
        "Chưa đạt: 40 triệu đồng/người/năm < 42 triệu đồng/người/năm, còn thiếu 2 triệu đồng/người/năm (Văn "
        "bản ví dụ 1, Mục 5, cột Trung du miền núi phía Bắc; ngưỡng chưa kiểm chứng).",
        "Not met: 40 million đồng per person a year < 42 million đồng per person a year, 2 million đồng per "
        "person a year short (Văn bản ví dụ 1, Mục 5, column Northern Midlands and Mountains; threshold not "
        "verified).",
    ),
    (
        {"kind-2": Decimal("10.5")},
        "kind-2",
        "Chưa đạt: 10,5 % > 10 %, vượt 0,5 điểm % (Quyết định ví dụ của tỉnh, Điều 2; chặt hơn mức quốc gia "
        "tại Văn bản ví dụ 1, Mục 2; ngưỡng chưa kiểm chứng).",
        "Not met: 10.5% > 10%, 0.5 percentage points over (Quyết định ví dụ của tỉnh, Điều 2; stricter than "
        "the national value of Văn bản ví dụ 1, Mục 2; threshold not verified).",
    ),
    (
        {"kind-8": Decimal("100")},
        "kind-8",
        "Chưa có ngưỡng: do UBND cấp tỉnh quy định, chưa có quyết định nào của tỉnh được nhập (Văn bản ví dụ "
        "1, Mục 8).",
        "No threshold: the province sets it, and no decision of the province has been entered (Văn bản ví dụ "
        "1, Mục 8).",
    ),
    (
        {},
        "kind-12",
        "Chưa có số liệu: cần nhập “Tỷ lệ hộ dùng nước sạch” theo từng nội dung: Trong đó từ công trình tập "
        "trung (Văn bản ví dụ 1, Mục 12, cột Trung du miền núi phía Bắc; ngưỡng chưa kiểm chứng).",
        'No figure: enter "Households with clean water" part by part: Of which from central supply (Văn bản '
        "ví dụ 1, Mục 12, column Northern Midlands and Mountains; threshold not verified).",
    ),
    (
        {"kind-13:many": Decimal("80")},
        "kind-13",
        "Chưa có số liệu: cần khai “Số trường trên địa bàn” của địa bàn (Văn bản ví dụ 1, Mục 13; ngưỡng chưa"
        " kiểm chứng).",
        'No figure: state "Schools in the commune" of the place (Văn bản ví dụ 1, Mục 13; threshold not verified).',
    ),
]


@pytest.mark.parametrize(("figures", "indicator", "vi", "en"), SENTENCES, ids=[row[1] for row in SENTENCES])
def test_the_reason_is_one_sentence_in_both_languages(figures, indicator, vi, en):
    found = finding(figures, indicator)
    assert (found.reason_vi, found.reason_en) == (vi, en)


@pytest.mark.parametrize("indicator", [indicator.id for indicator in EXAMPLE.indicators])
@pytest.mark.parametrize("attributes", [{}, {"has_craft_village": False, "schools_in_commune": "2", "zone": "lowland"}])
def test_every_finding_has_a_sentence_and_ends_it_once(indicator, attributes):
    for region in (None, "dbsh"):
        found = finding({}, indicator, region=region, attributes=attributes)
        for sentence in (found.reason_vi, found.reason_en):
            assert sentence.endswith(".")
            assert "None" not in sentence
            assert "\n" not in sentence


def test_what_is_needed_is_said_in_words():
    found = [finding({}, name) for name in ("kind-3", "kind-2", "kind-15", "kind-1")]
    assert [f.needed_text_vi for f in found] == ["≥ 95 %", "≤ 10 %", "từ hoàn thành tốt nhiệm vụ trở lên", "đạt"]
    assert found[0].needed_text_en == "≥ 95%"


def test_the_general_column_is_named_where_no_region_was_given():
    found = finding({"kind-3": Decimal(98)}, "kind-3", region=None)
    assert "chưa khai vùng nên lấy chỉ tiêu chung" in found.reason_vi
    assert "no region stated" in found.reason_en


def test_each_sex_is_named():
    found = finding({"kind-16:nam": Decimal(95), "kind-16:nu": Decimal("89.5")}, "kind-16")
    assert found.reason_vi.startswith("Chưa đạt: nam 95 %, nữ 89,5 %; mỗi giới phải ≥ 90 %, còn thiếu 0,5 điểm %")


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("1234.5", "1.234,5", "1,234.5"),
        ("98.50", "98,5", "98.5"),
        ("0", "0", "0"),
        ("1E+3", "1.000", "1,000"),
        ("94.99999999", "94,999999", "94.999999"),
        ("-2.5", "-2,5", "-2.5"),
    ],
)
def test_numbers_are_written_as_the_language_does_and_never_rounded_up(number, vi, en):
    assert (show(Decimal(number), "vi"), show(Decimal(number), "en")) == (vi, en)


def test_a_part_that_fails_is_named_with_its_figures():
    found = finding({"kind-12": Decimal(50), "kind-12:a": Decimal("19.5")}, "kind-12")
    assert found.reason_vi.startswith("Chưa đạt: nội dung chưa đạt: Trong đó từ công trình tập trung – 19,5 % < 20 %")


def test_grades_are_named_in_the_language_of_the_reader():
    found = finding({"kind-15": "hoàn thành nhiệm vụ"}, "kind-15")
    assert found.needed_text_en == "duties fulfilled well or better"
    assert found.reason_en.startswith("Not met: duties fulfilled, needed: duties fulfilled well or better")
