"""Reads: which criteria departments have looked at, and what they found."""

from openntm.criteria import load_set
from openntm.recognition.models import CriterionReview, Dossier


def newest_reviews(dossier: Dossier, layer: str) -> dict[str, CriterionReview]:
    """By criterion; an earlier review of the same criterion no longer counts."""
    found = CriterionReview.objects.filter(dossier=dossier, layer=layer).order_by("at", "pk")
    return {review.criterion: review for review in found}


def missing_reviews(dossier: Dossier, layer: str) -> list[str]:
    """The criteria of the bound assessment's set that nobody has looked at in this layer."""
    if dossier.assessment is None:
        return []
    held = newest_reviews(dossier, layer)
    return [one.id for one in load_set(dossier.assessment.set_id).criteria if one.id not in held]


def failed_reviews(dossier: Dossier, layer: str) -> list[str]:
    found = newest_reviews(dossier, layer).values()
    return [review.criterion for review in found if review.verdict == CriterionReview.Verdict.NOT_MET]
