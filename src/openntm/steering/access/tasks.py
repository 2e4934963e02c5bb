"""Who sees a task, who may give it and judge its answers, and who may answer it."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from openntm.office.access import acting_for, lent_to, may, posts_for, reach, rights_on
from openntm.office.models import Person
from openntm.office.roles import Action, Role, roles_that_may
from openntm.places.models import LEVELS, Place
from openntm.places.queries import nearest_version
from openntm.steering.models import Task

Somebody = Person | AnonymousUser


def tasks_visible_to(person: Somebody, on: date) -> QuerySet[Task]:
    return Task.objects.filter(place__in=reach(person, on, Action.READ_FIGURES))


def addressed_to(person: Person, on: date) -> Q:
    """Tasks given to the person, or to nobody by name at a place where they (or who lent them a post) answer."""
    doing = [post for post in rights_on(person, on) if post.role in roles_that_may(Action.DO_TASKS)]
    named = Q(assignee__in=[person.pk, *lent_to(person, on).values_list("person", flat=True)])
    return named | Q(assignee__isnull=True, place__in=[post.place_id for post in doing])


def may_give(person: Somebody, place: Place, on: date) -> bool:
    return may(person, Action.GIVE_TASKS, place, on)


def giving_for(person: Person, place: Place, on: date) -> Person | None:
    """On whose behalf the person gives or judges at the place; refused without the right."""
    if not may_give(person, place, on):
        raise PermissionDenied
    return acting_for(person, Action.GIVE_TASKS, place, on)


def doers(person: Somebody, task: Task, on: date) -> list[Person]:
    """Whose rights let the person answer the task: their own first; of a task with a name, only that one's."""
    held = [post.person for post in posts_for(person, Action.DO_TASKS, task.place, on)]
    return [one for one in held if task.assignee_id in (None, one.pk)]


def may_answer(person: Somebody, task: Task, on: date) -> bool:
    return bool(doers(person, task, on))


def answering_for(person: Person, task: Task, on: date) -> Person | None:
    found = doers(person, task, on)
    if not found:
        raise PermissionDenied
    return None if person in found else found[0]


def leaders_over(place: Place, on: date) -> QuerySet[Person]:
    """Leaders with a post at the place or above it, to whom a task can be reported."""
    chain = [place.pk]
    version = nearest_version(place, on)
    while version.parent and len(chain) < len(LEVELS):
        chain.append(version.parent.pk)
        version = nearest_version(version.parent, on)
    today = Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gt=on)
    posts = Q(posts__role=Role.LEADER, posts__place__in=chain, posts__valid_from__lte=on)
    return Person.objects.filter(today, posts, is_active=True).distinct().order_by("display_name")
