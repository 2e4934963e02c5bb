"""Reads: boards of a place, and what the seats of a board break."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.office.wording import in_language
from openntm.places.models import Lineage, Part, Place
from openntm.places.queries import nearest_version
from openntm.places.queries.units import superiors_of
from openntm.places.vietnamese import fold
from openntm.steering.queries.addressees import posts_at
from openntm.visits.checklists import newest
from openntm.visits.desk import Subject
from openntm.visits.models import Visit
from openntm.works.access.boards import SUBJECT, works_watched_by
from openntm.works.boards_law import Breach, Seat, breaches, law
from openntm.works.models import Board, BoardMember, Party, Work

OFFICIALS = (Role.COMMUNE_OFFICER, Role.OFFICE, Role.LEADER)
OTHER_PERSON = "other_person"  # declared: only the name is the same


def standing_at(place: Place, on: date) -> list[int]:
    """The place, or what it merged into."""
    found = [place.pk]
    while True:
        merged = Lineage.objects.filter(predecessor__in=found, part=Part.WHOLE, rival=False, change__day__lte=on)
        fresh = {pk for pk in merged.values_list("successor", flat=True) if pk} - set(found)
        if not fresh:
            return found
        found += fresh


def over(place: Place, on: date) -> list[int]:
    """Where it stands today and the units above."""
    units = [nearest_version(one, on) for one in Place.objects.filter(pk__in=standing_at(place, on))]
    return [one.place_id for unit in units for one in (unit, *superiors_of(unit, on))]


def officials(place: Place, on: date) -> QuerySet[Post]:
    """Posts of the commune's offices and of those above it."""
    return posts_at(over(place, on), on).filter(role__in=OFFICIALS).select_related("person")


def seat_of(member: BoardMember, on: date) -> Seat:
    return seats_of(member.board, [member], on)[0]


def seats_of(board: Board, members: Iterable[BoardMember], on: date) -> list[Seat]:
    """What the law looks at; a namesake of an official or of a contract party counts until it is declared to be
    another person."""
    posts = officials(board.work.place, on)
    held, names = {post.person_id for post in posts}, {fold(post.person.display_name) for post in posts}
    parties = {fold(name) for name in Party.objects.filter(work=board.work_id).values_list("name", flat=True)}
    return [
        Seat(
            one.body,
            one.role,
            one.name,
            one.stated,
            is_official=one.person_id in held or is_namesake(one, names),
            is_party=is_namesake(one, parties),
        )
        for one in members
    ]


def is_namesake(member: BoardMember, names: Collection[str]) -> bool:
    return fold(member.name) in names and not member.stated.get(OTHER_PERSON)


def breaches_of(board: Board, on: date) -> list[Breach]:
    return breaches(seats_of(board, board.members.filter(to_day__isnull=True), on), on, law())


def sentence(breach: Breach) -> str:
    """In the reader's language."""
    words = {key: in_language(value) for key, value in breach.words.items() if not isinstance(value, int)}
    words |= {key: value for key, value in breach.words.items() if isinstance(value, int)}
    if body := words.get("body"):
        words["body"] = BoardMember.Body(body).label
    return str(in_language(law().breaches[breach.rule])) % words


def first_visit_from(board: Board) -> date | None:
    """When the days of notice are over; None while the owner has not been told."""
    days = law().number("notice_days", board.told_on) if board.told_on else 0
    return board.told_on + timedelta(days=days) if board.told_on else None


def with_counts(boards: QuerySet[Board]) -> QuerySet[Board]:
    seats = Count("members", filter=Q(members__to_day__isnull=True), distinct=True)
    return boards.annotate(members_now=seats, visits_made=Count("rounds", distinct=True))


def without_board() -> QuerySet[Work]:
    """Works that are prepared or built, of the kinds for which the law wants a board, and none stands or is begun."""
    watched = Board.objects.exclude(state=Board.State.ENDED).values("work")
    return Work.objects.filter(state__in=[Work.State.PLANNED, Work.State.UNDERWAY]).exclude(pk__in=watched)


def possible_members(board: Board, on: date) -> QuerySet[Person]:
    """Accounts with a post of a supervision board at the commune of the work or above it."""
    held = Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gt=on)
    posts = Q(posts__role=Role.SUPERVISOR, posts__place__in=over(board.work.place, on), posts__valid_from__lte=on)
    return Person.objects.filter(held, posts, is_active=True).distinct().order_by("display_name", "pk")


def work_names(keys: Collection[str]) -> dict[str, str]:
    return {str(pk): name for pk, name in Work.objects.filter(pk__in=keys).values_list("pk", "name")}


def visit_subjects(person: Person) -> list[Subject]:
    """The works at which the person may begin a visit on the phone."""
    return [
        Subject(str(one.pk), one.name, (Visit.Kind.SUPERVISION,), subject_of(one)) for one in works_watched_by(person)
    ]


def subject_of(work: Work) -> str:
    """What its checklist is for; kinds without one of their own share the general one."""
    own = f"{SUBJECT}.{work.kind}"
    return own if newest(own, Visit.Kind.SUPERVISION) else f"{SUBJECT}.other"
