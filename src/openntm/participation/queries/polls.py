"""Reads: how many households have voted, what came out, and whether that is enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from openntm.office.wording import in_language
from openntm.participation.models import Poll
from openntm.participation.queries.surveys import units_of
from openntm.participation.surveys.intervals import share_of
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold

LIST = (
    *(_("Question"), _("Kind of matter"), _("Commune"), _("Hamlet"), _("First day"), _("Last day"), _("State")),
    *(_("All households"), _("Households that voted"), _("Needed for a decision"), _("Votes for the proposal")),
    _("Outcome"),
)  # fmt: skip
RESULT = (_("Option"), _("Votes"), _("Of all households (%)"))
REACHED, NOT_REACHED = _("the threshold is reached"), _("the threshold is not reached")
TOO_FEW = _("too few households voted for a decision")


@dataclass(frozen=True)
class Result:
    """Of a closed vote."""

    poll: Poll

    @property
    def lines(self) -> list[tuple[str, int, Decimal | None]]:
        """Option, votes, share of all households."""
        tally = self.poll.tally["options"]
        return [
            (option, votes, share_of(votes, self.poll.households))
            for option, votes in zip(self.poll.options, tally, strict=True)
        ]

    @property
    def channels(self) -> list[tuple[Any, int]]:
        return [(one.label, self.poll.tally["channels"][one.value]) for one in Poll.Channel]

    @property
    def voted(self) -> int:
        return sum(self.poll.tally["options"])

    @property
    def agreed(self) -> int:
        return int(self.poll.tally["options"][0])

    @property
    def is_reached(self) -> bool:
        return self.poll.needed is not None and self.agreed >= self.poll.needed

    @property
    def outcome(self) -> Any:
        """Empty where nothing is decided."""
        if self.poll.needed is None:
            return ""
        return REACHED if self.is_reached else NOT_REACHED if self.voted >= self.poll.needed else TOO_FEW


@dataclass(frozen=True)
class PollRow:
    """One vote of a list; `voted` only for those who may know, the result only of a closed one."""

    poll: Poll
    unit: PlaceVersion
    voted: int | None
    result: Result | None


def poll_rows(polls: QuerySet[Poll], on: date, readable: Iterable[int]) -> list[PollRow]:
    """`readable`: the places in which the reader may know how many have voted so far."""
    found = list(polls.annotate(voted=Count("electors", filter=Q(electors__has_voted=True))))
    units, places = units_of({one.place_id for one in found}, on), set(readable)
    return [
        PollRow(
            one,
            units[one.place_id],
            one.voted if one.state == Poll.State.CLOSED or one.place_id in places else None,
            Result(one) if one.state == Poll.State.CLOSED else None,
        )
        for one in found
    ]


def says(row: PollRow, words: str) -> bool:
    told = (row.poll.question, row.poll.hamlet, row.unit.full_name, in_language(row.poll.matter.name))
    return fold(words) in fold(" ".join(told))


def list_lines(rows: Iterable[PollRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one, result = row.poll, row.result
        about = (one.question, in_language(one.matter.name), row.unit.full_name, one.hamlet, one.begins, one.ends)
        agreed, outcome = (result.agreed, str(result.outcome)) if result else (None, "")
        yield (*about, one.get_state_display(), one.households, row.voted, one.needed, agreed, outcome)
