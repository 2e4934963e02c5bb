"""The units of indicators: the word that stands after a figure, and the size that figures of the unit have."""

from enum import Enum
from typing import NamedTuple


class Size(Enum):
    """How large a figure may be; it settles what "1.234" can mean."""

    SMALL = "always under a thousand"
    WHOLE = "a whole number"
    ANY = "anything"


class Unit(NamedTuple):
    """`after_*` follows a figure directly; `name_*` stands alone in a table head."""

    after_vi: str
    after_en: str
    name_vi: str
    name_en: str
    size: Size = Size.ANY
    may_be_negative: bool = False

    def after(self, language: str) -> str:
        return self.after_vi if language == "vi" else self.after_en


S, W = Size.SMALL, Size.WHOLE
UNITS: dict[str, Unit] = {
    "pass": Unit("", "", "đạt/không đạt", "met or not", W),
    "percent": Unit(" %", "%", "%", "%", S),
    "percent_points": Unit(" điểm %", " percentage points", "điểm %", "percentage points", S, True),
    "percent_per_year": Unit(" %/năm", "% a year", "%/năm", "% a year", S, True),
    "percent_of_advanced": Unit(
        " % mức của xã nâng cao",
        "% of the advanced value",
        "% so với mức của xã nâng cao",
        "% of the advanced value",
        S,
    ),
    "count": Unit("", "", "số lượng", "number", W),
    "fields": Unit(" lĩnh vực", " fields", "lĩnh vực", "fields", W),
    "points": Unit(" điểm", " points", "điểm", "points", S),
    "level": Unit("", "", "mức độ", "level", W),
    "grade": Unit("", "", "xếp loại", "grade", S),
    "dong": Unit(" đồng", " đồng", "đồng", "đồng", W),
    "million_dong": Unit(" triệu đồng", " million đồng", "triệu đồng", "million đồng"),
    "billion_dong": Unit(" tỷ đồng", " billion đồng", "tỷ đồng", "billion đồng"),
    "million_dong_per_person_year": Unit(
        " triệu đồng/người/năm",
        " million đồng per person a year",
        "triệu đồng/người/năm",
        "million đồng per person a year",
        S,
    ),
    "m2": Unit(" m²", " m²", "m²", "m²", S),
    "m2_per_person": Unit(" m²/người", " m² per person", "m²/người", "m² per person", S),
    "litre_per_person_day": Unit(
        " lít/người/ngày đêm", " litres per person a day", "lít/người/ngày đêm", "litres per person a day", S
    ),
    "km": Unit(" km", " km", "km", "km"),
    "hectare": Unit(" ha", " ha", "ha", "hectares"),
    "person": Unit(" người", " people", "người", "people", W),
    "household": Unit(" hộ", " households", "hộ", "households", W),
    "year": Unit(" năm", " years", "năm", "years", W),
    "times": Unit(" lần", " times", "lần", "times", S),
}
GAP_UNITS = {"percent": "percent_points"}
