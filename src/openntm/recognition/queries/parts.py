"""Reads: of which parts a dossier is made, and which of them are missing or outdated."""

from dataclasses import dataclass
from datetime import date

from openntm.recognition.models import Dossier, DossierPart
from openntm.recognition.procedure.engine import open_transitions
from openntm.recognition.procedure.guards import MISSING, OUTDATED
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.rules import Part
from openntm.recognition.procedure.schema import Procedure

PRESENT = "present"


@dataclass(frozen=True)
class PartState:
    """A part with its current version, if any; `is_due` when one of the next steps asks for it."""

    part: Part
    state: str
    current: DossierPart | None
    versions: int
    is_due: bool


def parts_of(dossier: Dossier, on: date) -> list[PartState]:
    """Each part that the title needs on the day, in the order of the procedure's data."""
    procedure, held = load_procedure(dossier.procedure), versions_of(dossier)
    steps = {one.id for one in open_transitions(procedure, dossier.state, on)}
    return [
        PartState(
            part,
            _state(dossier, held.get(part.id, [])),
            held.get(part.id, [None])[0],
            len(held.get(part.id, [])),
            bool(steps & set(part.needed_for)),
        )
        for part in procedure.parts_for(dossier.title, on)
    ]


def states_of(dossier: Dossier, procedure: Procedure, on: date) -> dict[str, str]:
    held = versions_of(dossier)
    return {part.id: _state(dossier, held.get(part.id, [])) for part in procedure.parts_for(dossier.title, on)}


def versions_of(dossier: Dossier) -> dict[str, list[DossierPart]]:
    """Of each part its versions, the newest first."""
    found: dict[str, list[DossierPart]] = {}
    for row in dossier.parts.select_related("file", "print_out", "by").order_by("part", "-version"):
        found.setdefault(row.part, []).append(row)
    return found


def _state(dossier: Dossier, versions: list[DossierPart]) -> str:
    """A part that rests on figures is bound to the snapshot of its day; another snapshot makes it outdated."""
    if not versions:
        return MISSING
    bound = versions[0].assessment_id
    return PRESENT if bound in (None, dossier.assessment_id) else OUTDATED
