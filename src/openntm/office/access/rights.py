"""Posts turned into rights: a person may do what one of their posts allows, at the places that it covers."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from openntm.office.access.cover import covered
from openntm.office.access.lent import lent_to
from openntm.office.models import LogEntry, Person, Post, StoredFile
from openntm.office.roles import MAY, Action, Role, roles_that_may
from openntm.places.models import Place


def today() -> date:
    return timezone.localdate()


def signed_in(request: HttpRequest) -> Person:
    """The person who asks, behind a door that lets no stranger in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def posts_on(person: Person | AnonymousUser, on: date) -> QuerySet[Post]:
    """None for a stranger and for a person who was deactivated."""
    if not isinstance(person, Person) or not person.is_active:
        return Post.objects.none()
    held = Post.objects.filter(person=person, valid_from__lte=on)
    return held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).select_related("place")


def rights_on(person: Person | AnonymousUser, on: date) -> list[Post]:
    """The person's own posts, then those lent to them; kept with the person while one request lasts."""
    if not isinstance(person, Person) or not person.is_active:
        return []
    known: dict[date, list[Post]] = person.__dict__.setdefault("_rights", {})
    if on not in known:
        known[on] = [*posts_on(person, on), *lent_to(person, on)]
    return known[on]


def reach(person: Person | AnonymousUser, on: date, action: Action | None) -> frozenset[int]:
    """Ids of the places."""
    roles = roles_that_may(action) if action else frozenset(Role)
    grounds = [ground(person, post.place, on) for post in rights_on(person, on) if post.role in roles]
    return frozenset().union(*grounds)


def places_of(person: Person | AnonymousUser, on: date, action: Action | None = None) -> QuerySet[Place]:
    """The places where the person holds a post on the day (one that allows the action, if given)."""
    return Place.objects.filter(pk__in=reach(person, on, action))


def may(person: Person | AnonymousUser, action: Action, place: Place, on: date) -> bool:
    """`on` is the day on which the person acts (today), not the day that a page speaks of."""
    return place.pk in reach(person, on, action)


def may_anywhere(person: Person | AnonymousUser, action: Action, on: date) -> bool:
    return any(post.role in roles_that_may(action) for post in rights_on(person, on))


def posts_for(person: Person | AnonymousUser, action: Action, place: Place, on: date) -> list[Post]:
    """The posts by which the person may do this at the place: their own first, then lent ones."""
    fitting = [post for post in rights_on(person, on) if post.role in roles_that_may(action)]
    return [post for post in fitting if place.pk in ground(person, post.place, on)]


def ground(person: Person | AnonymousUser, place: Place, on: date) -> frozenset[int]:
    """What a post at the place covers; kept with the person while one request lasts."""
    known: dict[tuple[int, date], frozenset[int]] = person.__dict__.setdefault("_ground", {})
    if (place.pk, on) not in known:
        known[place.pk, on] = covered([place], on)
    return known[place.pk, on]


def acting_for(person: Person | AnonymousUser, action: Action, place: Place, on: date) -> Person | None:
    """On whose behalf an act is done: None where a post of their own allows it."""
    posts = posts_for(person, action, place, on)
    return None if not posts or posts[0].person == person else posts[0].person


def actions_of(person: Person | AnonymousUser, on: date) -> frozenset[Action]:
    """All that the person may do somewhere."""
    return frozenset(action for post in rights_on(person, on) for action in MAY[Role(post.role)])


def posts_visible_to(person: Person | AnonymousUser, on: date) -> QuerySet[Post]:
    return Post.objects.filter(place__in=reach(person, on, Action.MANAGE_PEOPLE))


def people_visible_to(person: Person | AnonymousUser, on: date) -> QuerySet[Person]:
    """Those who hold or held a post in the administrator's places, and those who never held any."""
    if not may_anywhere(person, Action.MANAGE_PEOPLE, on):
        return Person.objects.none()
    mine = posts_visible_to(person, on).values("person")
    return Person.objects.filter(Q(pk__in=mine) | Q(posts__isnull=True)).distinct()


def entries_visible_to(person: Person | AnonymousUser, on: date) -> QuerySet[LogEntry]:
    """Acts at the places where the person may read the log; acts at no place are for administrators."""
    keys = places_of(person, on, Action.READ_LOG).values("key")
    seen = Q(place_key__in=keys)
    if may_anywhere(person, Action.MANAGE_PEOPLE, on):
        seen |= Q(place_key="")
    return LogEntry.objects.filter(seen)


def files_visible_to(person: Person | AnonymousUser, on: date, action: Action) -> QuerySet[StoredFile]:
    """Files of the places where the person may do this, and files without a place that they handed in themselves."""
    seen = Q(place__in=reach(person, on, action))
    if isinstance(person, Person) and person.is_active:
        seen |= Q(place__isnull=True, kept_by=person)
    return StoredFile.objects.filter(seen)
