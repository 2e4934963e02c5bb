"""Who may see and touch schemes' applications, lists and grants."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from openntm.office.access import acting_for, may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.produce.access import keeping
from openntm.produce.models import Producer
from openntm.support.cycle import Transition
from openntm.support.models import Application, AwardList, Grant

Somebody = Person | AnonymousUser


def applications_visible_to(person: Somebody) -> QuerySet[Application]:
    """Of the places where the person reads, of the schemes of those places, and of the producers they keep."""
    places = reach(person, today(), Action.READ_FIGURES)
    seen = Q(place__in=places) | Q(call__scheme__place__in=places)
    return Application.objects.filter(seen | Q(producer__in=keeping(person).values("producer")))


def grants_visible_to(person: Somebody) -> QuerySet[Grant]:
    return Grant.objects.filter(application__in=applications_visible_to(person))


def awards_visible_to(person: Somebody) -> QuerySet[AwardList]:
    """Whole lists are for those who read at the place that pays; others see their own line on their application."""
    return AwardList.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def place_of_step(application: Application, step: Transition) -> Place:
    return application.place if step.at == "applicant" else application.call.scheme.place


def may_take(person: Somebody, application: Application, step: Transition) -> bool:
    """A producer's own steps are for its keepers and for the commune that enters them."""
    if not may(person, step.action, place_of_step(application, step), today()):
        return False
    if step.action != Action.APPLY_SUPPORT:
        return True
    return may_apply(person, application.place, application.producer)


def may_apply(person: Somebody, place: Place, producer: Producer | None) -> bool:
    """A keeper for their producer alone; whoever reads the commune's figures, for all of the commune."""
    if not may(person, Action.APPLY_SUPPORT, place, today()):
        return False
    if may(person, Action.READ_FIGURES, place, today()):
        return True
    return producer is not None and keeping(person).filter(producer=producer).exists()


def refuse_unless(person: Person, action: Action, place: Place) -> Person | None:
    """On whose behalf the person acts."""
    if not may(person, action, place, today()):
        raise PermissionDenied
    return acting_for(person, action, place, today())
