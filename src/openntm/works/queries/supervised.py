"""Reads: what everybody may know of the supervision of a work: nobody is named without consent."""

from dataclasses import dataclass

from django.db.models import QuerySet

from openntm.office.access import today
from openntm.visits.models import Observation, Visit, VisitPhoto
from openntm.works.models import Acceptance, Board, BoardMember, Round, Work
from openntm.works.queries.demands import DemandRow, rows_of


@dataclass(frozen=True)
class Supervised:
    """`rows`: findings that the Front confirmed, on records that it accepted; `unnamed` members gave no consent."""

    board: Board | None
    named: list[BoardMember]
    unnamed: int
    rounds: list[Round]
    rows: list[DemandRow]
    acceptances: list[Acceptance]
    photos: list[VisitPhoto]


def supervision_of(work: Work) -> Supervised:
    board = work.boards.exclude(state=Board.State.DRAFT).first()
    members = list(board.members.filter(to_day__isnull=True)) if board else []
    rounds = list(public_rounds(work.pk).select_related("visit"))
    found = Observation.objects.filter(visit__in=[one.pk for one in rounds]).select_related("visit")
    rows = [row for row in rows_of(found.prefetch_related("rechecks"), today()) if row.demand]
    return Supervised(
        board=board,
        named=[one for one in members if one.is_named],
        unnamed=sum(not one.is_named for one in members),
        rounds=rounds,
        rows=sorted(rows, key=lambda one: (one.is_done, one.observation.due)),
        acceptances=list(work.acceptances.filter(closed_on__isnull=False)),
        photos=list(public_photos(work.pk)),
    )


def public_rounds(work: int) -> QuerySet[Round]:
    return Round.objects.filter(board__work=work, review=Round.Review.ACCEPTED, visit__state=Visit.State.CLOSED)


def public_photos(work: int) -> QuerySet[VisitPhoto]:
    """Those that have a copy without metadata."""
    rows = VisitPhoto.objects.filter(visit__in=public_rounds(work).values("pk")).select_related("file", "visit")
    return rows.exclude(file__copy_sha256="")
