"""Finds and reads the procedures that come with the product."""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model
from openntm.recognition.procedure.schema import Procedure

HERE = Path(__file__).parent.parent / "procedures"


class ProcedureNotFound(LookupError):
    """No version of the procedure is for this title and year."""


def procedure_ids() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


@cache
def load_procedure(name: str) -> Procedure:
    if name not in procedure_ids():
        raise ProcedureNotFound(name)
    return read_model(Procedure, read_document(HERE / f"{name}.yaml"))


@cache
def checksum_of(name: str) -> str:
    """Of the text as it stands in the file: a dossier keeps it, so that one sees when the rules were rewritten."""
    return hashlib.sha256((HERE / f"{name}.yaml").read_bytes()).hexdigest()


def procedures_for(title: str, year: int) -> list[Procedure]:
    """Those whose period holds the year, known or not."""
    found = (load_procedure(name) for name in procedure_ids())
    return [one for one in found if title in one.titles and one.period.holds(year)]


def may_start(procedure: Procedure, on: date) -> bool:
    """Whether a dossier may be opened under it on the day."""
    begun = procedure.starts is not None and procedure.starts <= on
    return procedure.known == "yes" and begun and (procedure.ends is None or on < procedure.ends)
