"""Codes are moved all or none; the ledger says how the stock came to be what it is."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from codes.stamps import make_stamps
from openntm.codes.life import ENDS, FOLLOWS
from openntm.codes.models import Movement, Run, Stock
from openntm.codes.models.runs import State
from openntm.codes.queries import codes_in_use, counts_by_state, ledger_of, stock_of_run
from openntm.codes.services import (
    DoesNotFollow,
    LeadsNowhere,
    NothingChanges,
    OutsideRun,
    ReasonMissing,
    move_codes,
    moved,
)
from openntm.codes.services.moving import piece_of
from openntm.codes.spans import joined
from openntm.office.models import LogEntry
from recognition.at_once import in_threads, shared_database

__all__ = ["shared_database"]
SIZE = 40


@pytest.fixture
def here(db):
    return make_stamps(size=SIZE)


def move(here, first, last, state, **given):
    return move_codes(
        **{"by": here.binh, "run": here.run, "reason": "thử", **given}, first=first, last=last, state=state
    )


def stock(here):
    return [(one.first, one.last, one.state) for one in stock_of_run(here.run)]


def test_a_stretch_is_cut_out_and_what_is_alike_is_joined_again(here):
    move(here, 10, 19, "allotted", holder="producer:1")
    assert stock(here) == [(0, 9, "minted"), (10, 19, "allotted"), (20, 39, "minted")]
    move(here, 20, 29, "allotted", holder="producer:1")
    assert stock(here) == [(0, 9, "minted"), (10, 29, "allotted"), (30, 39, "minted")]
    move(here, 0, 9, "allotted", holder="producer:2")
    assert stock(here)[:2] == [(0, 9, "allotted"), (10, 29, "allotted")]


def test_each_piece_that_is_left_has_a_line_with_what_it_left(here):
    move(here, 0, 9, "allotted", holder="producer:1")
    lines = move(here, 5, 14, "void", reason="rách")
    assert [(one.first, one.last, one.from_state, one.from_holder) for one in lines] == [
        (5, 9, "allotted", "producer:1"),
        (10, 14, "minted", ""),
    ]
    assert {(one.state, one.reason, one.by) for one in lines} == {("void", "rách", here.binh)}
    assert LogEntry.objects.filter(verb="codes.move").count() == 2


def test_a_code_goes_its_whole_life(here):
    for state in ("allotted", "printed", "active"):
        move(here, 0, 39, state, key="9")
    assert codes_in_use("9") == codes_in_use("9", kind="stamp") == SIZE
    assert codes_in_use("9", kind="guide") == 0
    move(here, 3, 3, "lost")
    assert codes_in_use("9") == SIZE - 1
    assert stock_of_run(here.run)[1].key == "9"


@pytest.mark.parametrize("end", sorted(ENDS))
def test_from_an_end_nothing_comes_back_and_every_live_state_reaches_it(here, end):
    for at, states in enumerate([(), ("allotted",), ("allotted", "printed"), ("allotted", "printed", "active")]):
        for state in (*states, end):
            move(here, at, at, state, key="9")
        for state in State.values:
            with pytest.raises(DoesNotFollow):
                move(here, at, at, state, key="9", holder="x")


def test_none_is_moved_where_one_may_not(here):
    move(here, 0, 19, "allotted")
    move(here, 7, 7, "lost")
    before, lines = stock(here), Movement.objects.count()
    with pytest.raises(DoesNotFollow) as refused:
        move(here, 0, 19, "printed")
    assert (refused.value.piece.first, refused.value.piece.state) == (7, "lost")
    assert (stock(here), Movement.objects.count()) == (before, lines)


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (5, 4), (0, SIZE), (SIZE, SIZE)])
def test_a_stretch_outside_the_run_is_refused(here, first, last):
    with pytest.raises(OutsideRun):
        move(here, first, last, "allotted")


def test_a_change_without_a_reason_is_refused(here):
    with pytest.raises(ReasonMissing):
        move(here, 0, 1, "allotted", reason=" \n")


def test_a_move_that_changes_nothing_is_refused(here):
    move(here, 0, 1, "allotted", holder="a")
    with pytest.raises(NothingChanges):
        move(here, 0, 1, "allotted", holder="a")
    move(here, 0, 1, "allotted", holder="b")


def test_a_code_is_not_put_in_use_for_nothing(here):
    move(here, 0, 1, "allotted")
    move(here, 0, 1, "printed")
    with pytest.raises(LeadsNowhere):
        move(here, 0, 1, "active")


@pytest.mark.parametrize(("name", "refusal"), [("an", PermissionDenied), ("lan", PermissionDenied)])
def test_a_reader_without_the_right_is_refused(here, name, refusal):
    with pytest.raises(refusal):
        move(here, 0, 1, "allotted", by=getattr(here, name))


@pytest.mark.parametrize("name", ["dung", "htx", "be"])
def test_a_stranger_does_not_see_the_run(here, name):
    with pytest.raises(Run.DoesNotExist):
        move(here, 0, 1, "allotted", by=getattr(here, name))


def test_another_package_moves_codes_by_its_own_rights_and_writes_its_own_log(here):
    moved(by=here.htx, run=here.run, first=0, last=1, state="void", reason="tem rách")
    assert ledger_of(here.run).last().by == here.htx
    assert not LogEntry.objects.filter(verb="codes.move").exists()


# Properties

STEPS = st.lists(
    st.tuples(
        *(st.integers(-2, SIZE + 2), st.integers(0, SIZE)),
        *(st.sampled_from(State.values), st.sampled_from([None, "", "a", "b"]), st.sampled_from([None, "", "1"])),
    ),
    max_size=12,
)


def replayed(lines):
    """The ledger read from its first line, code by code, without looking at the stock."""
    known = {}
    for line in lines:
        was = (line.from_state, line.from_holder, line.from_key)
        for number in range(line.first, line.last + 1):
            assert not line.from_state or known[number] == was
            known[number] = (line.state, line.holder, line.key)
    return known


@pytest.mark.slow  # many sequences of moves, each in the database
class TestAfterAnyMoves(TestCase):
    @settings(max_examples=60)
    @given(STEPS)
    def test_the_stock_covers_the_run_and_is_what_the_ledger_says(self, steps):
        here = make_stamps(size=SIZE)
        for first, length, *to in steps:
            state, holder, key = to
            try:
                move(here, first, first + length, state, holder=holder, key=key)
            except (DoesNotFollow, OutsideRun):
                continue
        pieces = [piece_of(one) for one in stock_of_run(here.run)]
        assert [n for one in pieces for n in range(one.first, one.last + 1)] == list(range(SIZE))
        assert spread(pieces) == replayed(ledger_of(here.run))
        assert pieces == joined(pieces)
        counts = counts_by_state(run=here.run)
        assert sum(counts.values()) == SIZE
        assert counts == {s: sum(p.last - p.first + 1 for p in pieces if p.state == s) for s in State.values}


def spread(pieces):
    return {n: one.standing() for one in pieces for n in range(one.first, one.last + 1)}


def test_every_state_is_in_the_table_and_every_end_is_final():
    assert set(FOLLOWS) == set(State)
    assert {state for state, following in FOLLOWS.items() if not following} == ENDS
    assert all(following >= ENDS for state, following in FOLLOWS.items() if state not in ENDS)


# In the same moment


@pytest.mark.postgres
def test_of_two_who_move_the_same_stretch_one_is_refused(transactional_db, request):
    here = make_stamps(size=SIZE)
    move(here, 0, SIZE - 1, "allotted")
    request.getfixturevalue("shared_database")
    [error] = in_threads(lambda first, last: move(here, first, last, "void"), (0, 19), (10, 29))
    assert isinstance(error, DoesNotFollow)
    shown = []
    in_threads(lambda: shown.extend(Stock.objects.filter(state="void").values_list("first", "last")), ())
    assert shown in ([(0, 19)], [(10, 29)])


@pytest.mark.postgres
def test_those_who_mint_in_the_same_moment_get_numbers_of_their_own(transactional_db, request):
    here = make_stamps()
    request.getfixturevalue("shared_database")
    from openntm.codes.services import mint_run

    def mint(_n):
        mint_run(by=here.binh, kind="stamp", size=3, place=here.commune, reason="x")

    assert in_threads(mint, *((n,) for n in range(4))) == []
    shown = []
    in_threads(lambda: shown.extend(Run.objects.values_list("number", flat=True)), ())
    assert shown == [1, 2, 3, 4, 5]


def test_the_log_names_holders_and_not_their_keys(here):
    move(here, 0, 1, "allotted", holder=f"producer:{here.producer.pk}", key=str(here.lot.pk))
    changes = LogEntry.objects.get(verb="codes.move").changes
    assert "HTX Na dai Thử" in changes
    assert "L2601" in changes
    assert "producer:" not in changes
