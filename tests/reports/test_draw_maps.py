"""Maps: schematic without overlaps, real when every boundary is there; the same input draws the same map."""

from decimal import Decimal

from openntm.reports.charts import Measured, bars, line
from openntm.reports.maps import LINE, RADIUS, Mark, real, schematic

POINTS = {n: (Decimal("21.2") + Decimal(n % 5) / 1000, Decimal("106.4") + Decimal(n // 5) / 1000) for n in range(24)}


def marks():
    return [Mark(n, f"Nghĩa Phương {n}", "17", "level-4", False, "/", 0, 0) for n in POINTS]


def overlaps(one, other):
    upper, lower = sorted((one, other), key=lambda mark: mark.y)
    beside = abs(one.x - other.x) >= one.half_width + other.half_width - 1
    return not beside and lower.y - RADIUS < upper.y + RADIUS + LINE * len(upper.lines) - 1


def test_no_sign_and_no_name_lies_on_another():
    drawn = schematic(marks(), POINTS, 860, 600).marks
    assert not [(a.name, b.name) for i, a in enumerate(drawn) for b in drawn[i + 1 :] if overlaps(a, b)]


def test_every_sign_stays_on_the_paper():
    assert all(0 < mark.x < 860 and 0 < mark.y < 600 for mark in schematic(marks(), POINTS, 860, 600).marks)


def test_the_same_communes_draw_the_same_map():
    first, second = (schematic(marks(), POINTS, 540, 500).marks for _ in range(2))
    assert [(mark.x, mark.y) for mark in first] == [(mark.x, mark.y) for mark in second]


def test_a_commune_without_centre_is_left_out():
    assert len(schematic(marks(), {0: POINTS[0]}, 540, 500).marks) == 1


def test_real_boundaries_keep_their_proportions():
    square = {"type": "Polygon", "coordinates": [[[106, 21], [106.1, 21], [106.1, 21.1], [106, 21.1], [106, 21]]]}
    drawn = real([marks()[0]], {0: square}, 500)
    assert not drawn.is_schematic
    assert drawn.height > drawn.width  # a degree of longitude is shorter
    assert drawn.marks[0].path.startswith("M")


def test_a_line_begins_at_zero_and_carries_its_threshold():
    from datetime import date

    values = [(date(2022, 12, 31), Decimal(38)), (date(2023, 12, 31), Decimal(40))]
    drawn = line("Thu nhập", "triệu đồng", values, Decimal(42))
    assert float(drawn.zero) > float(drawn.spots[0].y) > float(drawn.threshold)
    assert drawn.spots[1].under == "2023"


def test_a_bar_grows_with_its_figure():
    rows = [Measured("a", "/", Decimal(50), "50", "not_met"), Measured("b", "/", Decimal(100), "100", "met")]
    drawn = bars(rows, 720, 130, Decimal(80), "≥ 80 %")
    assert float(drawn.bars[1].width) == 2 * float(drawn.bars[0].width)
    assert drawn.threshold_anchor == "end"
