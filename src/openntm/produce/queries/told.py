"""Whom the produce of a place concerns: the keepers of a producer, and who has a right at its place or above it."""

from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.models import Person, Post
from openntm.office.roles import Action, roles_that_may
from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of
from openntm.produce.models import Producer


def keepers_of(producer: Producer, on: date) -> QuerySet[Person]:
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    kept = producer.keepers.filter(held, valid_from__lte=on)
    return Person.objects.filter(pk__in=kept.values("person"), is_active=True)


def officers_over(place: Place, action: Action, on: date) -> QuerySet[Person]:
    """At the place itself and at each unit above it."""
    version = nearest_version(place, on)
    chain = [place.pk, *(one.place_id for one in superiors_of(version, on))]
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    posts = Post.objects.filter(held, place__in=chain, valid_from__lte=on, role__in=roles_that_may(action))
    return Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk")
