"""Tables sort in Vietnamese order and are paged at fifty rows."""

from decimal import Decimal

from openntm.office.tables import Column, Table, cells


def table(names):
    rows = [cells(name=name, value=value) for name, value in names]
    return Table("t", "t", [Column("name", "Xã"), Column("value", "Số", "number")], rows)


def names(shown):
    return [row["name"].value for row in shown]


def test_d_with_a_bar_comes_after_d():
    found = table([("Đan Hội", 1), ("Dĩ An", 2), ("Cẩm Lý", 3)]).asked({"sort": "name"}, "/")
    assert names(found.shown) == ["Cẩm Lý", "Dĩ An", "Đan Hội"]


def test_empty_cells_stand_last_in_both_directions():
    held = table([("a", None), ("b", Decimal(2)), ("c", Decimal(1))])
    assert names(held.asked({"sort": "value"}, "/").shown) == ["c", "b", "a"]
    assert names(held.asked({"sort": "value", "order": "desc"}, "/").shown) == ["b", "c", "a"]


def test_a_column_that_is_not_there_sorts_nothing():
    assert names(table([("b", 1), ("a", 2)]).asked({"sort": "other"}, "/").shown) == ["b", "a"]


def test_an_address_that_asks_for_another_table_leaves_this_one():
    assert names(table([("b", 1), ("a", 2)]).asked({"table": "other", "sort": "name"}, "/").shown) == ["b", "a"]


def test_fifty_rows_a_page_and_a_wild_page_number_means_the_last():
    held = table([(str(n), n) for n in range(120)])
    assert len(held.asked({}, "/").shown) == 50
    assert len(held.asked({"page": "99"}, "/").shown) == 20
    assert held.asked({"page": "x"}, "/").page.number == 1
