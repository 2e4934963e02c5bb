"""Who may see and run re-checks: results rest on figures that nobody has published."""

from django.db.models import QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.recognition.models import Recheck


def rechecks_visible_to(person: Person) -> QuerySet[Recheck]:
    return Recheck.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def may_recheck(person: Person, place: Place) -> bool:
    """The office and the appraiser, who judge figures of others; nobody re-checks only their own."""
    return any(may(person, one, place, today()) for one in (Action.CHECK_FIGURES, Action.APPRAISE_FIGURES))
