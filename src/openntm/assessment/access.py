"""Who may see and touch figures, imports and assessments: posts over places decide."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from openntm.assessment.models import Assessment, Figure, Import, Layer
from openntm.office.access import may, reach
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
    return Figure.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


@dataclass(frozen=True)
class Sight:
    """What the open pages and their files show somebody; `places` is None where every figure is open."""

    places: frozenset[int] | None

    def opens(self, place: int) -> bool:
        """Whether results of the place may be shown: they rest on figures that nobody has published."""
        return self.places is None or place in self.places

    def figures(self) -> QuerySet[Figure]:
        """Published facts for everybody, the rest where a post allows it."""
        if self.places is None:
            return Figure.objects.all()
        return Figure.objects.filter(Q(layer=Layer.PUBLISHED) | Q(place__in=self.places))


def sight_of(person: Somebody) -> Sight:
    """In the demonstration all is open, for there the unpublished figures are illustrative."""
    if settings.DEMONSTRATION:
        return Sight(None)
    return Sight(reach(person, today(), Action.READ_FIGURES))


def published_figures() -> QuerySet[Figure]:
    return Sight(frozenset()).figures()


def imports_visible_to(person: Somebody) -> QuerySet[Import]:
    """Files are seen by those who may enter figures for the place, not by every reader."""
    places = frozenset().union(*(reach(person, today(), action) for action in set(WRITES.values())))
    return Import.objects.filter(place__in=places)


def assessments_visible_to(person: Somebody) -> QuerySet[Assessment]:
    return Assessment.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def layers_for(person: Somebody, place: Place) -> list[Layer]:
    """The layers that the person may write at the place, the strongest last."""
    return [layer for layer in ENTERED if may(person, WRITES[layer], place, today())]


def refuse_unless(person: Person | None, action: Action, place: Place) -> None:
    """None is the command line: whoever reaches it holds the database anyway."""
    if person is not None and not may(person, action, place, today()):
        raise PermissionDenied
