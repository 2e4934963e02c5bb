"""The tables of works."""

from openntm.works.models.acceptance import Acceptance
from openntm.works.models.boards import Board, BoardMember, BoardReport, InformationRequest
from openntm.works.models.supervision import Demand, Round
from openntm.works.models.works import Work

__all__ = ["Acceptance", "Board", "BoardMember", "BoardReport", "Demand", "InformationRequest", "Round", "Work"]
