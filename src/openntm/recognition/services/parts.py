"""Writes: parts handed in as files, and answers to the points of a return."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.files import keep
from openntm.office.log import record
from openntm.office.models import Person, PrintOut, StoredFile
from openntm.recognition.models import Dossier, DossierPart, ReturnPoint
from openntm.recognition.procedure.guards import Refusal
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.rules import Part
from openntm.recognition.queries.parts import versions_of
from openntm.recognition.services.binding import preparer
from openntm.recognition.services.steps import StepRefused, actor_or_refuse, locked, refuse_day, refuse_elsewhere


class PartUnknown(StepRefused):
    said = (Refusal("part", "Hồ sơ này không có thành phần đó.", "The dossier has no such part."),)


class AnswerMissing(StepRefused):
    said = (Refusal("answer", "Hãy ghi nội dung trả lời.", "Write the answer."),)


@transaction.atomic
def hand_in_part(*, by: Person, pk: int, part: str, upload: UploadedFile) -> DossierPart:
    """A new version of the part; earlier ones stay."""
    dossier = locked(by, pk)
    asked, on_behalf_of = part_or_refuse(by, dossier, part)
    return add_part(by, dossier, asked, keep(upload, by, place=dossier.place), None, on_behalf_of)


def part_or_refuse(by: Person, dossier: Dossier, part: str) -> tuple[Part, Person | None]:
    """The part as the data has it, and on whose behalf the person adds it."""
    law = load_procedure(dossier.procedure)
    if part not in law.part_by_id:
        raise PartUnknown
    actor = law.actors[law.part_by_id[part].by]
    on_behalf_of = actor_or_refuse(by, actor, dossier.place)
    refuse_elsewhere(dossier, actor)
    return law.part_by_id[part], on_behalf_of


def add_part(
    by: Person, dossier: Dossier, part: Part, file: StoredFile, print_out: PrintOut | None, on_behalf_of: Person | None
) -> DossierPart:
    """Inside the caller's transaction, with the dossier locked; one that rests on figures is bound to them."""
    held = versions_of(dossier).get(part.id, [])
    found = DossierPart.objects.create(
        dossier=dossier,
        part=part.id,
        version=held[0].version + 1 if held else 1,
        file=file,
        print_out=print_out,
        assessment=dossier.assessment if part.rests_on_figures else None,
        by=by,
        at=timezone.now(),
    )
    after = {"part": part.vi, "version": found.version, "file": file.sha256}
    record(by, "dossier.part", found, after=after, place=dossier.place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def answer_point(*, by: Person, pk: int, point: int, answer: str, day: date) -> ReturnPoint:
    """By those who prepare the dossier, or by the district for what the province returned to it."""
    dossier = locked(by, pk)
    found = ReturnPoint.objects.select_related("step").get(pk=point, step__dossier=dossier)
    law = load_procedure(dossier.procedure)
    target = law.by_id[found.step.transition].back_to
    actor = law.actors[law.states[target].held_by or ""] if target else preparer(dossier)
    on_behalf_of = actor_or_refuse(by, actor, dossier.place)
    refuse_elsewhere(dossier, actor)
    refuse_day(day, found.step.day)
    if not answer.strip():
        raise AnswerMissing
    found.answer, found.answered_by, found.answered_on = answer.strip(), by, day
    found.save(update_fields=["answer", "answered_by", "answered_on"])
    record(by, "dossier.answer", found, after={"day": day.isoformat()}, place=dossier.place, on_behalf_of=on_behalf_of)
    return found
