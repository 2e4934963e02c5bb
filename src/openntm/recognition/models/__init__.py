"""The tables of recognition: dossiers, opinions, reviews, councils, decisions, titles."""

from openntm.recognition.models.conditions import DossierCondition
from openntm.recognition.models.councils import Ballot, Council, CouncilMember, Sitting, SittingItem
from openntm.recognition.models.decisions import Decision
from openntm.recognition.models.dossiers import Dossier, DossierPart, DossierStep, ReturnPoint
from openntm.recognition.models.opinions import Consultation, Meeting, Opinion, Satisfaction, SatisfactionContent
from openntm.recognition.models.public import PublicComment, ReviewRequest
from openntm.recognition.models.reports import ProgressReport, ReportSection
from openntm.recognition.models.reviews import CriterionReview
from openntm.recognition.models.titles import Recheck, TitleEvent, TitleRecord
from openntm.steering.models import Title

__all__ = [
    "Ballot",
    "Consultation",
    "Council",
    "CouncilMember",
    "CriterionReview",
    "Decision",
    "Dossier",
    "DossierCondition",
    "DossierPart",
    "DossierStep",
    "Meeting",
    "Opinion",
    "ProgressReport",
    "PublicComment",
    "Recheck",
    "ReportSection",
    "ReturnPoint",
    "ReviewRequest",
    "Satisfaction",
    "SatisfactionContent",
    "Sitting",
    "SittingItem",
    "Title",
    "TitleEvent",
    "TitleRecord",
]
