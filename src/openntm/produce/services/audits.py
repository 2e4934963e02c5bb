"""Writes: audit rounds of producers, as visits; here stands only who may do what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.codes import generation
from openntm.codes.services.minutes import print_minutes
from openntm.office.models import Person, PrintOut
from openntm.produce.access import producers_visible_to
from openntm.produce.access.audits import SUBJECT, audits_answered_by, audits_made_by, audits_visible_to, may_audit
from openntm.produce.documents import about_audit
from openntm.produce.services.refusals import ProducerEnded
from openntm.visits import services as visits
from openntm.visits.documents import TOLD, visit_document
from openntm.visits.models import Observation, Visit, VisitAnswer, VisitPhoto, VisitSignature


@transaction.atomic
def start_audit(*, by: Person, producer: int, kind: str, day: date) -> Visit:
    one = producers_visible_to(by).select_related("place").get(pk=producer)
    if not may_audit(by, one, kind):
        raise PermissionDenied
    if one.ended_on:
        raise ProducerEnded
    return visits.start_visit(
        by=by, place=one.place, subject_kind=SUBJECT, subject_key=str(one.pk), kind=Visit.Kind(kind), day=day
    )


def answer_audit(*, by: Person, pk: int, answers: Mapping[str, tuple[str, str]]) -> list[VisitAnswer]:
    refuse_unless_maker(by, pk)
    return visits.answer_items(by=by, pk=pk, among=audits_made_by(by), answers=answers)


def add_audit_photo(*, by: Person, pk: int, upload: UploadedFile, **given: Any) -> VisitPhoto:
    """`given`: what the device tells, the item or the observation."""
    refuse_unless_maker(by, pk)
    return visits.add_photo(by=by, pk=pk, among=audits_made_by(by), upload=upload, **given)


def sign_audit(*, by: Person, pk: int, **given: Any) -> VisitSignature:
    """`given`: upload, name, role, signed_at, covers."""
    refuse_unless_maker(by, pk)
    return visits.sign_visit(by=by, pk=pk, among=audits_made_by(by), **given)


def observe(*, by: Person, pk: int, **given: Any) -> Observation:
    """`given`: severity, text, demand, due, item, photo."""
    refuse_unless_maker(by, pk)
    return visits.add_observation(by=by, pk=pk, among=audits_made_by(by), **given)


@transaction.atomic
def close_audit(*, by: Person, pk: int, result: str) -> Visit:
    refuse_unless_maker(by, pk)
    generation.touch()
    return visits.close_visit(by=by, pk=pk, among=audits_made_by(by), result=result)


def drop_audit(*, by: Person, pk: int, reason: str) -> Visit:
    refuse_unless_maker(by, pk)
    return visits.drop_visit(by=by, pk=pk, among=audits_made_by(by), reason=reason)


def answer_observation(*, by: Person, pk: int, answer: str, photo: UploadedFile | None = None) -> Observation:
    """`pk` is that of the observation."""
    refuse_unless(by, pk, answers=True)
    return visits.answer_observation(by=by, pk=pk, among=audits_answered_by(by), answer=answer, photo=photo)


def close_observation(*, by: Person, pk: int, remedy: str) -> Observation:
    """`pk` is that of the observation; the side that audits closes it."""
    refuse_unless(by, pk, answers=False)
    return visits.close_observation(by=by, pk=pk, among=audits_made_by(by), remedy=remedy)


@transaction.atomic
def print_audit(*, by: Person, pk: int) -> PrintOut:
    """By whoever sees the audit."""
    visit = audits_visible_to(by).select_related("by").prefetch_related(*TOLD).get(pk=pk)
    one = producers_visible_to(by).select_related("place").get(pk=int(visit.subject_key))
    document, kind = visit_document(visit, about_audit(visit, one)), "produce.audit_minutes"
    return print_minutes(by=by, document=document, kind=kind, key=f"visit:{pk}", place=one.place)


def refuse_unless_maker(by: Person, pk: int) -> None:
    """Raises Visit.DoesNotExist for what the person may not even see."""
    audits_visible_to(by).get(pk=pk)
    if not audits_made_by(by).filter(pk=pk).exists():
        raise PermissionDenied


def refuse_unless(by: Person, observation: int, *, answers: bool) -> None:
    seen = Observation.objects.get(pk=observation, visit__in=audits_visible_to(by).values("pk"))
    mine = audits_answered_by(by) if answers else audits_made_by(by)
    if not mine.filter(pk=seen.visit_id).exists():
        raise PermissionDenied
