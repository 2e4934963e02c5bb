"""Reads: which dossiers wait for a decision, and by which post a person signs it."""

from datetime import date

from openntm.office.access import today
from openntm.office.models import Person, Post
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import acting_posts, dossiers_visible_to
from openntm.recognition.models import Dossier
from openntm.recognition.procedure.engine import open_transitions
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.procedure.loader import load_procedure, procedure_ids
from openntm.recognition.procedure.schema import Procedure, Transition
from openntm.recognition.queries.councils import outcome_of


def signing_steps(law: Procedure) -> list[Transition]:
    """The steps to recognition that a chairperson takes here; above the provinces decisions are only recorded."""
    return [one for one in law.transitions if one.to == "recognised" and signs(law, one)]


def signs(law: Procedure, step: Transition) -> bool:
    return law.actors[step.actor].action == Action.SIGN_DECISIONS


def signing_step(dossier: Dossier, on: date) -> Transition | None:
    """The one that is open for the dossier on the day."""
    law = load_procedure(dossier.procedure)
    found = open_transitions(law, dossier.state, on)
    return next((one for one in found if one.to == "recognised" and signs(law, one)), None)


def signing_posts(person: Person, dossier: Dossier) -> list[Post]:
    """The person's posts of the tier whose chairperson decides on the title."""
    law = load_procedure(dossier.procedure)
    actors = {step.actor for step in signing_steps(law)}
    return [post for actor in actors for post in acting_posts(person, law.actors[actor], dossier.place)]


def has_passed(dossier: Dossier, outcome: Outcome | None) -> bool:
    """A procedure without a council asks for no vote."""
    return "council" not in load_procedure(dossier.procedure).votes or (outcome is not None and outcome.passed)


def waiting_for(person: Person) -> list[tuple[Dossier, Outcome | None]]:
    """Ready to be decided today, of titles that the person may decide on there, with the vote of the council if any."""
    laws = [load_procedure(name) for name in procedure_ids()]
    states = {origin for law in laws for step in signing_steps(law) for origin in step.origins}
    rows = dossiers_visible_to(person).filter(state__in=states).select_related("place").order_by("since", "pk")
    found = [(dossier, outcome_of(dossier)) for dossier in rows if signing_step(dossier, today())]
    return [
        (dossier, outcome)
        for dossier, outcome in found
        if has_passed(dossier, outcome) and signing_posts(person, dossier)
    ]
