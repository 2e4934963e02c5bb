"""The door of the pages of supervision."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openntm.office.access import may, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.works.access import boards_visible_to
from openntm.works.models import Board

Page = Callable[..., HttpResponse]


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The unit, the day and who asks; for whoever reads there or sits on a board of a work there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    reads = may(person, Action.READ_FIGURES, unit.place, today())
    if not reads and not here(boards_visible_to(person), unit).exists():
        raise Http404
    return unit, on, person


def here(rows: QuerySet[Any], unit: PlaceVersion, field: str = "work__place") -> QuerySet[Any]:
    """Those of the unit, of what is under it and of what merged into it."""
    return rows.filter(**{f"{field}__in": covered([unit.place], today())})


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"works:{name}", args=[code, day, *pks])


def board_of(person: Person, unit: PlaceVersion, pk: int) -> Board:
    rows = here(boards_visible_to(person), unit).select_related("work__place", "minutes")
    return get_object_or_404(rows, pk=pk)


def file_answer(kept: StoredFile | None) -> HttpResponse:
    if kept is None:
        raise Http404
    return attachment(content(kept), kept.media_type, kept.original_name)
