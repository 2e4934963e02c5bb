"""Who sees visits: those who read the figures of the place. Who else does, the package that knows the subject says."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from openntm.office.access import places_of, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.visits.models import Visit


def visits_visible_to(person: Person | AnonymousUser) -> QuerySet[Visit]:
    return Visit.objects.filter(place__in=places_of(person, today(), Action.READ_FIGURES).values("pk"))
