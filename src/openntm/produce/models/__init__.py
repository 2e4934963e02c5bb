"""The tables of produce: producers and their land, certificates, diaries, lots, events."""

from openntm.produce.models.alerts import CopyAlert
from openntm.produce.models.certificates import Certificate, CertificateAct, Scope, years_after
from openntm.produce.models.diary import DiaryEntry
from openntm.produce.models.events import EventItem, TraceEvent
from openntm.produce.models.facts import CropStatement, Designation
from openntm.produce.models.lots import HarvestShare, Lot, Recall, StampReport, WaitingOverride
from openntm.produce.models.producers import GrowingArea, Keeper, Member, Plot, Producer, Product

__all__ = [
    "Certificate",
    "CertificateAct",
    "CopyAlert",
    "CropStatement",
    "Designation",
    "DiaryEntry",
    "EventItem",
    "GrowingArea",
    "HarvestShare",
    "Keeper",
    "Lot",
    "Member",
    "Plot",
    "Producer",
    "Product",
    "Recall",
    "Scope",
    "StampReport",
    "TraceEvent",
    "WaitingOverride",
    "years_after",
]
