"""The events that everybody may take away: of lots whose stamps are in use, without who gave or took the goods."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from openntm.codes.models import Stock
from openntm.codes.models.runs import State
from openntm.produce.models import EventItem, TraceEvent
from openntm.produce.queries.lots import STAMP
from openntm.produce.queries.tracing import exported

PARTIES = ("from", "to")
# Fields of the core vocabulary that name goods, moments and papers; what a program added of its own stays here.
TOLD = frozenset(
    {
        "@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "bizStep", "action", "disposition",
        "epcList", "quantityList", "inputEPCList", "outputEPCList", "inputQuantityList", "outputQuantityList",
        "parentID", "childEPCs", "childQuantityList", "transformationID", "ilmd", "certificationInfo", "readPoint",
        "bizLocation", "errorDeclaration",
    }
)  # fmt: skip


def lots_in_use() -> list[int]:
    keys = Stock.objects.filter(run__kind=STAMP, state=State.ACTIVE).values_list("key", flat=True).distinct()
    return [int(key) for key in keys if key.isdigit()]


def open_events() -> QuerySet[TraceEvent]:
    """An event touches one of these lots and names no party."""
    items = EventItem.objects.filter(event=OuterRef("pk"))
    found = TraceEvent.objects.filter(Exists(items.filter(lot__in=lots_in_use())))
    return found.filter(~Exists(items.filter(role__in=PARTIES))).order_by("happened_at", "pk")


def told(events: Iterable[TraceEvent]) -> list[dict[str, Any]]:
    """Whole events alone, as their identity is the hash of what they say."""
    return [exported(event) for event in events if set(event.body) <= TOLD]
