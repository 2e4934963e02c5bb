"""The stages of a lot as its trace events tell them; nothing is drawn that no event says."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.places.queries import nearest_version
from openntm.produce.models import EventItem, Lot, TraceEvent

STEPS = {
    "commissioning": _("codes given"),
    "harvesting": _("harvest"),
    "observing": _("checked"),
    "inspecting": _("checked"),
    "creating_class_instance": _("made"),
    "transforming": _("processed"),
    "packing": _("packed"),
    "storing": _("stored"),
    "shipping": _("sent off"),
    "departing": _("sent off"),
    "receiving": _("received"),
    "arriving": _("received"),
    "accepting": _("received"),
    "retail_selling": _("sold"),
    "decommissioning": _("codes ended"),
    "destroying": _("destroyed"),
}
GLN = re.compile(r"(?:/414/|sgln:)([\d.]{13,})")


@dataclass(frozen=True)
class Stage:
    """What Circular 02/2024 asks of each stage: product code, place code and time."""

    title: Any
    product_code: str
    place_code: str
    place: str
    at: datetime


def stages_of(lot: Lot) -> list[Stage]:
    """In the order of time; an event that was declared wrong, and the declaration itself, are left out."""
    events = TraceEvent.objects.filter(pk__in=EventItem.objects.filter(lot=lot).values("event"))
    valid = events.filter(declares_wrong__isnull=True, corrected__isnull=True).select_related("place")
    found = [event for event in valid if not event.body.get("errorDeclaration")]
    return [stage_of(event, lot) for event in found]


def stage_of(event: TraceEvent, lot: Lot) -> Stage:
    step = event.step.rsplit("-", 1)[-1].rsplit(":", 1)[-1]
    unit = nearest_version(event.place, event.happened_at.date())
    return Stage(STEPS.get(step, step or event.kind), code_of(lot), place_code(event.body, unit.code), unit.full_name,
                 event.happened_at)  # fmt: skip


def code_of(lot: Lot) -> str:
    return lot.product.gtin or lot.product.code


def place_code(body: dict[str, Any], commune: str) -> str:
    """A GLN if the event names one, else the code of the commune; an exact position is never shown."""
    for field in ("readPoint", "bizLocation"):
        named = body.get(field) or {}
        if found := GLN.search(str(named.get("id", "") if isinstance(named, dict) else named)):
            return found[1].replace(".", "")
    return commune
