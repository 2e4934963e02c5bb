"""Each household votes once, in whatever way, and nothing leads from the vote to the household."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openntm.office.models import LogEntry
from openntm.participation.models import Elector, Poll
from openntm.participation.queries.polls import NOT_REACHED, REACHED, TOO_FEW, Result
from openntm.participation.services import poll_refusals as refusals
from openntm.participation.services.outreach import void_outreach
from openntm.participation.services.poll_votes import enter_vote, receive_vote, record_hands
from openntm.participation.services.polls import cancel_poll, close_poll
from recognition.at_once import in_threads, shared_database
from village import make_village

from .polling import OPTIONS, TODAY, codes, listed, met, opened, used, village

__all__ = ["shared_database", "village"]


def tally(one):
    return Poll.objects.get(pk=one.pk).tally


def votes(one):
    return sum(tally(one)["options"])


def targets(model):
    return [field.related_model for field in model._meta.fields if field.related_model]


def test_a_household_votes_online_on_paper_or_by_hand(village):
    one = opened(village)
    code = codes(village, one)[1]
    receive_vote(pk=one.pk, shown=f" {code[:4].lower()}-{code[4:]}", option=0)
    entry = LogEntry.objects.latest("number")
    assert (entry.verb, entry.by) == ("poll.vote", None)
    enter_vote(by=village.an, pk=one.pk, number=2, option=1)
    assert LogEntry.objects.latest("number").verb == "poll.paper"
    record_hands(by=village.mat, pk=one.pk, meeting=met(village), numbers=[3, 5, 6], hands=[2, 0, 1])
    assert LogEntry.objects.latest("number").verb == "poll.hands"
    assert used(one) == [1, 2, 3, 5, 6]
    assert tally(one) == {"options": [3, 1, 1], "channels": {"online": 1, "paper": 1, "meeting": 3}}


def cast(village, one, way, code, number=1):
    if way == "online":
        return receive_vote(pk=one.pk, shown=code, option=0)
    if way == "paper":
        return enter_vote(by=village.an, pk=one.pk, number=number, option=1)
    return record_hands(by=village.an, pk=one.pk, meeting=met(village), numbers=[number], hands=[0, 0, 1])


WAYS = ["online", "paper", "meeting"]


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS[:2])
def test_a_later_vote_takes_the_place_of_none(village, first, second):
    one = opened(village)
    code = codes(village, one)[1]
    cast(village, one, first, code)
    with pytest.raises(refusals.VotedAlready):
        cast(village, one, second, code)
    assert (votes(one), used(one)) == (1, [1])


def test_hands_of_a_household_that_has_voted_count_for_none_of_the_meeting(village):
    one = opened(village)
    enter_vote(by=village.an, pk=one.pk, number=2, option=0)
    with pytest.raises(refusals.VotedAlready, match="2"):
        record_hands(by=village.an, pk=one.pk, meeting=met(village), numbers=[1, 2, 3], hands=[3, 0, 0])
    assert (used(one), votes(one)) == ([2], 1)


def test_the_hands_of_a_meeting_fit_its_minutes(village):
    one = opened(village)
    for meeting, numbers, hands, refusal in (
        (met(village, day=date(2026, 5, 19)), [1], [1, 0, 0], refusals.MeetingWrong),
        (void_outreach(by=village.an, pk=met(village).pk, reason="Nhầm"), [1], [1, 0, 0], refusals.MeetingWrong),
        (met(village), [1, 2], [1, 0, 0], refusals.HandsDontAdd),
        (met(village), [1, 1], [2, 0, 0], refusals.HandsDontAdd),
        (met(village), [1, 2], [3, 0, -1], refusals.OptionUnknown),
        (met(village), [1, 2], [1, 0, 0, 1], refusals.OptionUnknown),
        (met(village), [1, 10], [2, 0, 0], refusals.HouseholdUnknown),
        (met(village), [1, 2, 3, 4, 5, 6, 7], [7, 0, 0], refusals.MoreHandsThanCame),
    ):
        with pytest.raises(refusal):
            record_hands(by=village.an, pk=one.pk, meeting=meeting, numbers=numbers, hands=hands)
    assert used(one) == []
    record_hands(by=village.an, pk=one.pk, meeting=met(village), numbers=[1], hands=[1, 0, 0])
    with pytest.raises(refusals.HandsEntered):
        record_hands(by=village.an, pk=one.pk, meeting=met(village), numbers=[2], hands=[1, 0, 0])


def test_what_was_chosen_leads_back_to_no_household(village):
    one = opened(village)
    for code in codes(village, one).values():
        receive_vote(pk=one.pk, shown=code, option=0)
    kept = {field.name for field in Elector._meta.get_fields()}
    assert kept == {"id", "poll", "number", "label", "sha256", "has_voted"}
    assert tally(one)["options"] == [9, 0, 0]
    related = {model._meta.model_name for model in apps.get_models() if {Poll, Elector} & set(targets(model))}
    assert related == {"elector"}  # no table has a row for a vote
    entries = LogEntry.objects.filter(verb="poll.vote").select_related("particulars")
    assert len({(entry.subject_kind, entry.subject_key, entry.changes) for entry in entries}) == 1
    assert {entry.particulars.address for entry in entries} == {""}


@pytest.mark.parametrize("shown", ["", "0000 0000 0000", "1", "Hộ Thí Dụ 1"])
def test_a_stranger_does_not_vote(village, shown):
    one = opened(village)
    codes(village, one)
    with pytest.raises(refusals.NotAResident):
        receive_vote(pk=one.pk, shown=shown, option=0)


def test_a_code_of_another_vote_is_none_here(village):
    one, other = opened(village), opened(village)
    with pytest.raises(refusals.NotAResident):
        receive_vote(pk=one.pk, shown=codes(village, other)[1], option=0)


def test_votes_are_taken_between_the_days_alone_and_papers_until_it_is_closed(village, monkeypatch):
    one = opened(village)
    code = codes(village, one)[1]
    for day, refusal in ((date(2026, 5, 19), refusals.PollNotBegun), (date(2026, 6, 11), refusals.PollOver)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, day=day: day)
        with pytest.raises(refusal):
            receive_vote(pk=one.pk, shown=code, option=0)
    enter_vote(by=village.an, pk=one.pk, number=1, option=0)
    close_poll(by=village.an, pk=one.pk)
    with pytest.raises(refusals.PollNotThen):
        enter_vote(by=village.an, pk=one.pk, number=2, option=0)


def test_nobody_votes_on_a_draft_or_on_what_was_cancelled(village):
    with pytest.raises(refusals.PollNotThen):
        enter_vote(by=village.an, pk=listed(village).pk, number=1, option=0)
    one = opened(village)
    code = codes(village, one)[1]
    cancel_poll(by=village.an, pk=one.pk, reason="Thôn họp lại")
    with pytest.raises(refusals.PollCancelled, match="Thôn họp lại"):
        receive_vote(pk=one.pk, shown=code, option=0)


@pytest.mark.parametrize("matter", ["contribution", "funds", "charter"])
def test_what_the_decree_does_not_let_vote_online_is_voted_on_paper(village, matter):
    one = opened(village, matter=matter)
    assert set(codes(village, one).values()) == {""}
    assert not Elector.objects.exclude(sha256=None).exists()
    enter_vote(by=village.an, pk=one.pk, number=1, option=0)


@pytest.mark.parametrize("option", [-1, 3, 99])
def test_an_option_that_is_not_offered_is_refused(village, option):
    one = opened(village)
    with pytest.raises(refusals.OptionUnknown):
        enter_vote(by=village.an, pk=one.pk, number=1, option=option)
    assert used(one) == []


@pytest.mark.parametrize("name", ["be", "lan", "tham", "chi", "dung"])
def test_only_those_who_keep_the_vote_enter_papers_and_hands(village, name):
    one, person = opened(village), getattr(village, name)
    with pytest.raises(PermissionDenied):
        enter_vote(by=person, pk=one.pk, number=1, option=0)
    with pytest.raises(PermissionDenied):
        record_hands(by=person, pk=one.pk, meeting=met(village), numbers=[1], hands=[1, 0, 0])


def test_it_closes_early_for_a_reason_or_when_all_have_voted(village):
    one = opened(village, households=2)
    enter_vote(by=village.an, pk=one.pk, number=1, option=0)
    with pytest.raises(refusals.EarlyReasonMissing):
        close_poll(by=village.an, pk=one.pk)
    enter_vote(by=village.an, pk=one.pk, number=2, option=2)
    closed = close_poll(by=village.an, pk=one.pk)
    assert (closed.tally["options"], closed.closed_on) == ([1, 0, 1], TODAY)
    assert LogEntry.objects.latest("number").verb == "poll.close"


@pytest.mark.parametrize(
    ("agree", "against", "outcome"),
    [(5, 4, REACHED), (4, 5, NOT_REACHED), (4, 1, NOT_REACHED), (4, 0, TOO_FEW)],
)
def test_the_threshold_is_asked_of_all_households(village, agree, against, outcome):
    one = opened(village)
    for number in range(1, agree + against + 1):
        enter_vote(by=village.an, pk=one.pk, number=number, option=0 if number <= agree else 1)
    result = Result(close_poll(by=village.an, pk=one.pk, reason="Thử"))
    assert (result.poll.needed, result.voted, result.outcome) == (5, agree + against, outcome)
    assert result.lines[0][2].as_tuple().exponent == -2


class TestCounts(TestCase):
    def setUp(self):
        patch = pytest.MonkeyPatch()
        self.addCleanup(patch.undo)
        patch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)

    @settings(max_examples=25)
    @given(
        households=st.integers(1, 7),
        acts=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(1, 8), st.integers(0, 3)), max_size=14),
    )
    def test_there_are_never_more_votes_than_households_and_as_many_as_have_voted(self, households, acts):
        """A random order of votes, right and wrong ones."""
        village = make_village()
        one = opened(village, households=households)
        by_number = codes(village, one)
        meeting = met(village, households_present=None)
        for way, number, option in acts:
            try:
                if way == "online":
                    receive_vote(pk=one.pk, shown=by_number.get(number, "x"), option=option)
                elif way == "paper":
                    enter_vote(by=village.an, pk=one.pk, number=number, option=option)
                else:
                    numbers = list(range(number, min(number + 2, households) + 1))
                    hands = [len(numbers) if at == option else 0 for at in range(len(OPTIONS))]
                    record_hands(by=village.an, pk=one.pk, meeting=meeting, numbers=numbers, hands=hands)
            except (refusals.Refused, PermissionDenied):
                pass
            counts = tally(one)
            voted = len(used(one))
            assert sum(counts["options"]) == sum(counts["channels"].values()) == voted <= households
        assert Result(close_poll(by=village.an, pk=one.pk, reason="Thử")).voted == len(used(one))


@pytest.mark.postgres
@pytest.mark.slow  # several connections, on a database that is emptied afterwards
def test_of_six_who_vote_for_one_household_at_once_one_counts(transactional_db, monkeypatch, request):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    village = make_village()
    one = opened(village)
    code = codes(village, one)[1]
    request.getfixturevalue("shared_database")
    failed = in_threads(
        lambda way: cast(village, one, way, code),
        *[(way,) for way in ("online", "paper") * 3],
    )
    assert [type(error) for error in failed] == [refusals.VotedAlready] * 5
    seen = []
    in_threads(lambda: seen.extend([votes(one), used(one)]), ())
    assert seen == [1, [1]]


@pytest.mark.postgres
@pytest.mark.slow  # several connections, on a database that is emptied afterwards
def test_no_vote_is_lost_or_added_while_it_is_closed(transactional_db, monkeypatch, request):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    village = make_village()
    one = opened(village)
    by_number = codes(village, one)
    request.getfixturevalue("shared_database")

    def act(number):
        if number:
            receive_vote(pk=one.pk, shown=by_number[number], option=0)
        else:
            close_poll(by=village.an, pk=one.pk, reason="Thử")

    failed = in_threads(act, *[(number,) for number in (1, 2, 0, 3, 4)])
    assert {type(error) for error in failed} <= {refusals.PollOver}
    seen = []
    in_threads(lambda: seen.extend([votes(one), len(used(one))]), ())
    assert seen[0] == seen[1] == 4 - len(failed)
