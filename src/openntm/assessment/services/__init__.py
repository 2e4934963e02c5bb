"""Everything that is written about figures, one function a verb."""

from openntm.assessment.services.conflicts import NoConflict, ReasonMissing, decide_conflict
from openntm.assessment.services.figures import (
    AlreadyCorrected,
    FigureWrong,
    add_evidence,
    correct_figure,
    own_source,
    record_figure,
)
from openntm.assessment.services.frozen import NothingToFreeze, cases_of, freeze_assessment
from openntm.assessment.services.imports import (
    RowsWrong,
    WrongState,
    confirm_import,
    read_again,
    read_import,
    receive_file,
    undo_import,
)
from openntm.assessment.services.writing import Overtaken

__all__ = [
    "AlreadyCorrected",
    "FigureWrong",
    "NoConflict",
    "NothingToFreeze",
    "Overtaken",
    "ReasonMissing",
    "RowsWrong",
    "WrongState",
    "add_evidence",
    "cases_of",
    "confirm_import",
    "correct_figure",
    "decide_conflict",
    "freeze_assessment",
    "own_source",
    "read_again",
    "read_import",
    "receive_file",
    "record_figure",
    "undo_import",
]
