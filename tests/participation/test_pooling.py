"""No row of a table betrays what one household answered."""

from hypothesis import given
from hypothesis import strategies as st

from openntm.participation.surveys.pooling import Row, pooled

ROWS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=12)


@given(ROWS)
def test_no_row_betrays_and_all_together_are_the_total(pairs):
    rows = [Row((str(at),), *pair) for at, pair in enumerate(pairs)]
    shown = pooled(rows)
    assert not any(row.betrays for row in shown)
    if shown:
        assert sum(row.satisfied for row in shown) == sum(row.satisfied for row in rows)
        assert sum(row.others for row in shown) == sum(row.others for row in rows)
        assert sorted(name for row in shown for name in row.names) == sorted(str(at) for at in range(len(rows)))


def test_a_small_hamlet_is_told_with_others():
    rows = [Row(("A",), 40, 6), Row(("B",), 30, 0), Row(("C",), 3, 1), Row(("D",), 20, 5)]
    assert pooled(rows) == [Row(("A",), 40, 6), Row(("B",), 30, 0), Row(("C", "D"), 23, 6)]


def test_nothing_is_told_by_hamlet_where_one_dissatisfied_household_would_be_found():
    assert pooled([Row(("A",), 40, 0), Row(("B",), 31, 1)]) == []
