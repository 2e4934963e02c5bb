"""The events that everybody may take away: of lots whose stamps are in use, without who gave or took the goods."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from openntm.codes.models import Stock
from openntm.codes.models.runs import State
from openntm.produce.epcis.vocabulary import POSITION
from openntm.produce.models import EventItem, TraceEvent
from openntm.produce.queries.lots import STAMP
from openntm.produce.queries.tracing import exported

PARTIES = ("from", "to")
# Fields of the core vocabulary that name goods, moments and papers; what a program added of its own stays here.
TOLD = frozenset(
    {
        "type", "eventID", "eventTime", "eventTimeZoneOffset", "bizStep", "action", "disposition", "epcList",
        "quantityList", "inputEPCList", "outputEPCList", "inputQuantityList", "outputQuantityList", "parentID",
        "childEPCs", "childQuantityList", "transformationID", "ilmd", "certificationInfo", "readPoint", "bizLocation",
        "errorDeclaration",
        "id", "epcClass", "quantity", "uom", "declarationTime", "reason", "correctiveEventIDs",
        "cbvmda:lotNumber", "cbvmda:harvestStartDate", "cbvmda:harvestEndDate", "cbvmda:itemExpirationDate",
        "cbvmda:bestBeforeDate", "cbvmda:productionDate", "cbvmda:sellByDate",
    }
)  # fmt: skip


def lots_in_use() -> list[int]:
    keys = Stock.objects.filter(run__kind=STAMP, state=State.ACTIVE).values_list("key", flat=True).distinct()
    return [int(key) for key in keys if key.isdigit()]


def open_events() -> QuerySet[TraceEvent]:
    """Real ones alone; an event touches one of these lots and names no party."""
    items = EventItem.objects.filter(event=OuterRef("pk"))
    found = TraceEvent.objects.filter(Exists(items.filter(lot__in=lots_in_use())), illustrative=False)
    return found.filter(~Exists(items.filter(role__in=PARTIES))).order_by("happened_at", "pk")


def told(events: Iterable[TraceEvent]) -> list[dict[str, Any]]:
    """Whole events or none, as their identity is the hash of what they say."""
    return [exported(event) for event in events if is_open(event.body)]


def is_open(value: Any) -> bool:
    """Nothing at any depth but what is told of goods; a place may be written as a position, and a plot's is private."""
    if isinstance(value, dict):
        return set(value) <= TOLD and all(map(is_open, value.values()))
    if isinstance(value, list):
        return all(map(is_open, value))
    return not (isinstance(value, str) and value.lower().startswith(POSITION))
