"""Who had a hand in a dossier and so may neither review it nor vote on it."""

from collections.abc import Iterable

from openntm.office.models import LogEntry
from openntm.recognition.models import CriterionReview, Dossier, DossierPart, DossierStep
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
    return prepared([dossier])[dossier.pk]


def prepared(dossiers: Iterable[Dossier]) -> dict[int, frozenset[int]]:
    """`prepared_by` of many dossiers, in a constant number of queries."""
    hands: dict[int, list[tuple[int | None, ...]]] = {one.pk: [(one.opened_by_id,)] for one in dossiers}
    acts = ("dossier", "by", "on_behalf_of")
    steps = DossierStep.objects.filter(dossier__in=hands, actor__in=PREPARE).values_list(*acts)
    verified = CriterionReview.objects.filter(dossier__in=hands, layer=CriterionReview.Layer.VERIFICATION)
    parts = list(DossierPart.objects.filter(dossier__in=hands).values_list("dossier", "pk", "by"))
    lent = lenders([part for _dossier, part, _by in parts])
    rows = [*steps, *verified.values_list(*acts), *((one, by, lent.get(str(part))) for one, part, by in parts)]
    for dossier, *persons in rows:
        hands[dossier].append(tuple(persons))
    return {pk: people(*found) for pk, found in hands.items()}


def lenders(parts: Iterable[int]) -> dict[str, int]:
    """Part → on whose behalf a deputy made it: the log says so."""
    told = LogEntry.objects.filter(verb="dossier.part", subject_kind=DossierPart._meta.label_lower)
    entries = told.filter(subject_key__in=[str(pk) for pk in parts])
    return {one.subject_key: one.changed["on_behalf_of"][1] for one in entries if "on_behalf_of" in one.changed}


def people(*rows: object) -> frozenset[int]:
    return frozenset(one for row in rows for one in row if one is not None)  # type: ignore[attr-defined]
