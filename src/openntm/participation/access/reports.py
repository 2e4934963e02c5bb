"""Who handles reports of residents; what is said of the commune's own officers is seen by the unit above alone."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from openntm.office.access import reach, rights_on, today
from openntm.office.access.cover import covered
from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.participation.models import Report
from openntm.participation.report_rules import rules
from openntm.places.models import COMMUNE_KINDS
from openntm.places.queries import nearest_version
from openntm.works.access import Somebody

HANDLES = Action.HANDLE_REPORTS


def kinds_above() -> list[str]:
    return [kind.key for kind in rules().kinds.values() if kind.above]


def places_from_above(person: Somebody) -> Iterable[int]:
    """Those that a post of the person covers which is not the commune's own."""
    held = [post.place for post in rights_on(person, today()) if post.role in roles_that_may(HANDLES)]
    above = [place for place in held if nearest_version(place, today()).kind not in COMMUNE_KINDS]
    return covered(above, today()) if above else ()


def reports_visible_to(person: Somebody) -> QuerySet[Report]:
    sent = Report.objects.exclude(state=Report.State.DRAFT)
    own = Q(place__in=reach(person, today(), HANDLES)) & ~Q(kind__in=kinds_above())
    return sent.filter(own | Q(place__in=places_from_above(person)))


def may_handle(person: Person, report: Report) -> bool:
    return reports_visible_to(person).filter(pk=report.pk).exists()


def public_reports() -> QuerySet[Report]:
    """What everybody reads: only the published words of it."""
    return Report.objects.filter(state__in=Report.PUBLIC)
