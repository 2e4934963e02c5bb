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
from openntm.participation.models.polls import Elector, Poll
from openntm.participation.models.reports import Report, ReportEvent, ReportRequest, ReportVoice
from openntm.participation.models.surveys import (
    Answer,
    Reading,
    Returned,
    Slip,
    Survey,
    SurveyCount,
    SurveyHamlet,
)

__all__ = [
    "UNITS",
    "Answer",
    "Campaign",
    "Contribution",
    "Conversion",
    "Elector",
    "Giver",
    "MobilisedStatement",
    "Movement",
    "OutreachAct",
    "Poll",
    "Reading",
    "Receipt",
    "Refund",
    "Report",
    "ReportEvent",
    "ReportRequest",
    "ReportVoice",
    "Resolution",
    "Returned",
    "Slip",
    "Survey",
    "SurveyCount",
    "SurveyHamlet",
    "Thing",
    "Valuation",
]
