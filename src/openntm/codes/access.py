"""Who sees runs of codes, and who may mint, move and print them."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from openntm.codes.models import Run
from openntm.office.access import acting_for, may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place

Somebody = Person | AnonymousUser


def runs_visible_to(person: Somebody) -> QuerySet[Run]:
    """Whoever may read there sees that they are there; a holder's own stock is shown by the package that knows them."""
    return Run.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES)).select_related("place")


def may_issue(person: Somebody, place: Place) -> bool:
    return may(person, Action.ISSUE_STAMPS, place, today())


def run_issued_by(by: Person | None, run: Run) -> tuple[Run, Person | None]:
    """The run as the person sees it, and on whose behalf they issue its codes; nobody on the command line."""
    if by is None:
        return run, None
    seen = runs_visible_to(by).get(pk=run.pk)
    return seen, issuing_for(by, seen.place)


def issuing_for(person: Person, place: Place) -> Person | None:
    """On whose behalf the person issues codes there; refused without the right."""
    if not may_issue(person, place):
        raise PermissionDenied
    return acting_for(person, Action.ISSUE_STAMPS, place, today())
