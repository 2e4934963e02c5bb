"""Criterion by criterion: what the commune found of itself, what verification and appraisal found."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openntm.assessment.spoken import language
from openntm.criteria import CriteriaSet, load_set
from openntm.office.departments import department_name
from openntm.recognition.models import CriterionReview, Dossier
from openntm.recognition.queries.charge import department_of

Layer, Verdict = CriterionReview.Layer, CriterionReview.Verdict
STATES = {Layer.VERIFICATION: "verifying", Layer.APPRAISAL: "appraising"}


@dataclass(frozen=True)
class ReviewRow:
    """One criterion in its three layers; `own` is the verdict of the frozen self-assessment."""

    criterion: str
    title: str
    department: str
    department_name: str
    own: str
    verification: CriterionReview | None
    appraisal: CriterionReview | None
    history: list[CriterionReview] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        given = {self.own} | {review.verdict for review in (self.verification, self.appraisal) if review}
        return len(given) > 1

    def of(self, layer: str) -> CriterionReview | None:
        return self.appraisal if layer == Layer.APPRAISAL else self.verification


def law_of(dossier: Dossier) -> CriteriaSet | None:
    """The set by which the dossier's snapshot was judged; none before it has one."""
    return load_set(dossier.assessment.set_id) if dossier.assessment else None


def own_verdicts(dossier: Dossier) -> Mapping[str, str]:
    """Criterion → verdict of the frozen self-assessment, without the reason of an unknown one."""
    if dossier.assessment is None:
        return {}
    cases = json.loads(dossier.assessment.content)["places"]
    mine = [case for case in cases if case.get("unit", {}).get("key") == dossier.place.key] or cases[:1]
    found = mine[0]["findings"].get("criteria", {}) if mine else {}
    return {criterion: verdict.partition(":")[0] for criterion, verdict in found.items()}


def counted(dossier: Dossier, reviews: Iterable[CriterionReview]) -> dict[tuple[str, str], CriterionReview]:
    """(layer, criterion) → the newest review since the dossier last came to that layer: what was handed in anew is
    reviewed anew."""
    since: dict[str, object] = {}
    states = {state: layer for layer, state in STATES.items()}
    for step in dossier.steps.all():
        if step.to_state in states:
            since[states[step.to_state]] = step.at
    return {
        (review.layer, review.criterion): review
        for review in reviews
        if review.layer not in since or review.at >= since[review.layer]  # type: ignore[operator]
    }


def review_table(dossier: Dossier) -> list[ReviewRow]:
    law = law_of(dossier)
    if law is None:
        return []
    reviews = list(dossier.reviews.select_related("by", "on_behalf_of"))
    newest, own = counted(dossier, reviews), own_verdicts(dossier)
    return [
        ReviewRow(
            criterion=one.id,
            title=getattr(one.title, language()),
            department=(key := department_of(law.id, one.id)),
            department_name=department_name(key, dossier.since, language()),
            own=own.get(one.id, "unknown"),
            verification=newest.get((Layer.VERIFICATION, one.id)),
            appraisal=newest.get((Layer.APPRAISAL, one.id)),
            history=[review for review in reversed(reviews) if review.criterion == one.id],
        )
        for one in law.criteria
    ]


def missing_reviews(dossier: Dossier, layer: str) -> list[str]:
    """The criteria that this layer has not reviewed; all of them count, also those that do not apply."""
    law, newest = law_of(dossier), counted(dossier, dossier.reviews.all())
    return [one.id for one in law.criteria if (layer, one.id) not in newest] if law else []


def failed_reviews(dossier: Dossier, layer: str) -> list[str]:
    """The criteria that this layer found not met."""
    law, newest = law_of(dossier), counted(dossier, dossier.reviews.all())
    failed = {one for (of, one), review in newest.items() if of == layer and review.verdict == Verdict.NOT_MET}
    return [one.id for one in law.criteria if one.id in failed] if law else []
