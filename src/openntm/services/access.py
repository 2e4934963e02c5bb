"""Who keeps guides and posters of a place, and who records helper sessions there. Guides themselves are public."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from openntm.office.access import acting_for, may, may_anywhere, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.services.models import Change, Rating, Session, Team

Somebody = Person | AnonymousUser
KEEP, RECORD = Action.KEEP_PROCEDURES, Action.RECORD_SESSIONS


def may_keep(person: Somebody, place: Place) -> bool:
    return may(person, KEEP, place, today())


def may_record(person: Somebody, place: Place) -> bool:
    return may(person, RECORD, place, today())


def keeping_for(person: Person, place: Place) -> Person | None:
    """On whose behalf the person keeps the guides of the place; refused without the right."""
    if not may_keep(person, place):
        raise PermissionDenied
    return acting_for(person, KEEP, place, today())


def recording_for(person: Person, place: Place) -> Person | None:
    """The same for helper sessions."""
    if not may_record(person, place):
        raise PermissionDenied
    return acting_for(person, RECORD, place, today())


def changes_visible_to(person: Somebody) -> QuerySet[Change]:
    return Change.objects.filter(place__in=reach(person, today(), KEEP)).select_related("place", "proposed_by")


def ratings_visible_to(person: Somebody) -> QuerySet[Rating]:
    """Those that came by a poster of the keeper's places, and those that name no place."""
    seen = Q(place__in=reach(person, today(), KEEP))
    if may_anywhere(person, KEEP, today()):
        seen |= Q(place=None)
    return Rating.objects.filter(seen).select_related("place")


def teams_visible_to(person: Somebody) -> QuerySet[Team]:
    return Team.objects.filter(_where(person)).select_related("place")


def sessions_visible_to(person: Somebody) -> QuerySet[Session]:
    return Session.objects.filter(_where(person)).select_related("place", "team")


def _where(person: Somebody) -> Q:
    on = today()
    return Q(place__in=reach(person, on, Action.READ_FIGURES)) | Q(place__in=reach(person, on, RECORD))
