"""Whom a producer concerns: its keepers, and the officers of its commune and above."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.models import Person
from openntm.office.roles import Action, Role, roles_that_may
from openntm.places.models import LEVELS, Lineage, Part, Place
from openntm.places.queries import nearest_version
from openntm.produce.models import Producer


def over(place: Place, on: date) -> list[int]:
    """The place, into what it merged, and what stands above those."""
    found, fresh = [place.pk], [place.pk]
    while fresh:
        merged = Lineage.objects.filter(predecessor__in=fresh, part=Part.WHOLE, rival=False, change__day__lte=on)
        fresh = [pk for pk in merged.values_list("successor", flat=True) if pk and pk not in found]
        found += fresh
    for pk in list(found):
        version = nearest_version(Place.objects.get(pk=pk), on)
        for _level in LEVELS:
            if version.parent is None:
                break
            found.append(version.parent.pk)
            version = nearest_version(version.parent, on)
    return found


def holders(place: Place, on: date, roles: Iterable[Role]) -> QuerySet[Person]:
    """Active people with such a post at the place or above it."""
    held = Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gt=on)
    posts = Q(posts__role__in=list(roles), posts__place__in=over(place, on), posts__valid_from__lte=on)
    return Person.objects.filter(held, posts, is_active=True).distinct().order_by("display_name", "pk")


def possible_keepers(producer: Producer, on: date) -> QuerySet[Person]:
    return holders(producer.place, on, [Role.PRODUCER])


def concerned(producer: Producer, on: date) -> list[Person]:
    """Keepers on the day, and those who keep the register there."""
    open_then = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    keepers = producer.keepers.filter(open_then, valid_from__lte=on, person__is_active=True).select_related("person")
    officers = holders(producer.place, on, roles_that_may(Action.KEEP_PRODUCE))
    return list(dict.fromkeys([*(one.person for one in keepers), *officers]))
