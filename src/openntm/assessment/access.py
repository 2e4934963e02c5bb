"""Who may see and touch figures, imports and assessments: posts over places decide."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from openntm.assessment.models import Assessment, Figure, Import, Layer
from openntm.office.access import may, places_of
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place

WRITES = {
    Layer.SELF: Action.ENTER_FIGURES,
    Layer.CHECKED: Action.CHECK_FIGURES,
    Layer.APPRAISED: Action.APPRAISE_FIGURES,
    Layer.PUBLISHED: Action.CHECK_FIGURES,
}
ENTERED = (Layer.SELF, Layer.CHECKED, Layer.APPRAISED)
Somebody = Person | AnonymousUser


def today() -> date:
    return timezone.localdate()


def figures_visible_to(person: Somebody) -> QuerySet[Figure]:
    return Figure.objects.filter(place__in=places_of(person, today(), Action.READ_FIGURES))


def imports_visible_to(person: Somebody) -> QuerySet[Import]:
    """Files are seen by those who may enter figures for the place, not by every reader."""
    reach = [places_of(person, today(), action).values("pk") for action in set(WRITES.values())]
    seen = Import.objects.none()
    for places in reach:
        seen = seen | Import.objects.filter(place__in=places)
    return seen


def assessments_visible_to(person: Somebody) -> QuerySet[Assessment]:
    return Assessment.objects.filter(place__in=places_of(person, today(), Action.READ_FIGURES))


def layers_for(person: Somebody, place: Place) -> list[Layer]:
    """The layers that the person may write at the place, the strongest last."""
    return [layer for layer in ENTERED if may(person, WRITES[layer], place, today())]


def refuse_unless(person: Person | None, action: Action, place: Place) -> None:
    """None is the command line: whoever reaches it holds the database anyway."""
    if person is not None and not may(person, action, place, today()):
        raise PermissionDenied
