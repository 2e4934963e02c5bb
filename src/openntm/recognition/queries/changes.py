"""Reads: what changed in a dossier between one submission and the next."""

import json
from dataclasses import dataclass
from typing import Any

from openntm.assessment.delta import Change, delta
from openntm.assessment.models import Assessment
from openntm.recognition.models import Dossier, DossierPart, DossierStep, ReturnPoint
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import Procedure


@dataclass(frozen=True)
class Changed:
    """Since the submission `since`: figures and findings, newer parts, points with their answers."""

    since: DossierStep
    old: Assessment | None
    new: Assessment | None
    findings: list[Change]
    parts: list[DossierPart]
    points: list[ReturnPoint]

    @property
    def turned(self) -> int:
        return sum(one.old != one.new for one in self.findings)


def what_changed(dossier: Dossier) -> Changed | None:
    """Between the last submission and now, or, once it is handed in again, the one before it; None before a first."""
    law = load_procedure(dossier.procedure)
    sent = [step for step in dossier.steps.order_by("number") if is_submission(law, step)]
    returned = dossier.steps.filter(to_state="returned").order_by("-number").first()
    if not sent or returned is None:
        return None
    since = [step for step in sent if step.number < returned.number][-1]
    after = next((step for step in sent if step.number > returned.number), None)
    new = after.assessment if after else dossier.assessment
    parts = dossier.parts.filter(at__gt=since.at).select_related("file", "by")
    if after:
        parts = parts.filter(at__lte=after.at)
    points = ReturnPoint.objects.filter(step__dossier=dossier, step__number__gt=since.number)
    return Changed(
        since,
        since.assessment,
        new,
        findings_between(dossier, since.assessment, new),
        list(parts.order_by("part", "version")),
        list(points.select_related("answered_by")),
    )


def is_submission(law: Procedure, step: DossierStep) -> bool:
    known = law.by_id.get(step.transition)
    return bool(known and known.submits)


def findings_between(dossier: Dossier, old: Assessment | None, new: Assessment | None) -> list[Change]:
    """Of the dossier's own place, where a snapshot covers more."""
    if old is None or new is None or old.pk == new.pk:
        return []
    return delta(only(old, dossier.place.key), only(new, dossier.place.key))


def only(assessment: Assessment, key: str) -> dict[str, Any]:
    content = json.loads(assessment.content)
    return {**content, "places": [one for one in content["places"] if one.get("unit", {}).get("key") == key]}
