"""Writes: a vote of households is drafted, its list made, opened, its slips printed, closed with its counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.access.contributions import refuse_unless
from openntm.participation.access.polls import polls_visible_to
from openntm.participation.matters import matters
from openntm.participation.models import Elector, Poll
from openntm.participation.queries.household_list import hash_of
from openntm.participation.services import poll_refusals as refused
from openntm.participation.services.keeping import cleaned, log, said_why
from openntm.participation.slips import new_token
from openntm.places.models import Place
from openntm.places.vietnamese import clean

KEEP = Action.KEEP_OUTREACH  # a vote of households is a meeting by other means
State = Poll.State
ASKED = ("hamlet", "matter_id", "question", "options", "begins", "ends", "households", "source")
FEWEST, MOST = 2, 8  # options
MOST_SLIPS = 300  # on one page, which is shown once


@transaction.atomic
def draft_poll(*, by: Person, place: Place, **asked: Any) -> Poll:
    """`asked` as `_asked` takes it."""
    refuse_unless(by, KEEP, place)
    one = Poll(place=place, entered_by=by, illustrative=by.is_demonstration)
    _asked(one, **asked)
    log(by, KEEP, "poll.draft", one, place, after=row(one, ASKED))
    return one


@transaction.atomic
def change_poll(*, by: Person, pk: int, **asked: Any) -> Poll:
    one = held(by, pk, State.DRAFT)
    before = row(one, ASKED)
    _asked(one, **asked)
    if (listed := one.electors.count()) > one.households:
        raise refused.ListTooLong(listed=listed, households=one.households)
    log(by, KEEP, "poll.change", one, one.place, before=before, after=row(one, ASKED))
    return one


def _asked(
    one: Poll, *, matter: str, begins: date, ends: date, options: Sequence[str], households: int, **more: Any
) -> None:
    """`more`: hamlet, question, text, source."""
    law = matters().get(matter)
    if law is None or begins < law.from_day:
        raise refused.MatterNotThen
    if ends < begins:
        raise refused.PollDaysReversed
    choices = [clean(option) for option in options if clean(option)]
    if not FEWEST <= len(set(choices)) == len(choices) <= MOST:
        raise refused.OptionsWrong
    one.matter_id, one.begins, one.ends, one.options, one.households = matter, begins, ends, choices, households
    for name, value in cleaned(more).items():
        setattr(one, name, value)
    one.save()


@transaction.atomic
def list_households(*, by: Person, pk: int, labels: Sequence[str]) -> Poll:
    """The whole list anew, in the order of the hamlet's own."""
    one = held(by, pk, State.DRAFT)
    names = [clean(label) for label in labels if clean(label)]
    if len(names) > one.households:
        raise refused.ListTooLong(listed=len(names), households=one.households)
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise refused.ListWrong(label=twice[0])
    before = {"listed": one.electors.count()}
    one.electors.all().delete()
    Elector.objects.bulk_create(Elector(poll=one, number=at, label=name) for at, name in enumerate(names, 1))
    log(by, KEEP, "poll.list", one, one.place, before=before, after={"listed": len(names)})
    return one


@transaction.atomic
def open_poll(*, by: Person, pk: int) -> Poll:
    """From now on question and list stand: every household of the hamlet is on it."""
    one = held(by, pk, State.DRAFT)
    if (listed := one.electors.count()) != one.households:
        raise refused.ListIncomplete(listed=listed, households=one.households)
    if one.ends < today():
        raise refused.PollOver(ends=f"{one.ends:%d/%m/%Y}")
    threshold = one.matter.threshold
    one.opened_on, one.needed = today(), threshold.needed(one.households) if threshold else None
    one.tally = {"options": [0] * len(one.options), "channels": dict.fromkeys(Poll.Channel.values, 0)}
    return _become(one, State.OPEN, by, "poll.open", after={"listed": listed})


@transaction.atomic
def make_slips(*, by: Person, pk: int, numbers: Sequence[int] = ()) -> list[tuple[Elector, str]]:
    """The households with new codes, which are shown this once; those from before lead nowhere. Without numbers: of all
    that have not voted."""
    one = held(by, pk, State.OPEN)
    waiting = one.electors.filter(has_voted=False)
    electors = list(waiting.filter(pk__in=electors_of(one, numbers)) if numbers else waiting)
    if gone := set(numbers) - {elector.number for elector in electors}:
        raise refused.VotedAlready(numbers=told(gone))
    if len(electors) > MOST_SLIPS:
        raise refused.TooManySlips(most=MOST_SLIPS)
    tokens = [new_token() if one.matter.online.allowed else "" for _elector in electors]
    for elector, token in zip(electors, tokens, strict=True):
        elector.sha256 = hash_of(token) if token else None
    Elector.objects.bulk_update(electors, ["sha256"], batch_size=200)
    log(by, KEEP, "poll.slips", one, one.place, after={"slips": len(electors)})
    return list(zip(electors, tokens, strict=True))


@transaction.atomic
def close_poll(*, by: Person, pk: int, reason: str = "") -> Poll:
    """The tally stands; while the last day is not over, with a reason or when all have voted."""
    one, reason = held(by, pk, State.OPEN), clean(reason)
    if today() <= one.ends and not reason and one.electors.filter(has_voted=False).exists():
        raise refused.EarlyReasonMissing
    one.closed_on, one.reason = today(), reason
    return _become(one, State.CLOSED, by, "poll.close", after={"voted": sum(one.tally["options"])}, reason=reason)


@transaction.atomic
def cancel_poll(*, by: Person, pk: int, reason: str) -> Poll:
    """Nothing is counted any more; the question stays with the reason, which everybody reads."""
    one = held(by, pk, State.DRAFT, State.OPEN)
    one.reason = said_why(reason)
    return _become(one, State.CANCELLED, by, "poll.cancel", reason=one.reason)


def _become(one: Poll, state: Poll.State, by: Person, verb: str, **more: Any) -> Poll:
    one.state = state
    one.save()
    log(by, KEEP, verb, one, one.place, **more)
    return one


def held(by: Person, pk: int, *states: Poll.State) -> Poll:
    """Locked for a change; raises Poll.DoesNotExist, PermissionDenied, PollNotThen."""
    one = polls_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless(by, KEEP, one.place)
    if one.state not in states:
        raise refused.PollNotThen
    return one


def electors_of(one: Poll, numbers: Sequence[int]) -> QuerySet[Elector]:
    """The households with these numbers, all of them."""
    found = one.electors.filter(number__in=numbers)
    if missing := set(numbers) - set(found.values_list("number", flat=True)):
        raise refused.HouseholdUnknown(numbers=told(missing))
    return found


def told(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
