"""A vote of households is drafted, gets its list, is opened, and its slips are made."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.participation.access.polls import polls_visible_to
from openntm.participation.models import Elector, Poll
from openntm.participation.services import poll_refusals as refusals
from openntm.participation.services.polls import (
    cancel_poll,
    change_poll,
    close_poll,
    draft_poll,
    list_households,
    make_slips,
    open_poll,
)
from openntm.participation.services.refused import ReasonMissing

from .polling import ASKED, codes, drafted, labels, listed, opened, village

__all__ = ["village"]


def test_commune_and_front_prepare_a_vote_and_the_log_says_so(village):
    for person in (village.an, village.mat):
        one = draft_poll(by=person, place=village.commune, **ASKED)
        change_poll(by=person, pk=one.pk, **(ASKED | {"question": "Câu hỏi khác?"}))
        list_households(by=person, pk=one.pk, labels=labels(9))
        assert open_poll(by=person, pk=one.pk).state == Poll.State.OPEN
        make_slips(by=person, pk=one.pk)
    verbs = [entry.verb for entry in LogEntry.objects.filter(subject_key=str(one.pk)).order_by("number")]
    assert verbs == ["poll.draft", "poll.change", "poll.list", "poll.open", "poll.slips"]


@pytest.mark.parametrize("name", ["be", "lan", "tham", "chi", "dung"])
def test_nobody_else_does(village, name):
    one, person = listed(village), getattr(village, name)
    with pytest.raises(PermissionDenied):
        draft_poll(by=person, place=village.commune, **ASKED)
    for act in (open_poll, make_slips, close_poll):
        with pytest.raises((PermissionDenied, Poll.DoesNotExist)):
            act(by=person, pk=one.pk)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"ends": date(2026, 5, 19)}, refusals.PollDaysReversed),
        ({"matter": "election"}, refusals.MatterNotThen),
        ({"begins": date(2023, 6, 30)}, refusals.MatterNotThen),
        ({"options": ["Tán thành"]}, refusals.OptionsWrong),
        ({"options": ["Tán thành", " Tán  thành "]}, refusals.OptionsWrong),
        ({"options": [str(number) for number in range(9)]}, refusals.OptionsWrong),
    ],
)
def test_what_cannot_be_asked_is_refused(village, given, refusal):
    with pytest.raises(refusal):
        drafted(village, **given)


def test_every_household_stands_on_the_list_once(village):
    one = drafted(village)
    for given, refusal in (
        (["Hộ A", " Hộ  A"], refusals.ListWrong),
        (labels(10), refusals.ListTooLong),
    ):
        with pytest.raises(refusal):
            list_households(by=village.an, pk=one.pk, labels=given)
    list_households(by=village.an, pk=one.pk, labels=labels(8))
    with pytest.raises(refusals.ListIncomplete, match="8 (of|trong|/) ?9"):
        open_poll(by=village.an, pk=one.pk)
    with pytest.raises(refusals.ListTooLong):
        change_poll(by=village.an, pk=one.pk, **(ASKED | {"households": 7}))
    list_households(by=village.an, pk=one.pk, labels=["", *labels(9), " "])
    assert list(one.electors.values_list("number", flat=True)) == list(range(1, 10))


def test_what_was_opened_stands(village):
    one = opened(village)
    for act, given in ((change_poll, ASKED), (list_households, {"labels": labels(9)}), (open_poll, {})):
        with pytest.raises(refusals.PollNotThen):
            act(by=village.an, pk=one.pk, **given)


def test_the_threshold_is_that_of_the_day_on_which_it_was_opened(village, monkeypatch):
    one = opened(village)
    monkeypatch.setattr("openntm.participation.matters.Threshold.needed", lambda self, households: households)
    closed = close_poll(by=village.an, pk=one.pk, reason="Thử")
    assert (one.needed, closed.needed) == (5, 5)


def test_a_vote_whose_last_day_is_over_is_not_opened(village):
    with pytest.raises(refusals.PollOver):
        opened(village, ends=date(2026, 5, 31))


def test_of_a_code_the_hash_alone_is_kept_and_a_new_slip_makes_the_old_one_void(village):
    one = opened(village)
    first = codes(village, one)
    assert len(set(first.values())) == 9
    kept = set(Elector.objects.values_list("sha256", flat=True))
    assert not kept & set(first.values())
    [(elector, second)] = make_slips(by=village.an, pk=one.pk, numbers=[4])
    assert (elector.number, second != first[4]) == (4, True)
    assert len(kept & set(Elector.objects.values_list("sha256", flat=True))) == 8
    entries = LogEntry.objects.filter(verb="poll.slips")
    assert not any(re.search("|".join([*first.values(), "Hộ Thí Dụ"]), entry.changes) for entry in entries)


def test_slips_are_made_for_households_of_the_list_alone_and_some_at_a_time(village, monkeypatch):
    with pytest.raises(refusals.HouseholdUnknown, match="10, 12"):
        make_slips(by=village.an, pk=opened(village).pk, numbers=[1, 10, 12])
    with pytest.raises(refusals.PollNotThen):
        make_slips(by=village.an, pk=listed(village).pk)
    monkeypatch.setattr("openntm.participation.services.polls.MOST_SLIPS", 3)
    with pytest.raises(refusals.TooManySlips):
        make_slips(by=village.an, pk=opened(village).pk)
    assert len(make_slips(by=village.an, pk=opened(village).pk, numbers=[7, 8, 9])) == 3


def test_a_vote_is_cancelled_for_a_reason_and_never_after_it_was_closed(village):
    one = opened(village)
    with pytest.raises(ReasonMissing):
        cancel_poll(by=village.an, pk=one.pk, reason=" ")
    assert cancel_poll(by=village.an, pk=one.pk, reason="Thôn họp lại").state == Poll.State.CANCELLED
    assert LogEntry.objects.latest("number").verb == "poll.cancel"
    assert one in polls_visible_to(AnonymousUser())
    never = cancel_poll(by=village.an, pk=listed(village).pk, reason="Nhầm thôn")
    assert never not in polls_visible_to(AnonymousUser())
    other = opened(village)
    close_poll(by=village.an, pk=other.pk, reason="Thử")
    for act in (cancel_poll, close_poll):
        with pytest.raises(refusals.PollNotThen):
            act(by=village.an, pk=other.pk, reason="Nhầm")
