"""Who sees a supervision board with its visits, and who writes on them: a member the own work's alone."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.visits.models import Visit
from openntm.works.access.works import Somebody
from openntm.works.models import Board, BoardMember, Work

SUBJECT = "work"


def sitting(person: Somebody) -> QuerySet[BoardMember]:
    """The seats that the person holds today; a stranger and a deactivated person hold none."""
    if not isinstance(person, Person) or not person.is_active:
        return BoardMember.objects.none()
    open_today = Q(to_day__isnull=True) | Q(to_day__gt=today())
    return BoardMember.objects.filter(open_today, person=person, board__ended_on__isnull=True)


def boards_visible_to(person: Somebody) -> QuerySet[Board]:
    """Of the places whose figures the person reads, and those on which they sit."""
    read = reach(person, today(), Action.READ_FIGURES)
    return Board.objects.filter(Q(work__place__in=read) | Q(pk__in=sitting(person).values("board")))


def boards_led_by(person: Somebody) -> QuerySet[Board]:
    """Where the person sits at the Front that set the board up."""
    places = reach(person, today(), Action.SET_UP_BOARDS)
    return boards_visible_to(person).filter(work__place__in=places)


def works_watched_by(person: Somebody) -> QuerySet[Work]:
    """Works under a board that stands: of its members with a post there, and of the Front that helps it to write."""
    places, seats = reach(person, today(), Action.SUPERVISE_WORKS), sitting(person).values("board")
    front = reach(person, today(), Action.READ_FIGURES) & reach(person, today(), Action.SET_UP_BOARDS)
    mine = Board.objects.filter(Q(pk__in=seats) | Q(work__place__in=front), state=Board.State.STANDING)
    return Work.objects.filter(pk__in=mine.values("work"), place__in=places)


def visits_visible_to(person: Somebody) -> QuerySet[Visit]:
    return of_works(boards_visible_to(person).values(key=Cast("work", CharField())))


def visits_watched_by(person: Somebody) -> QuerySet[Visit]:
    """Those that the person may write."""
    return of_works(works_watched_by(person).values(key=Cast("pk", CharField())))


def visits_led_by(person: Somebody) -> QuerySet[Visit]:
    """Those that the person accepts or gives back for the Front."""
    return of_works(boards_led_by(person).values(key=Cast("work", CharField())))


def demands_answered_by(person: Somebody) -> QuerySet[Visit]:
    """The visits whose demands the person answers for the owner of the work."""
    places = reach(person, today(), Action.ANSWER_DEMANDS)
    return visits_visible_to(person).filter(place__in=places)


def of_works(keys: QuerySet[Any, Any]) -> QuerySet[Visit]:
    return Visit.objects.filter(subject_kind=SUBJECT, kind=Visit.Kind.SUPERVISION, subject_key__in=keys)


def is_front_of(person: Somebody, place: Place) -> bool:
    return may(person, Action.SET_UP_BOARDS, place, today())
