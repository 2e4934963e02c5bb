"""The doors of the pages of works: of the register for officers, and of supervision."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openntm.office.access import may, signed_in, today
from openntm.office.asked import spot
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import subtree
from openntm.works.access import boards_visible_to, works_kept_by, works_visible_to
from openntm.works.models import Board, Work
from openntm.works.queries.register import here

READERS = (Action.READ_FIGURES, Action.KEEP_WORKS, Action.SUPERVISE_WORKS, Action.SET_UP_BOARDS)


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The unit, the day and who asks; for whoever reads or watches there, others have the public page."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    if not any(may(person, action, unit.place, today()) for action in READERS):
        raise Http404
    return unit, on, person


def entered_supervision(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The same for whoever reads there or sits on a board of a work there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    reads = may(person, Action.READ_FIGURES, unit.place, today())
    if not reads and not here(boards_visible_to(person), unit, "work__place").exists():
        raise Http404
    return unit, on, person


def board_of(person: Person, unit: PlaceVersion, pk: int) -> Board:
    rows = here(boards_visible_to(person), unit, "work__place").select_related("work__place", "minutes")
    return get_object_or_404(rows, pk=pk)


def file_answer(kept: StoredFile | None) -> HttpResponse:
    if kept is None:
        raise Http404
    return attachment(content(kept), kept.media_type, kept.original_name)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Work:
    found: Work = get_object_or_404(here(works_visible_to(request.user), unit).select_related("place"), pk=pk)
    return found


def may_keep(person: Person, work: Work) -> bool:
    return works_kept_by(person).filter(pk=work.pk).exists()


def communes(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Where a work of the unit may lie."""
    return sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)


def at(name: str, code: str, day: str, *parts: object) -> str:
    return reverse(f"works:{name}", args=[code, day, *parts])
