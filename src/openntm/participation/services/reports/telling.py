"""Which handlers are told of a report: one notice a day for each kind, and of what is overdue once each deadline."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.office.services import tell
from openntm.office.wording import in_language
from openntm.participation.models import Report
from openntm.participation.report_rules import rules
from openntm.places.models import COMMUNE_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version
from openntm.steering.queries.addressees import posts_at, with_deputies

LEVELS_UP = 5


def tell_handlers(report: Report, on: date) -> None:
    with override(settings.LANGUAGE_CODE):
        tell_of_kind(report, on, "report", _("Reports of residents wait to be read: %(kind)s"))


def tell_of_request(report: Report, on: date) -> None:
    """Of what was added to a report, and of what is asked about one."""
    with override(settings.LANGUAGE_CODE):
        tell_of_kind(report, on, "report_asked", _("Additions and requests about residents' reports wait: %(kind)s"))


def tell_of_kind(report: Report, on: date, what: str, subject: str) -> None:
    kind = rules().kinds[report.kind]
    unit, people = handlers(report.place, on, above=kind.above)
    key = f"{what}:{report.place_id}:{report.kind}:{on.isoformat()}"
    tell_each(unit, people, key, subject % {"kind": in_language(kind.name)}, on)


def tell_each(unit: PlaceVersion, people: list[Person], key: str, subject: str, on: date) -> int:
    """How many were told now."""
    url = reverse("participation:reports", args=[unit.code, on.isoformat()])
    return sum(tell(person=one, key=f"{key}:{one.pk}", subject=subject, url=url) is not None for one in people)


def handlers(place: Place, on: date, *, above: bool = False) -> tuple[PlaceVersion, list[Person]]:
    """Of the commune; where nobody holds such a post, or the matter is theirs, of the next unit above."""
    unit = nearest_version(place, on)
    for _level in range(LEVELS_UP):
        posts = posts_at([unit.place_id], on).filter(role__in=roles_that_may(Action.HANDLE_REPORTS))
        is_passed_by = above and unit.kind in COMMUNE_KINDS
        people = [] if is_passed_by else with_deputies(posts, [], on)
        if people or unit.parent is None:
            return unit, people
        unit = nearest_version(unit.parent, on)
    return unit, []
