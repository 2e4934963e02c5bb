"""Writes: the frozen assessment that a dossier rests on."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.assessment.access import assessments_visible_to
from openntm.assessment.models import Assessment
from openntm.assessment.services import NothingToFreeze, freeze_assessment
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.queries import nearest_version
from openntm.recognition.access.dossiers import acting_posts
from openntm.recognition.models import Dossier
from openntm.recognition.procedure.guards import Refusal
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import Actor
from openntm.recognition.queries.snapshots import case_of
from openntm.recognition.services.steps import StepRefused, locked


class NotPreparing(StepRefused):
    said = (
        Refusal(
            "preparing",
            "Hồ sơ đã gửi đi: số liệu không thay đổi được nữa, trừ khi hồ sơ bị trả lại.",
            "The dossier was handed in: its figures stand still unless it is returned.",
        ),
    )


class AssessmentUnfit(StepRefused):
    """Another set, another place, or a day that does not fit."""


@transaction.atomic
def bind_assessment(*, by: Person, pk: int, assessment: int, day: date) -> Dossier:
    """While the dossier is being prepared; the snapshot is of its place or of one above, by the title's set."""
    dossier = preparing(by, pk)
    found = assessments_visible_to(by).get(pk=assessment)
    refuse_unfit(dossier, found, day)
    before = dossier.assessment
    dossier.assessment, dossier.illustrative = found, dossier.illustrative or found.illustrative
    dossier.save(update_fields=["assessment", "illustrative"])
    actor = preparer(dossier)
    post = acting_posts(by, actor, dossier.place)[0]
    record(
        by,
        "dossier.bind",
        dossier,
        before={"file": before.sha256 if before else None},
        after={"file": found.sha256, "day": found.on.isoformat()},
        place=dossier.place,
        on_behalf_of=None if post.person == by else post.person,
    )
    return dossier


@transaction.atomic
def freeze_and_bind(*, by: Person, pk: int, on: date) -> Dossier:
    """The place's own figures of the day, frozen by the set of the title and bound at once."""
    dossier = preparing(by, pk)
    sets = load_procedure(dossier.procedure).titles[dossier.title].sets_on(on)
    if not sets:
        raise unfit("Ngày đó không có bộ tiêu chí của danh hiệu này.", "On that day no set judges this title.")
    version = nearest_version(dossier.place, on)
    try:
        found = freeze_assessment(by=by, place=version, set_id=sets[0], on=on)
    except NothingToFreeze:
        raise unfit("Ngày đó không có đơn vị nào để đánh giá.", "There is no unit to judge on that day.") from None
    return bind_assessment(by=by, pk=pk, assessment=found.pk, day=on)


def preparing(by: Person, pk: int) -> Dossier:
    """The dossier, locked, while it lies with those who prepare it."""
    dossier = locked(by, pk)
    if not acting_posts(by, preparer(dossier), dossier.place):
        raise PermissionDenied
    if not is_being_prepared(dossier):
        raise NotPreparing
    return dossier


def is_being_prepared(dossier: Dossier) -> bool:
    law = load_procedure(dossier.procedure)
    return law.states[dossier.state].held_by == law.states[law.first_state].held_by


def preparer(dossier: Dossier) -> Actor:
    law = load_procedure(dossier.procedure)
    return law.actors[law.states[law.first_state].held_by or ""]


def refuse_unfit(dossier: Dossier, found: Assessment, day: date) -> None:
    if found.on > day:
        raise unfit("Bản chốt có ngày sau ngày này.", "The frozen assessment is of a later day.")
    if found.set_id not in load_procedure(dossier.procedure).titles[dossier.title].sets_on(found.on):
        raise unfit(
            "Bản chốt không theo bộ tiêu chí của danh hiệu này.", "The frozen assessment is not by this title's set."
        )
    if case_of(found, dossier.place.key) is None:
        raise unfit("Bản chốt không có đơn vị này.", "The frozen assessment does not hold this unit.")


def unfit(vi: str, en: str) -> AssessmentUnfit:
    return AssessmentUnfit(Refusal("assessment", vi, en))
