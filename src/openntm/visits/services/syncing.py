"""Writes: acts in the field that a phone sends later, in their order and each once."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.models import Person
from openntm.visits.desk import Desk, Desks
from openntm.visits.models import FieldOperation, Observation, Visit
from openntm.visits.operations import Act, Answer, Close, Observe, Photo, Sign, Start, WithFile
from openntm.visits.services.refusals import (
    AnsweredMeanwhile,
    FileDamaged,
    KindUnknown,
    OfAnotherPerson,
    OperationDiffers,
    VisitClosed,
)


@transaction.atomic
def take_operation(*, by: Person, desks: Desks, act: Any, upload: UploadedFile | None = None) -> FieldOperation:
    """Sent again it changes nothing. Raises what the package's service raises; Visit.DoesNotExist for a visit that the
    person may not write; AnsweredMeanwhile where the item holds something else than the phone knew."""
    if act.person != by.pk:
        raise OfAnotherPerson
    if known := FieldOperation.objects.filter(uuid=act.uuid).first():
        if (known.person_id, known.fingerprint) != (by.pk, act.fingerprint):
            raise OperationDiffers
        return known
    taken = FieldOperation(uuid=act.uuid, person=by, kind=act.kind, made_at=act.at, received_at=timezone.now())
    taken.fingerprint = act.fingerprint
    if isinstance(act, Start):
        taken.visit = start(by, desks, act)
    else:
        taken.visit, desk = written(by, desks, act.visit)
        taken.made = ACTS[type(act)](by, desk, taken.visit, act, upload)
    taken.save()
    return taken


def start(by: Person, desks: Desks, act: Start) -> Visit:
    if act.subject_kind not in desks or act.visit != str(act.uuid):
        raise KindUnknown
    return desks[act.subject_kind].start(by=by, key=act.subject_key, kind=act.visit_kind, day=act.day)


def written(by: Person, desks: Desks, ref: str) -> tuple[Visit, Desk]:
    """The visit among those that the person may write; locked, so that nobody answers meanwhile."""
    visit = Visit.objects.select_for_update().get(pk=number_of(by, ref))
    if visit.subject_kind not in desks:
        raise KindUnknown
    desk = desks[visit.subject_kind]
    if not desk.made_by(by).filter(pk=visit.pk).exists():
        raise Visit.DoesNotExist
    if not visit.is_open:
        raise VisitClosed
    return visit, desk


def number_of(by: Person, ref: str) -> int:
    if ref.isascii() and ref.isdigit():
        return int(ref)
    try:
        begun = FieldOperation.objects.get(uuid=UUID(ref), person=by, kind=FieldOperation.Kind.START)
    except (ValueError, FieldOperation.DoesNotExist):
        raise Visit.DoesNotExist from None
    return begun.visit_id


def answer(by: Person, desk: Desk, visit: Visit, act: Answer, upload: UploadedFile | None) -> None:
    kept = visit.answers.select_related("by").filter(item=act.item).first()
    held = (kept.answer, kept.note) if kept else None
    if held not in (act.found.kept, act.base.kept if act.base else None):
        raise AnsweredMeanwhile(kept)
    desk.answer(by=by, pk=visit.pk, answers={act.item: (act.found.answer, act.found.note)})


def observe(by: Person, desk: Desk, visit: Visit, act: Observe, upload: UploadedFile | None) -> int:
    given = {"severity": act.severity, "text": act.text, "demand": act.demand, "due": act.due, "item": act.item}
    return desk.observe(by=by, pk=visit.pk, **given).pk


def photo(by: Person, desk: Desk, visit: Visit, act: Photo, upload: UploadedFile | None) -> int:
    given = act.model_dump(include={"item", "taken_at", "latitude", "longitude", "accuracy"})
    given["observation"] = observation_of(by, visit, act.observation) if act.observation else None
    return desk.add_photo(by=by, pk=visit.pk, upload=arrived(act, upload), **given).pk


def sign(by: Person, desk: Desk, visit: Visit, act: Sign, upload: UploadedFile | None) -> int:
    given = {"name": act.name, "role": act.role, "signed_at": act.at, "covers": act.seen.covers if act.seen else ""}
    return desk.sign(by=by, pk=visit.pk, upload=arrived(act, upload), **given).pk


def arrived(act: WithFile, upload: UploadedFile | None) -> UploadedFile:
    """As it left the device."""
    if upload is None or hashed(upload) != act.sha256:
        raise FileDamaged
    return upload


def observation_of(by: Person, visit: Visit, uuid: UUID) -> int | None:
    made = FieldOperation.objects.filter(uuid=uuid, person=by, visit=visit, kind=FieldOperation.Kind.OBSERVE).first()
    if made is None:
        raise Observation.DoesNotExist
    return made.made


def hashed(upload: UploadedFile) -> str:
    """Of what arrived, before anything else reads it."""
    found = hashlib.sha256(b"".join(upload.chunks())).hexdigest()
    upload.seek(0)
    return found


def close(by: Person, desk: Desk, visit: Visit, act: Close, upload: UploadedFile | None) -> None:
    desk.close(by=by, pk=visit.pk, result=act.result)


ACTS: dict[type[Act], Callable[..., int | None]] = {
    Answer: answer,
    Observe: observe,
    Photo: photo,
    Sign: sign,
    Close: close,
}
