"""The units of indicators, with the word that stands after a figure in each language."""

from typing import NamedTuple


class Unit(NamedTuple):
    """`after_*` follows a figure directly; `name_*` stands alone in a table head."""

    after_vi: str
    after_en: str
    name_vi: str
    name_en: str


UNITS: dict[str, Unit] = {
    "pass": Unit("", "", "đạt/không đạt", "met or not"),
    "percent": Unit(" %", "%", "%", "%"),
    "percent_points": Unit(" điểm %", " percentage points", "điểm %", "percentage points"),
    "percent_per_year": Unit(" %/năm", "% a year", "%/năm", "% a year"),
    "percent_of_advanced": Unit(
        " % mức nâng cao", "% of the advanced value", "% so với mức của xã nâng cao", "% of the advanced value"
    ),
    "count": Unit("", "", "số lượng", "number"),
    "fields": Unit(" lĩnh vực", " fields", "lĩnh vực", "fields"),
    "points": Unit(" điểm", " points", "điểm", "points"),
    "level": Unit("", "", "mức độ", "level"),
    "grade": Unit("", "", "xếp loại", "grade"),
    "dong": Unit(" đồng", " đồng", "đồng", "đồng"),
    "million_dong": Unit(" triệu đồng", " million đồng", "triệu đồng", "million đồng"),
    "billion_dong": Unit(" tỷ đồng", " billion đồng", "tỷ đồng", "billion đồng"),
    "million_dong_per_person_year": Unit(
        " triệu đồng/người/năm",
        " million đồng per person a year",
        "triệu đồng/người/năm",
        "million đồng per person a year",
    ),
    "m2_per_person": Unit(" m²/người", " m² per person", "m²/người", "m² per person"),
    "litre_per_person_day": Unit(
        " lít/người/ngày đêm", " litres per person a day", "lít/người/ngày đêm", "litres per person a day"
    ),
    "km": Unit(" km", " km", "km", "km"),
    "hectare": Unit(" ha", " ha", "ha", "hectares"),
    "person": Unit(" người", " people", "người", "people"),
    "household": Unit(" hộ", " households", "hộ", "households"),
    "year": Unit(" năm", " years", "năm", "years"),
    "times": Unit(" lần", " times", "lần", "times"),
}
