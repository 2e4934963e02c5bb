"""Who had a hand in a dossier and so may neither review it nor vote on it."""

from openntm.office.models import LogEntry
from openntm.recognition.models import CriterionReview, Dossier, DossierPart
from openntm.recognition.procedure.loader import load_procedure

PREPARE = ("commune", "front", "district")  # actors of the procedures' data


def authors_of(dossier: Dossier) -> frozenset[int]:
    """Those who asked for the title: opened the dossier or took a step of the unit itself or its Front. They review
    nothing in it."""
    law = load_procedure(dossier.procedure)
    steps = dossier.steps.filter(actor__in=("front", law.states[law.first_state].held_by)).values_list(
        "by", "on_behalf_of"
    )
    return people({dossier.opened_by_id}, *steps)


def prepared_by(dossier: Dossier) -> frozenset[int]:
    """Those who made what the council judges, by their own hand or through a deputy: opened the dossier, took a step
    of the commune or the district, made a part of it, or verified a criterion.

    The council is to look at the dossier with other eyes than those that made it. Departments that confirmed criteria
    at appraisal vote: that is what they are members for.
    """
    steps = dossier.steps.filter(actor__in=PREPARE).values_list("by", "on_behalf_of")
    parts = dossier.parts.values_list("by")
    verified = dossier.reviews.filter(layer=CriterionReview.Layer.VERIFICATION).values_list("by", "on_behalf_of")
    return people({dossier.opened_by_id}, *steps, *parts, lenders(dossier), *verified)


def lenders(dossier: Dossier) -> list[int]:
    """Those on whose behalf a deputy made a part: the log says so."""
    keys = [str(pk) for pk in dossier.parts.values_list("pk", flat=True)]
    told = LogEntry.objects.filter(verb="dossier.part", subject_kind=DossierPart._meta.label_lower)
    changes = [entry.changed for entry in told.filter(subject_key__in=keys)]
    return [change["on_behalf_of"][1] for change in changes if "on_behalf_of" in change]


def people(*rows: object) -> frozenset[int]:
    return frozenset(one for row in rows for one in row if one is not None)  # type: ignore[attr-defined]
