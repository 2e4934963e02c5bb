"""The tables of works."""

from openntm.works.models.documents import WorkDocument
from openntm.works.models.money import Money
from openntm.works.models.parties import Contract, Party
from openntm.works.models.stages import Change, Milestone, Progress, Step
from openntm.works.models.statements import SupervisionStatement
from openntm.works.models.works import Work

__all__ = [
    "Change",
    "Contract",
    "Milestone",
    "Money",
    "Party",
    "Progress",
    "Step",
    "SupervisionStatement",
    "Work",
    "WorkDocument",
]
