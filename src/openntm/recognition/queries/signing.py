"""Reads: the dossiers that wait for a person's signature."""

from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.access.posts import posts_of_tier
from openntm.recognition.models import Dossier
from openntm.recognition.queries.councils import Outcome, outcome_of
from openntm.recognition.queries.decisions import signing_kinds


def waiting_for(person: Person) -> list[tuple[Dossier, Outcome]]:
    """Passed by the council, not decided, and of a title that the person may decide on there."""
    rows = dossiers_visible_to(person).filter(state="council_voted").select_related("place").order_by("since", "pk")
    found = []
    for dossier in rows:
        outcome = outcome_of(dossier)
        if outcome and outcome.passed and may_sign(person, dossier):
            found.append((dossier, outcome))
    return found


def may_sign(person: Person, dossier: Dossier) -> bool:
    return bool(posts_of_tier(person, Action.SIGN_DECISIONS, dossier.place, signing_kinds(dossier.title)))
