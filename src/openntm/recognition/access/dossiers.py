"""Who sees a dossier, and by which post somebody takes a step."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import posts_for, reach, today
from openntm.office.models import Person, Post
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.recognition.models import CouncilMember, Dossier
from openntm.recognition.procedure.schema import Actor

Somebody = Person | AnonymousUser
TIERS = ("province", "district", "commune", "hamlet")


def dossiers_visible_to(person: Somebody) -> QuerySet[Dossier]:
    """Those of the places whose figures they read, and those that lie before a council of theirs."""
    places = reach(person, today(), Action.READ_FIGURES)
    return Dossier.objects.filter(Q(place__in=places) | Q(pk__in=before_councils_of(person)))


def before_councils_of(person: Somebody) -> QuerySet[Dossier, Any]:
    if not isinstance(person, Person) or not person.is_active:
        return Dossier.objects.none().values("pk")
    seats = CouncilMember.objects.filter(person=person, valid_from__lte=today())
    seats = seats.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today()))
    return Dossier.objects.filter(sitting_items__sitting__council__in=seats.values("council")).values("pk")


def acting_posts(person: Somebody, actor: Actor, place: Place) -> list[Post]:
    """The posts, own ones first, that allow the actor's action at the place and stand on the actor's tier."""
    posts = posts_for(person, Action(actor.action), place, today())
    return [post for post in posts if tier_of(post.place) == actor.tier]


def tier_of(place: Place) -> str:
    """Of the place as it stands today, or stood last."""
    return TIERS[nearest_version(place, today()).level]
