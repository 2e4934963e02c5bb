"""The stages of a lot with the three things that Circular 02/2024/TT-BKHCN asks of each: product, place, time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version
from openntm.produce.epcis.identifiers import canonical
from openntm.produce.epcis.vocabulary import POSITION, step_word
from openntm.produce.models import Lot, TraceEvent
from openntm.produce.naming import product_code, spot_code
from openntm.produce.queries.graph import HELD, live_items


@dataclass(frozen=True)
class Stage:
    """`place` is the commune of the producer's own spot; the code is its GLN, else that of the commune with the number
    of the producer. Of a spot elsewhere its GLN alone is told: another name of it may hold a person's."""

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
    own, code = lot.product.producer, spot_code(canonical(spot["id"])) if spot else ""
    is_ours = code in ("", f"producer/{own.pk}", own.gln) or code.startswith(POSITION)
    return Stage(
        step_word(event.step) if event.step else event.kind,
        product_code(lot.product),
        (own.gln or f"{unit.code}-{own.pk}") if is_ours else code if code.isdecimal() else "–",
        unit.full_name if is_ours else _("elsewhere"),
        timezone.localtime(event.happened_at),
    )
