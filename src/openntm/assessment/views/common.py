"""What every page of figures needs to know: the place, the day, the set, the layer."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from openntm.assessment.access import layers_for
from openntm.assessment.models import Layer
from openntm.assessment.spoken import language
from openntm.criteria import CriteriaSet, load_set, set_ids, sets_in_force
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, place_at

LEVELS = ("ntm", "advanced", "model")


def spot(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date]:
    """The unit and the day of an address, as the door left it."""
    try:
        on = date.fromisoformat(day)
        return getattr(request, "place", None) or place_at(code, on), on
    except (PlaceNotFound, ValueError) as missing:
        raise Http404 from missing


def is_htmx(request: HttpRequest) -> bool:
    """A part of the page is asked for, not the page."""
    return request.headers.get("HX-Request") == "true"


def sets_for(on: date) -> list[CriteriaSet]:
    """The sets that judge communes on the day, the basic level first."""
    found = sets_in_force(on, judges="xa")
    return sorted(found, key=lambda one: LEVELS.index(one.level) if one.level in LEVELS else len(LEVELS))


def set_named(set_id: str) -> CriteriaSet:
    if set_id not in set_ids(examples=True):
        raise Http404
    return load_set(set_id)


def chosen_set(request: HttpRequest, on: date) -> CriteriaSet | None:
    """The set named in the address, else the first in force."""
    sets = sets_for(on)
    named = request.GET.get("set", "")
    return next((one for one in sets if one.id == named), sets[0] if sets else None)


def chosen_layer(request: HttpRequest, place: PlaceVersion) -> tuple[Layer, list[Layer]]:
    """The layer asked for if the person may write it, else the strongest they may write."""
    mine = layers_for(request.user, place.place)
    asked = request.POST.get("layer") or request.GET.get("layer", "")
    layer = next((one for one in mine if one.value == asked), mine[-1] if mine else Layer.SELF)
    return layer, mine


def titled(criteria_set: CriteriaSet) -> str:
    return str(getattr(criteria_set.title, language()))


def tabs(sets: list[CriteriaSet], current: CriteriaSet | None) -> list[dict[str, Any]]:
    return [{"id": one.id, "title": titled(one), "current": one is current} for one in sets]
