"""Whom a task concerns: those who answer it, those who judge it, the superior office; deputies with their holders."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.models import Person, Post
from openntm.office.roles import Action, Role, roles_that_may
from openntm.places.models import Lineage, Part
from openntm.places.queries import nearest_version
from openntm.steering.models import Task

LEVELS_UP = 5


def addressees(task: Task, on: date) -> list[Person]:
    """The person named, or who answers tasks at the very place; of a unit that merged wholly, at its successor."""
    if task.assignee:
        return with_deputies(posts_at([], on), [task.assignee], on)
    places = [task.place_id]
    while places:
        doing = posts_at(places, on).filter(role__in=roles_that_may(Action.DO_TASKS))
        if found := with_deputies(doing, [], on):
            return found
        merged = Lineage.objects.filter(predecessor__in=places, part=Part.WHOLE, rival=False, change__day__lte=on)
        places = [one for one in merged.values_list("successor", flat=True) if one and one not in places]
    return []


def judges(task: Task, on: date) -> list[Person]:
    """Who gave the task, on whose behalf, and to whom it is reported."""
    given = [task.on_behalf_of, task.given_by, task.overseer]
    return list(dict.fromkeys(one for one in given if one and one.is_active))


def overseers(task: Task, on: date) -> list[Person]:
    """The leader to whom the task is reported, else who gave it."""
    return with_deputies(posts_at([], on), [task.overseer], on) if task.overseer else judges(task, on)


def superiors(task: Task, on: date) -> list[Person]:
    """The office of the next unit above in which somebody holds such a post."""
    version = nearest_version(task.place, on)
    for _level in range(LEVELS_UP):
        if version.parent is None:
            return []
        if found := with_deputies(posts_at([version.parent_id or 0], on).filter(role=Role.OFFICE), [], on):
            return found
        version = nearest_version(version.parent, on)
    return []


def posts_at(places: Iterable[int], on: date) -> QuerySet[Post]:
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return Post.objects.filter(held, place__in=places, valid_from__lte=on, person__is_active=True)


def with_deputies(posts: QuerySet[Post], people: list[Person], on: date) -> list[Person]:
    """The holders of the posts and the people named, with those to whom they lent a post for the day."""
    holders = dict.fromkeys([*people, *(post.person for post in posts.select_related("person"))])
    lent = Q(delegations__valid_from__lte=on, delegations__valid_to__gt=on)
    of_posts = Person.objects.filter(lent, delegations__post__in=posts)
    of_people = Person.objects.filter(lent, delegations__post__person__in=people)
    everybody = dict.fromkeys([*holders, *of_posts.order_by("pk"), *of_people.order_by("pk")])
    return [one for one in everybody if one.is_active]
