"""Posts: given from a day, ended on a day; the days in between stay as they were."""

from datetime import date

from django.db import transaction

from openntm.office.access import may, people_visible_to, posts_visible_to
from openntm.office.log import record, row
from openntm.office.models import Person, Post
from openntm.office.roles import Action, Role
from openntm.places.models import Place

FIELDS = ("person", "place", "role", "department", "valid_from", "valid_to")


class PlaceOutOfReach(Exception):
    """The administrator's own post does not reach this place."""


class PostHeld(Exception):
    """The person already holds this role at this place on one of these days."""


class PostEnded(Exception):
    """A post that ended cannot be ended again, nor before it began."""


class YourOwnPost(Exception):
    """Nobody gives themselves a post or ends their own."""


@transaction.atomic
def give_post(
    *,
    by: Person | None,
    person: Person,
    place: Place,
    role: Role,
    valid_from: date,
    on: date,
    valid_to: date | None = None,
    department: str = "",
) -> Post:
    """`by` is None on the command line; `on` is the day of the act, on which `by` must be an administrator there."""
    if by:
        refuse_to_give(by, person, place, on)
    Person.objects.select_for_update().get(pk=person.pk)
    held = Post.objects.filter(person=person, place=place, role=role)
    if any(overlap(post, valid_from, valid_to) for post in held):
        raise PostHeld
    days = {"valid_from": valid_from, "valid_to": valid_to}
    post = Post.objects.create(person=person, place=place, role=role, department=department, **days)
    record(by, "post.give", post, after=row(post, FIELDS), place=place)
    return post


def refuse_to_give(by: Person, person: Person, place: Place, on: date) -> None:
    if by == person:
        raise YourOwnPost
    people_visible_to(by, on).get(pk=person.pk)
    if not may(by, Action.MANAGE_PEOPLE, place, on):
        raise PlaceOutOfReach


def overlap(post: Post, valid_from: date, valid_to: date | None) -> bool:
    begins_before = valid_to is None or post.valid_from < valid_to
    return begins_before and (post.valid_to is None or valid_from < post.valid_to)


@transaction.atomic
def end_post(*, by: Person, pk: int, valid_to: date, reason: str, on: date) -> Post:
    """`valid_to` is the first day without the post."""
    post = posts_visible_to(by, on).select_related("place").select_for_update(of=("self",)).get(pk=pk)
    if post.person_id == by.pk:
        raise YourOwnPost
    if valid_to < post.valid_from or (post.valid_to and valid_to >= post.valid_to):
        raise PostEnded
    before = row(post, FIELDS)
    post.valid_to = valid_to
    post.save(update_fields=["valid_to"])
    record(by, "post.end", post, before=before, after=row(post, FIELDS), place=post.place, reason=reason)
    return post
