"""Who may see a document and who keeps the register that it stands in."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import may, reach, today
from openntm.office.access.cover import covered
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import predecessor_ids, superiors_of
from openntm.steering.models import Directive, Task

Somebody = Person | AnonymousUser


def directives_visible_to(person: Somebody) -> QuerySet[Directive]:
    """Public ones for everybody; the others where a post lets the person read what is not published."""
    if not isinstance(person, Person):
        return Directive.objects.filter(is_public=True)
    return Directive.objects.filter(Q(is_public=True) | Q(place__in=reach(person, today(), Action.READ_FIGURES)))


def directives_kept_by(person: Somebody) -> QuerySet[Directive]:
    """Those in the registers that the person keeps; national documents are in none of them."""
    return Directive.objects.filter(place__in=reach(person, today(), Action.REGISTER_DIRECTIVES))


def may_attach(person: Somebody, directive: Directive, place: Place) -> bool:
    """To a national document the keeper of any register may add its text."""
    return may(person, Action.REGISTER_DIRECTIVES, directive.place or place, today())


def in_registers_of(unit: PlaceVersion, on: date) -> Q:
    """National documents, and those of the place, of what stands under it, and of its superiors.

    Registers of units that merged into one of these have gone over to it.
    """
    last = on if unit.stands_on(on) else unit.last_day  # a unit that ended had its superiors to the end
    above = {version.place_id for version in superiors_of(unit, last)}
    before = {pk for group in predecessor_ids(above).values() for pk in group}
    return Q(place__isnull=True) | Q(place__in=above | before | covered([unit.place], on))


def tasks_visible_to(person: Somebody, directive: Directive) -> QuerySet[Task]:
    """What a document asks of a place is shown to those who may read there."""
    return directive.tasks.filter(place__in=reach(person, today(), Action.READ_FIGURES))
