"""The tables of support: schemes, applications, approved lists, grants and the ledger of their money."""

from openntm.support.models.applications import Application, AwardList, State, Step
from openntm.support.models.grants import Account, Entry, Grant, Line, StampRun
from openntm.support.models.schemes import (
    BY_TITLE,
    ENTERED,
    HOUSES,
    Applicant,
    Call,
    Ceiling,
    Kind,
    Scheme,
    SchemeTerms,
    Unit,
)

__all__ = [
    "BY_TITLE",
    "ENTERED",
    "HOUSES",
    "Account",
    "Applicant",
    "Application",
    "AwardList",
    "Call",
    "Ceiling",
    "Entry",
    "Grant",
    "Kind",
    "Line",
    "Scheme",
    "SchemeTerms",
    "StampRun",
    "State",
    "Step",
    "Unit",
]
