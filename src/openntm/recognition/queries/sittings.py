"""Reads: the agenda of a sitting as a page shows it, and who has voted; how anybody voted only where that is open."""

from collections.abc import Iterable
from dataclasses import dataclass

from openntm.office.models import Person
from openntm.recognition.models import Ballot, CouncilMember, Sitting, SittingItem
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.queries.authors import prepared_by
from openntm.recognition.queries.councils import outcome_of_item
from openntm.recognition.queries.naming import dossier_name
from openntm.recognition.queries.voting import least_count


@dataclass(frozen=True)
class AgendaRow:
    """One dossier before the sitting. `excluded` are present members who prepared it; `mine` is the reader's vote."""

    item: SittingItem
    name: str
    voted: list[Ballot]
    waiting: list[CouncilMember]
    excluded: list[CouncilMember]
    outcome: Outcome | None
    may_vote: bool
    mine: Ballot | None

    @property
    def may_hold(self) -> int:
        """How many members may vote on it."""
        return len(self.voted) + len(self.waiting)


def agenda(sitting: Sitting, person: Person) -> list[AgendaRow]:
    present = list(sitting.present.select_related("person"))
    items = sitting.items.select_related("dossier__place", "sitting")
    return [agenda_row(item, present, person) for item in items]


def agenda_row(item: SittingItem, present: Iterable[CouncilMember], person: Person) -> AgendaRow:
    authors, ballots = prepared_by(item.dossier), list(item.ballots.select_related("member__person"))
    given = {ballot.member_id for ballot in ballots}
    waiting = [one for one in present if one.pk not in given and one.person_id not in authors]
    is_open = item.sitting.state == Sitting.State.OPEN
    return AgendaRow(
        item=item,
        name=dossier_name(item.dossier, item.sitting.day),
        voted=ballots,
        waiting=waiting,
        excluded=[one for one in present if one.person_id in authors],
        outcome=outcome_of_item(item),
        may_vote=is_open and any(one.person_id == person.pk for one in waiting),
        mine=next((ballot for ballot in ballots if ballot.member.person_id == person.pk), None),
    )


def needed(sitting: Sitting) -> int:
    """How many of those present must be in favour."""
    return least_count(sitting.present.count(), sitting.pass_percent)
