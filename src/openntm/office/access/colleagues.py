"""Who works beside whom, and which posts a person has lent."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from openntm.office.models import Delegation, Message, Person, Post


def colleagues_of(post: Post, on: date) -> QuerySet[Person]:
    """Active people who hold a post of their own at the same place on the day, without the holder."""
    held = Post.objects.filter(person=OuterRef("pk"), place=post.place, valid_from__lte=on)
    held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Person.objects.filter(Exists(held), is_active=True).exclude(pk=post.person_id).order_by("display_name")


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Those that the person gave; the days that are over stay in view."""
    return Delegation.objects.filter(post__person=person).select_related("post__place", "deputy")


def messages_to(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(person=person)
