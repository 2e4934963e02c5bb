"""Who keeps contributions and the work among the people; nobody else reads the names in the register."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.models import Campaign, Contribution, OutreachAct
from openntm.places.models import Place
from openntm.works.access import Somebody


def contributions_visible_to(person: Somebody) -> QuerySet[Contribution]:
    return Contribution.objects.filter(place__in=reach(person, today(), Action.KEEP_CONTRIBUTIONS))


def campaigns_visible_to(person: Somebody) -> QuerySet[Campaign]:
    return Campaign.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def outreach_visible_to(person: Somebody) -> QuerySet[OutreachAct]:
    """What was said to everybody is no secret among officers; meetings carry numbers and no names."""
    return OutreachAct.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def refuse_unless(by: Person, action: Action, place: Place) -> None:
    if not may(by, action, place, today()):
        raise PermissionDenied
