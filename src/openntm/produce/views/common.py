"""The door of the pages of produce."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from openntm.office.access import may, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import subtree
from openntm.produce.access import producers_visible_to
from openntm.produce.access.audits import may_audit
from openntm.produce.models import Producer
from openntm.visits.models import Visit


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The unit, the day and who asks; for whoever reads there or keeps a producer there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    reads = may(person, Action.READ_FIGURES, unit.place, today())
    if not reads and not here(producers_visible_to(person), unit).exists():
        raise Http404
    return unit, on, person


def here(rows: QuerySet[Any], unit: PlaceVersion, field: str = "place") -> QuerySet[Any]:
    """Those of the unit, of what is under it and of what merged into it."""
    return rows.filter(**{f"{field}__in": covered([unit.place], today())})


def communes(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Where a producer or an area of the unit may lie."""
    return sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"produce:{name}", args=[code, day, *pks])


KINDS = {
    Visit.Kind.INTERNAL: gettext_lazy("Begin an internal audit"),
    Visit.Kind.OUTSIDE: gettext_lazy("Begin an audit from outside"),
}


def kinds_for(person: Person, producer: Producer) -> list[tuple[str, Any]]:
    """Which audits the person may begin at the producer."""
    if producer.ended_on:
        return []
    return [(kind.value, word) for kind, word in KINDS.items() if may_audit(person, producer, kind)]
