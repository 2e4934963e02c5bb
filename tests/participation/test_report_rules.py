"""Likeness, distance, signs of spam, masking and the data that steer them: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.participation.likeness import likeness, metres, trigrams
from openntm.participation.masking import MASK, masked
from openntm.participation.report_rules import rules
from openntm.participation.suspicion import Sent, points, signs_in

SPOTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    share = likeness(one, other)
    assert 0 <= share <= 1
    assert share == likeness(other, one)
    assert likeness(one, one) == (1.0 if trigrams(one) else 0.0)


def test_likeness_does_not_care_for_accents_and_order():
    assert likeness("Ổ gà lớn", "o ga lon") == 1
    assert likeness("ổ gà lớn ở cổng chợ", "cổng chợ có ổ gà") > 0.5
    assert likeness("ổ gà ở cổng chợ", "rác trôi đầy kênh") < 0.2


@given(SPOTS, SPOTS)
def test_distance_is_never_negative_and_the_same_both_ways(one, other):
    assert metres(one, other) == pytest.approx(metres(other, one))
    assert 0 <= metres(one, other) <= 20_100_000
    assert metres(one, one) == 0


def test_distance_is_that_of_the_map():
    assert metres((21.0, 106.0), (21.01, 106.0)) == pytest.approx(1112, abs=3)


@pytest.mark.parametrize(
    ("sent", "signs"),
    [
        (Sent("Đường hỏng, xe khó qua", seconds=60), []),
        (Sent("Đường hỏng", trapped=True, seconds=60), ["trap"]),
        (Sent("Đường hỏng", seconds=1), ["fast"]),
        (Sent("xem www.a.vn", seconds=60), ["links"]),
        (Sent("a.com b.com http://c.net", seconds=60), ["links", "many_links"]),
        (Sent("Đường hỏng", seconds=60, same=2), ["same"]),
        (Sent("ĐƯỜNG HỎNG RẤT NẶNG KHÔNG AI SỬA", seconds=60), ["shouting"]),
        (Sent("!!! 123 ???", seconds=60), ["no_words"]),
        (Sent("", seconds=60), []),
    ],
)
def test_signs_of_spam(sent, signs):
    assert signs_in(sent, rules()) == signs


@given(st.text(), st.booleans(), st.none() | st.floats(0, 1e6), st.integers(0, 50))
def test_any_text_is_judged_and_the_trap_alone_suffices(text, trapped, seconds, same):
    signs = signs_in(Sent(text, trapped, seconds, same), rules())
    assert len(signs) == len(set(signs))
    if trapped:
        assert points(signs, rules()) >= rules().suspect


def test_an_angry_but_honest_report_is_not_suspected():
    text = "TÔI ĐÃ PHẢN ÁNH NHIỀU LẦN MÀ KHÔNG AI SỬA ĐƯỜNG CHO DÂN ĐI"
    assert points(signs_in(Sent(text, seconds=2), rules()), rules()) < rules().suspect


@pytest.mark.parametrize("said", ["0912 345 678", "+84-912-345-678", "024123456789", "a.b@c.vn"])
def test_numbers_and_addresses_are_masked(said):
    assert masked(f"Gọi {said} nhé") == f"Gọi {MASK} nhé"


@pytest.mark.parametrize("said", ["dài 1250 m", "ngày 23/11/2026", "QĐ 318/QĐ-TTg", "3 xe, 2 nhà"])
def test_plain_figures_stay(said):
    assert masked(said) == said


@given(st.text())
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)


def test_every_kind_has_words_a_body_and_days():
    for kind in rules().kinds.values():
        assert kind.name.vi
        assert kind.name.en
        assert kind.body.vi
        assert kind.days > 0
    assert {"moderate", "request", "reopen", "close"} == set(rules().deadlines)
    assert {"draft", "position", "kept_back", "suspect", "words", "marks"} == set(rules().retention)
