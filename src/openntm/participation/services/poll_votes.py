"""Writes: votes. Each household once, in whatever way; what it chose is kept apart from it and told in no log."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from openntm.office.access import today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.participation.access.contributions import outreach_visible_to
from openntm.participation.models import Elector, OutreachAct, Poll
from openntm.participation.residency import residency
from openntm.participation.services import poll_refusals as refused
from openntm.participation.services.keeping import log
from openntm.participation.services.polls import KEEP, electors_of, held, told

Channel, State = Poll.Channel, Poll.State


@transaction.atomic
def receive_vote(*, pk: int, shown: str, option: int) -> Poll:
    """What a household itself sends; raises Poll.DoesNotExist."""
    one = Poll.objects.select_for_update(of=("self",)).select_related("place").get(pk=pk)
    elector = resident(one, shown)  # as it is now that nobody else writes
    refuse_vote(one, elector)
    _use(one, [elector.number], {option: 1}, Channel.ONLINE)
    record(None, "poll.vote", one, place=one.place)
    return one


@transaction.atomic
def enter_vote(*, by: Person, pk: int, number: int, option: int) -> Poll:
    """From a slip of paper; also after the last day, until the vote is closed."""
    one = held(by, pk, State.OPEN)
    _refuse_early(one)
    _use(one, [number], {option: 1}, Channel.PAPER)
    log(by, KEEP, "poll.paper", one, one.place)
    return one


@transaction.atomic
def record_hands(*, by: Person, pk: int, meeting: OutreachAct, numbers: Sequence[int], hands: Sequence[int]) -> Poll:
    """The hands raised at a meeting, as totals by option, and which households raised them: those have voted then."""
    one = held(by, pk, State.OPEN)
    _refuse_early(one)
    if one.meeting_id:
        raise refused.HandsEntered
    held_then = outreach_visible_to(by).filter(kind=OutreachAct.Kind.MEETING, place=one.place, void_why="")
    if not held_then.filter(pk=meeting.pk, day__range=(one.begins, today())).exists():
        raise refused.MeetingWrong
    if not sum(hands) == len(set(numbers)) == len(numbers):
        raise refused.HandsDontAdd(hands=sum(hands), numbers=len(set(numbers)))
    if meeting.households_present is not None and len(numbers) > meeting.households_present:
        raise refused.MoreHandsThanCame(came=meeting.households_present)
    _use(one, numbers, dict(enumerate(hands)), Channel.MEETING)
    one.meeting = meeting
    one.save(update_fields=["meeting"])
    log(by, KEEP, "poll.hands", one, one.place, after={"meeting": meeting.pk, "voted": len(numbers)})
    return one


def resident(one: Poll, shown: str) -> Elector:
    """The household of this very list, whatever an adapter says; raises NotAResident."""
    found = residency(settings.RESIDENCY).household_of(one, shown)
    if found is None or found.poll_id != one.pk:
        raise refused.NotAResident
    return found


def refuse_vote(one: Poll, elector: Elector) -> None:
    """What stands in the way of a vote that the household itself would send now."""
    if one.state == State.CANCELLED:
        raise refused.PollCancelled(reason=one.reason)
    if elector.has_voted:
        raise refused.VotedAlready(numbers=elector.number)
    if one.state != State.OPEN or today() > one.ends:
        raise refused.PollOver(ends=f"{one.closed_on or one.ends:%d/%m/%Y}")
    _refuse_early(one)
    if not one.matter.online.allowed:
        raise refused.NotOnline(basis=one.matter.online.basis)


def _refuse_early(one: Poll) -> None:
    if today() < one.begins:
        raise refused.PollNotBegun(begins=f"{one.begins:%d/%m/%Y}")


def _use(one: Poll, numbers: Sequence[int], chosen: dict[int, int], channel: Poll.Channel) -> None:
    """As many votes as households that had none, both or neither; the vote is locked."""
    if not set(chosen) <= set(range(len(one.options))) or any(count < 0 for count in chosen.values()):
        raise refused.OptionUnknown
    fresh = electors_of(one, numbers).filter(has_voted=False)
    if late := set(numbers) - set(fresh.values_list("number", flat=True)):
        raise refused.VotedAlready(numbers=told(late))
    fresh.update(has_voted=True)
    for option, count in chosen.items():
        one.tally["options"][option] += count
    one.tally["channels"][channel] += len(numbers)
    one.save(update_fields=["tally"])
