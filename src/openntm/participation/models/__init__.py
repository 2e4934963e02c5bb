"""The tables of participation."""

from openntm.participation.models.surveys import (
    Answer,
    Reading,
    Returned,
    Slip,
    Survey,
    SurveyCount,
    SurveyHamlet,
)

__all__ = ["Answer", "Reading", "Returned", "Slip", "Survey", "SurveyCount", "SurveyHamlet"]
