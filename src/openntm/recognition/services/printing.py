"""Writes: parts of a dossier, minutes, decisions and certificates that the product prints itself."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.codes.services import print_out_code
from openntm.office.access import acting_for, may, today
from openntm.office.documents import Document
from openntm.office.models import Person, PrintOut
from openntm.office.printed import current_print_out, in_force
from openntm.office.roles import Action
from openntm.office.services.print_outs import content_hash, print_document
from openntm.places.models import Place
from openntm.recognition.models import Decision, Dossier, DossierPart, Sitting, TitleRecord
from openntm.recognition.procedure.guards import Refusal
from openntm.recognition.procedure.rules import Part
from openntm.recognition.queries.documents import NothingToPrint, part_document
from openntm.recognition.queries.parts import versions_of
from openntm.recognition.queries.rulings import (
    certificate_document,
    decision_document,
    minutes_document,
    sitting_of,
)
from openntm.recognition.services.parts import add_part, part_or_refuse
from openntm.recognition.services.steps import StepRefused, locked, refuse_day

T = TypeVar("T")
MINUTES = "council_minutes"
MISSING = {
    "assessment": (
        "Hãy chốt số liệu và gắn vào hồ sơ trước.",
        "Freeze an assessment and bind it to the dossier first.",
    ),
    "snapshot": (
        "Bản chốt không tính lại được như khi chốt: hãy chốt lại và gắn vào hồ sơ.",
        "The frozen assessment cannot be computed again: freeze and bind another one.",
    ),
    "consultation": ("Chưa có đợt lấy ý kiến nào.", "No consultation is recorded."),
    "meeting": ("Chưa ghi nhận cuộc họp đề nghị công nhận.", "The meeting is not recorded."),
    "satisfaction": ("Chưa nhập kết quả lấy ý kiến hài lòng.", "The satisfaction of residents is not recorded."),
    "debt": ("Chưa xác nhận tình hình nợ xây dựng cơ bản.", "The construction debt is not confirmed."),
    "reviews": ("Chưa có nhận xét tiêu chí nào.", "No criterion is reviewed."),
    "sitting": ("Hội đồng chưa họp xong về hồ sơ này.", "No sitting of a council on it is closed."),
    "units": ("Quyết định chưa nêu đơn vị nào.", "The decision names no unit."),
    "decision": ("Danh hiệu này không có quyết định lập tại đây.", "The title has no decision made here."),
}


class PartNotGenerated(StepRefused):
    said = (Refusal("generated", "Thành phần này được nộp bằng tệp.", "This part is handed in as a file."),)


class NotRecordedYet(StepRefused):
    """What the document tells has not been recorded."""


class SittingNotClosed(StepRefused):
    said = (
        Refusal("closed", "Biên bản chỉ lập khi phiên họp đã kết thúc.", "Minutes are printed of a closed sitting."),
    )


class MadeElsewhere(StepRefused):
    said = (
        Refusal(
            "elsewhere",
            "Quyết định này không ban hành trên hệ thống: hãy dùng bản gốc.",
            "This decision was not made here: use the original.",
        ),
    )


@transaction.atomic
def print_part(
    *, by: Person, pk: int, part: str, day: date | None = None, day_if_new: date | None = None
) -> DossierPart:
    """A new version, of `day_if_new` or today; the last one where it says the same. `day` holds in any case."""
    dossier = locked(by, pk)
    asked, on_behalf_of = part_or_refuse(by, dossier, part)
    if asked.generated is None:
        raise PartNotGenerated
    for given in (day, day_if_new):
        if given is not None:
            refuse_day(given, dossier.opened_on)
    print_out = part_print_out(by, dossier, asked, (day, day_if_new or today()), on_behalf_of)
    last = versions_of(dossier).get(part, [None])[0]
    bound = dossier.assessment_id if asked.rests_on_figures else None
    if last and last.print_out_id == print_out.pk and last.assessment_id == bound:
        return last
    return add_part(by, dossier, asked, print_out.pdf, print_out, on_behalf_of)


def part_print_out(
    by: Person, dossier: Dossier, asked: Part, days: tuple[date | None, date], on_behalf_of: Person | None
) -> PrintOut:
    if asked.generated == MINUTES:
        sitting = told(lambda: sitting_of(dossier))
        return sitting.minutes or kept_minutes(by, sitting, on_behalf_of)
    (day, new_day), kind, key = days, f"recognition.{asked.generated}", f"dossier:{dossier.pk}:{asked.id}"
    last = current_print_out(kind, key)
    if day is None and last and last.day:
        document = told(lambda: part_document(dossier, asked, last.day or new_day))
        if last.content_sha256 == content_hash(document, in_force(kind, dossier.place, today()).template):
            return last
    document = told(lambda: part_document(dossier, asked, day or new_day))
    return printed(by, document, kind, key, dossier.place, on_behalf_of)


@transaction.atomic
def print_minutes(*, by: Person, sitting: Sitting) -> PrintOut:
    """Of a closed sitting; kept with it."""
    found = Sitting.objects.select_for_update(of=("self",)).select_related("council__place").get(pk=sitting.pk)
    place = found.council.place
    if not may(by, Action.RUN_COUNCILS, place, today()):
        raise PermissionDenied
    return kept_minutes(by, found, acting_for(by, Action.RUN_COUNCILS, place, today()))


def kept_minutes(by: Person, sitting: Sitting, on_behalf_of: Person | None) -> PrintOut:
    if sitting.state != Sitting.State.CLOSED:
        raise SittingNotClosed
    document, place = minutes_document(sitting), sitting.council.place
    sitting.minutes = printed(by, document, f"recognition.{MINUTES}", f"sitting:{sitting.pk}", place, on_behalf_of)
    sitting.save(update_fields=["minutes"])
    return sitting.minutes


@transaction.atomic
def print_decision(*, by: Person, decision: Decision) -> PrintOut:
    """The decision as Word and PDF, kept with it."""
    found = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    place, on_behalf_of = ruling_place(by, found)
    document = told(lambda: decision_document(found))
    found.print_out = printed(by, document, "recognition.decision", f"decision:{found.pk}", place, on_behalf_of)
    found.save(update_fields=["print_out"])
    return found.print_out


@transaction.atomic
def print_certificate(*, by: Person, title_record: TitleRecord) -> PrintOut:
    """What is handed over with the decision, one for each unit."""
    made = title_record.decision
    if made is None:
        raise MadeElsewhere
    place, on_behalf_of = ruling_place(by, made)
    document = told(lambda: certificate_document(title_record))
    key = f"title:{title_record.pk}"
    return printed(by, document, "recognition.certificate", key, place, on_behalf_of)


def ruling_place(by: Person, made: Decision) -> tuple[Place, Person | None]:
    """The issuer's place and on whose behalf the person prints; only of decisions made here."""
    if made.place is None or made.source_title:
        raise MadeElsewhere
    for action in (Action.SIGN_DECISIONS, Action.RECORD_DECISIONS):
        if may(by, action, made.place, today()):
            return made.place, acting_for(by, action, made.place, today())
    raise PermissionDenied


def printed(by: Person, document: Document, kind: str, key: str, place: Place, on_behalf_of: Person | None) -> PrintOut:
    return print_document(
        by=by,
        document=document,
        kind=kind,
        key=key,
        place=place,
        code=print_out_code,
        illustrative=bool(document.mark),
        on_behalf_of=on_behalf_of,
    )


def told(tell: Callable[[], T]) -> T:
    """What a document tells, or a refusal that says what is missing."""
    try:
        return tell()
    except NothingToPrint as nothing:
        raise NotRecordedYet(Refusal("missing", *MISSING[nothing.missing])) from nothing
