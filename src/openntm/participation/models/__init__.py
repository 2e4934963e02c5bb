"""The tables of participation."""

from openntm.participation.models.reports import Report, ReportEvent, ReportRequest, ReportVoice

__all__ = ["Report", "ReportEvent", "ReportRequest", "ReportVoice"]
