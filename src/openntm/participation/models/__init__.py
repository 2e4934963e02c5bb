"""The tables of participation."""

from openntm.participation.models.contributions import (
    UNITS,
    Contribution,
    Conversion,
    Giver,
    Receipt,
    Refund,
    Thing,
    Valuation,
)
from openntm.participation.models.mobilised import MobilisedStatement
from openntm.participation.models.outreach import Campaign, Movement, OutreachAct, Resolution

__all__ = [
    "UNITS",
    "Campaign",
    "Contribution",
    "Conversion",
    "Giver",
    "MobilisedStatement",
    "Movement",
    "OutreachAct",
    "Receipt",
    "Refund",
    "Resolution",
    "Thing",
    "Valuation",
]
from openntm.participation.models.reports import Report, ReportEvent, ReportRequest, ReportVoice

__all__ = ["Report", "ReportEvent", "ReportRequest", "ReportVoice"]
