"""The stages of a lot with the three things that Circular 02/2024/TT-BKHCN asks of each: product, place, time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version
from openntm.produce.epcis.identifiers import canonical
from openntm.produce.epcis.vocabulary import step_word
from openntm.produce.models import Lot, TraceEvent
from openntm.produce.naming import product_code, spot_code
from openntm.produce.queries.graph import HELD, live_items


@dataclass(frozen=True)
class Stage:
    """`place` is the commune; the code is the GLN of the spot, else that of the commune with the producer's number."""

    title: str
    product_code: str
    place_code: str
    place: str
    at: datetime


def events_of(lot: Lot) -> list[TraceEvent]:
    """Those that hold, the oldest first."""
    ids = live_items().filter(lot=lot, role__in=HELD).values("event")
    return list(TraceEvent.objects.filter(pk__in=ids).select_related("place", "captured_by"))


def stages_of(lot: Lot) -> list[Stage]:
    found = events_of(lot)
    units = {place.pk: nearest_version(place, timezone.localdate()) for place in {event.place for event in found}}
    return [stage_of(event, lot, units[event.place_id]) for event in found]


def stage_of(event: TraceEvent, lot: Lot, unit: PlaceVersion) -> Stage:
    spot = event.body.get("readPoint") or event.body.get("bizLocation") or {}
    code = spot_code(canonical(spot["id"])) if spot else ""
    if not code.isdecimal():
        code = f"{unit.code}-{lot.product.producer_id}"
    title = step_word(event.step) if event.step else event.kind
    return Stage(title, product_code(lot.product), code, unit.full_name, timezone.localtime(event.happened_at))
