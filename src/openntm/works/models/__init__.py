"""The tables of works."""

from openntm.works.models.acceptance import Acceptance
from openntm.works.models.boards import Board, BoardMember, BoardReport, InformationRequest
from openntm.works.models.documents import WorkDocument
from openntm.works.models.money import Money
from openntm.works.models.parties import Contract, Party
from openntm.works.models.stages import Change, Milestone, Progress, Step
from openntm.works.models.statements import SupervisionStatement
from openntm.works.models.supervision import Demand, Round
from openntm.works.models.works import Work

__all__ = [
    "Acceptance",
    "Board",
    "BoardMember",
    "BoardReport",
    "Change",
    "Contract",
    "Demand",
    "InformationRequest",
    "Milestone",
    "Money",
    "Party",
    "Progress",
    "Round",
    "Step",
    "SupervisionStatement",
    "Work",
    "WorkDocument",
]
