from decimal import Decimal

import pytest

from openntm.criteria import NOT_APPLICABLE, FigureRefused, Indicator, parse_value, read_value, write_value

TITLE = {"vi": "Chỉ tiêu", "en": "Indicator"}


def indicator(**given) -> Indicator:
    return Indicator.model_validate({"id": "1.1", "criterion": "1", "title": TITLE, **given})


PASS = indicator(kind="boolean", unit="pass")
SHARE = indicator(kind="ratio", unit="percent", direction="at_least")
COUNT = indicator(kind="count", unit="count", direction="at_least")
MONEY = indicator(kind="amount", unit="million_dong", direction="at_least")
INCOME = indicator(kind="amount", unit="million_dong_per_person_year", direction="at_least")
GROWTH = indicator(kind="ratio", unit="percent_per_year", direction="at_least")
GRADE = indicator(kind="grade", unit="grade", direction="at_least", scale=["chưa đạt", "đạt", "khá", "tốt"])
IF_ANY = indicator(kind="boolean", unit="pass", if_any=True)


@pytest.mark.parametrize("text", ["đạt", "Đạt ", "ĐẠT", "dat", "có", "true", "Yes", "1", "x"])
def test_yes_in_all_its_writings(text):
    assert parse_value(PASS, text) is True


@pytest.mark.parametrize("text", ["không đạt", "Chưa  đạt", "chua dat", "không", "FALSE", "no", "0"])
def test_no_in_all_its_writings(text):
    assert parse_value(PASS, text) is False


@pytest.mark.parametrize("text", ["", "  ", "-", "–"])
@pytest.mark.parametrize("asked", [PASS, SHARE, GRADE])
def test_nothing_typed_is_no_figure(asked, text):
    assert parse_value(asked, text) is None


@pytest.mark.parametrize(
    ("asked", "text", "number"),
    [
        (SHARE, "98,5", "98.5"),
        (SHARE, "98.5 %", "98.5"),
        (SHARE, "98,125", "98.125"),
        (SHARE, "1.234", "1.234"),
        (INCOME, "45.678", "45.678"),
        (MONEY, "1.234,5", "1234.5"),
        (MONEY, "1,234.5", "1234.5"),
        (MONEY, "1 234 567,5", "1234567.5"),
        (MONEY, "1.234.567", "1234567"),
        (MONEY, "0,125", "0.125"),
        (MONEY, "1234.567", "1234.567"),
        (MONEY, "1,2340", "1.2340"),
        (COUNT, "1.234", "1234"),
        (COUNT, "1,234", "1234"),
        (COUNT, "3,0", "3"),
        (GROWTH, "-2,5", "-2.5"),
    ],
)
def test_vietnamese_and_english_numbers(asked, text, number):
    assert parse_value(asked, text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.000"])
def test_a_number_that_could_mean_two_things_is_refused_with_both(text):
    with pytest.raises(FigureRefused, match="may mean") as refusal:
        parse_value(MONEY, text)
    assert "có thể hiểu là" in refusal.value.message_vi


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-Infinity", "1e9", "1E400", "0x10", "1_000", "--1", "1.2.3", "1,2,3", "12.34,5", "٣", "1" * 40, "="]
    + ["9" * 300, "98,5 đồng", "1.234.56", "5,"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(FigureRefused):
        parse_value(SHARE, text)


@pytest.mark.parametrize(("asked", "text"), [(SHARE, "100,01"), (SHARE, "-1"), (COUNT, "1,5"), (COUNT, "1.000")])
def test_an_impossible_figure_is_refused(asked, text):
    with pytest.raises(FigureRefused):
        parse_value(asked, text)


def test_grades_are_read_without_regard_to_case_and_accents():
    assert [parse_value(GRADE, text) for text in ("Khá", "KHA", "chua dat")] == ["khá", "khá", "chưa đạt"]
    with pytest.raises(FigureRefused, match="write one of"):
        parse_value(GRADE, "xuất sắc")


@pytest.mark.parametrize("text", ["không áp dụng", "N/A", "khong ap dung"])
def test_not_applicable_is_taken_only_where_the_law_says_if_any(text):
    assert parse_value(IF_ANY, text) is NOT_APPLICABLE
    with pytest.raises(FigureRefused, match="always applies"):
        parse_value(PASS, text)


@pytest.mark.parametrize(
    ("asked", "value"), [(PASS, True), (PASS, False), (SHARE, Decimal("98.50")), (GRADE, "khá"), (MONEY, Decimal(10))]
)
def test_a_stored_value_is_read_back_the_same(asked, value):
    assert read_value(asked, write_value(value)) == value
