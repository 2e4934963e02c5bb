"""Reads: when a dossier came into each state, and where a returned one is to be taken up again."""

from datetime import date

from openntm.recognition.models import Dossier
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import RETURNED

OPEN = "open"  # the first step of every dossier


def returned_to(dossier: Dossier) -> str:
    """Of a returned dossier: the state at which it is to be taken up again."""
    if dossier.state != RETURNED:
        return ""
    last = dossier.steps.filter(to_state=RETURNED).order_by("-number").first()
    return load_procedure(dossier.procedure).by_id[last.transition].back_to if last else ""


def lies_with(dossier: Dossier, tier: str) -> bool:
    """Whether a body of the tier holds the dossier, or is to take it up again; nobody changes what lies with others."""
    law = load_procedure(dossier.procedure)
    holder = law.states[returned_to(dossier) or dossier.state].held_by
    return bool(holder) and law.actors[holder or ""].tier == tier


def entered_states(dossier: Dossier) -> dict[str, date]:
    """When the dossier last came into each state."""
    return {step.to_state: step.day for step in dossier.steps.order_by("number")}
