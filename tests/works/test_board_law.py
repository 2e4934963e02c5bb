"""The law of boards as data: every breach is found, and nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from openntm.works.boards_law import BODIES, Seat, breaches, law

DAY = date(2026, 5, 4)
FIT = {one.key: one.wanted for one in law().statements}
bodies, roles = st.sampled_from(BODIES), st.sampled_from(["head", "deputy", "member"])
seats = st.lists(st.builds(Seat, bodies, roles, stated=st.just(FIT)), max_size=14)


def rules(found, day=DAY):
    return sorted(one.rule for one in breaches(found, day, law()))


@given(seats)
def test_sizes_are_judged_as_the_law_counts_them(found):
    broken = set(rules(found))
    assert ("at_least_members" in broken) == (len(found) < 5)
    assert ("residents_at_most" in broken) == (sum(one.body == "resident" for one in found) > 5)
    assert ("heads_exactly" in broken) == (sum(one.role == "head" for one in found) != 1)
    assert ("deputies_at_most" in broken) == (sum(one.role == "deputy" for one in found) > 2)
    assert ("at_least_of_each_body" in broken) == ({one.body for one in found} != set(BODIES))


@given(seats, st.randoms())
def test_the_order_of_the_seats_changes_nothing(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert rules(found) == rules(shuffled)


@given(st.sampled_from(law().statements), bodies, roles)
def test_one_wrong_answer_bars_a_member_with_its_article(statement, body, role):
    seat = Seat(body, role, "X", {**FIT, statement.key: not statement.wanted})
    assert statement.article in [one.basis.article for one in breaches([seat], DAY, law())]
    assert {"stated", "unfit"} & set(rules([seat]))


@given(st.sets(st.sampled_from([one.key for one in law().statements]), min_size=1))
def test_a_statement_left_open_is_no_answer(left):
    stated = {key: value for key, value in FIT.items() if key not in left}
    assert "unstated" in rules([Seat("resident", stated=stated)])


def test_before_the_law_came_its_sizes_bind_nobody():
    assert rules([Seat("front", stated=FIT)], date(2023, 6, 30)) == []
    assert "at_least_members" in rules([Seat("front", stated=FIT)], date(2023, 7, 1))


def test_every_value_has_a_day_and_a_source():
    for values in law().values.values():
        assert values
        assert all(one.article for one in values)
        assert [one.since for one in values] == sorted(one.since for one in values)
