"""Writes: condition rounds of sites, as visits; here stands only who may do what, and that no photo tells where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from openntm.codes.services.minutes import print_minutes
from openntm.heritage.access import SUBJECT, rounds_answered_by, rounds_made_by, rounds_visible_to, sites_visible_to
from openntm.heritage.documents import about_round
from openntm.heritage.queries.rounds import checklist_for
from openntm.heritage.services.refusals import SiteEnded
from openntm.office.access import may, today
from openntm.office.files.accept import accepted_type, within_limit
from openntm.office.files.strip import stripped
from openntm.office.models import Person, PrintOut
from openntm.office.roles import Action
from openntm.visits import services as visits
from openntm.visits.documents import TOLD, visit_document
from openntm.visits.models import Observation, Visit, VisitAnswer, VisitPhoto, VisitSignature


@transaction.atomic
def start_round(*, by: Person, site: int, day: date) -> Visit:
    one = sites_visible_to(by).select_related("place").get(pk=site)
    if not may(by, Action.CHECK_HERITAGE, one.place, today()):
        raise PermissionDenied
    if one.ended_on:
        raise SiteEnded
    given: dict[str, Any] = {
        "by": by,
        "place": one.place,
        "subject_kind": SUBJECT,
        "subject_key": str(one.pk),
        "day": day,
    }
    return visits.start_visit(**given, kind=Visit.Kind.CONDITION, subject=checklist_for(one))


def answer_round(*, by: Person, pk: int, answers: Mapping[str, tuple[str, str]]) -> list[VisitAnswer]:
    return visits.answer_items(by=by, pk=pk, among=made(by, pk), answers=answers)


def add_round_photo(*, by: Person, pk: int, upload: UploadedFile, **given: Any) -> VisitPhoto:
    """`given`: what the device tells, the item or the observation; where it was is not kept."""
    told = {name: value for name, value in given.items() if name not in VisitPhoto.PERSONAL}
    return visits.add_photo(by=by, pk=pk, among=made(by, pk), upload=without_position(upload), **told)


def sign_round(*, by: Person, pk: int, upload: UploadedFile, **given: Any) -> VisitSignature:
    """`given`: name, role, signed_at, covers; a photo of a signature knows where it was taken, too."""
    return visits.sign_visit(by=by, pk=pk, among=made(by, pk), upload=without_position(upload), **given)


def observe(*, by: Person, pk: int, photo: UploadedFile | None = None, **given: Any) -> Observation:
    """`given`: severity, text, demand (the repair that is needed), due, item."""
    among = made(by, pk)
    return visits.add_observation(by=by, pk=pk, among=among, photo=photo and without_position(photo), **given)


def close_round(*, by: Person, pk: int, result: str) -> Visit:
    return visits.close_visit(by=by, pk=pk, among=made(by, pk), result=result)


def answer_repair(*, by: Person, pk: int, answer: str, photo: UploadedFile | None = None) -> Observation:
    """`pk` is that of the observation."""
    among = rounds_answered_by(by)
    refuse_unless_among(by, pk, among)
    given: dict[str, Any] = {"answer": answer, "photo": photo and without_position(photo)}
    return visits.answer_observation(by=by, pk=pk, among=among, **given)


def close_repair(*, by: Person, pk: int, remedy: str) -> Observation:
    """`pk` is that of the observation; who makes rounds has seen the repair."""
    among = rounds_made_by(by)
    refuse_unless_among(by, pk, among)
    return visits.close_observation(by=by, pk=pk, among=among, remedy=remedy)


def without_position(upload: UploadedFile) -> UploadedFile:
    """A picture as its pixels alone: whoever reads the figures of the commune may open it, but not learn where it
    was taken."""
    content = within_limit(upload)
    copy = stripped(content, accepted_type(content))
    return upload if copy is None else SimpleUploadedFile(upload.name or "", copy)


@transaction.atomic
def print_round(*, by: Person, pk: int) -> PrintOut:
    """By whoever sees the round."""
    visit = rounds_visible_to(by).select_related("by", "place").prefetch_related(*TOLD).get(pk=pk)
    site = sites_visible_to(by).select_related("place").get(pk=int(visit.subject_key))
    document, kind = visit_document(visit, about_round(visit, site)), "heritage.round_minutes"
    return print_minutes(by=by, document=document, kind=kind, key=f"visit:{pk}", place=visit.place)


def made(by: Person, pk: int) -> Any:
    """Raises Visit.DoesNotExist for what the person may not even see."""
    rounds_visible_to(by).get(pk=pk)
    among = rounds_made_by(by)
    if not among.filter(pk=pk).exists():
        raise PermissionDenied
    return among


def refuse_unless_among(by: Person, observation: int, among: Any) -> None:
    seen = Observation.objects.get(pk=observation, visit__in=rounds_visible_to(by).values("pk"))
    if not among.filter(pk=seen.visit_id).exists():
        raise PermissionDenied
