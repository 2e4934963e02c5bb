"""Reads: the agenda of a sitting as a page shows it, and who has voted; how anybody voted only where that is open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from openntm.office.models import Person
from openntm.recognition.models import Ballot, CouncilMember, Sitting, SittingItem
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.queries.authors import prepared
from openntm.recognition.queries.councils import outcome_of_item, seats_of
from openntm.recognition.queries.naming import names_of
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
    """However many dossiers: the same number of queries."""
    present, seats = list(sitting.present.select_related("person")), seats_of(sitting)
    votes = Prefetch("ballots", Ballot.objects.select_related("member__person"))
    items = list(sitting.items.select_related("dossier__place").prefetch_related(votes))
    authors, names = prepared([item.dossier for item in items]), names_of([i.dossier.place for i in items], sitting.day)
    rows = []
    for item in items:
        dossier, unit = item.dossier, names[item.dossier.place_id]
        name = f"{dossier.holder}, {unit}" if dossier.holder else unit
        rows.append(agenda_row(item, name, present, authors[dossier.pk], outcome_of_item(item, seats), person))
    return rows


def row_of(item: SittingItem, person: Person) -> AgendaRow:
    return next(row for row in agenda(item.sitting, person) if row.item.pk == item.pk)


def agenda_row(
    item: SittingItem,
    name: str,
    present: Iterable[CouncilMember],
    authors: frozenset[int],
    outcome: Outcome | None,
    person: Person,
) -> AgendaRow:
    ballots = list(item.ballots.all())
    given = {ballot.member_id for ballot in ballots}
    waiting = [one for one in present if one.pk not in given and one.person_id not in authors]
    is_open = item.sitting.state == Sitting.State.OPEN
    return AgendaRow(
        item=item,
        name=name,
        voted=ballots,
        waiting=waiting,
        excluded=[one for one in present if one.person_id in authors],
        outcome=outcome,
        may_vote=is_open and any(one.person_id == person.pk for one in waiting),
        mine=next((ballot for ballot in ballots if ballot.member.person_id == person.pk), None),
    )


def needed(sitting: Sitting) -> int:
    """How many of those present must be in favour."""
    return least_count(sitting.present.count(), sitting.pass_percent)
