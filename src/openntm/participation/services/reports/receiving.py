"""What comes in: a draft that is sent, a voice that joins another report, what an officer writes for somebody."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from openntm.codes.services.standing import standing_code
from openntm.office.access import today
from openntm.office.files import keep_for_stranger
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.strangers import no_address
from openntm.participation.models import Report, ReportVoice
from openntm.participation.report_rules import rules
from openntm.participation.services.reports.pictures import drop_files
from openntm.participation.services.reports.refusals import (
    ConsentMissing,
    NothingSaid,
    SpeakerMissing,
    VoiceCounted,
)
from openntm.participation.services.reports.telling import tell_handlers
from openntm.participation.services.reports.writing import Event, changed, due_in, note, sent
from openntm.participation.suspicion import Sent, points, signs_in
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.works.models import Work

CODE = "report"  # the kind of the code by which a reporter comes back


@transaction.atomic
def begin_report(
    *,
    place: Place,
    kind: str,
    text: str = "",
    where: str = "",
    work: Work | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    contact: str = "",
    photo: UploadedFile | None = None,
    trapped: bool = False,
    seconds: float | None = None,
) -> Report:
    """A draft of somebody without an account; whoever leaves now has sent nothing, and it is soon forgotten."""
    text = clean(text)
    if not text and photo is None:
        raise NothingSaid
    signs = signs_in(Sent(text, trapped, seconds, same_before(text)), rules())
    return Report.objects.create(
        place=place,
        work=work,
        kind=kind,
        text=text,
        where=clean(where),
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        contact=clean(contact),
        photo=keep_for_stranger(photo) if photo else None,
        at=timezone.now(),
        signs=signs,
        is_suspect=points(signs, rules()) >= rules().suspect,
        state=Report.State.DRAFT,
    )


def same_before(text: str) -> int:
    since = timezone.now() - timedelta(days=rules().signs["same"].among)
    return Report.objects.filter(text=text, at__gte=since).count() if text else 0


@transaction.atomic
def send_report(*, pk: int) -> Report:
    """Sent twice it is one report: the second time finds it sent."""
    report = Report.objects.select_for_update(of=("self",)).select_related("place").get(pk=pk)
    if report.state != Report.State.DRAFT:
        return report
    with no_address():
        return arrived(report, None)


@transaction.atomic
def enter_report(*, by: Person, speaker: str, consented: bool, **said: Any) -> Report:
    """For a person without telephone or e-mail: who spoke and who wrote are both on record."""
    if not consented:
        raise ConsentMissing
    if not clean(speaker):
        raise SpeakerMissing
    report = begin_report(**said)
    report.speaker, report.consented, report.entered_by = clean(speaker), True, by
    report.signs, report.is_suspect = [], False
    report.save(update_fields=["speaker", "consented", "entered_by", "signs", "is_suspect"])
    return arrived(report, by)


def arrived(report: Report, by: Person | None) -> Report:
    """On record, with its code and its deadline; the handlers are told unless it looks like spam."""
    standing_code(kind=CODE, key=str(report.pk))
    note(report, Event.RECEIVED, by)
    due = due_in("moderate", today())
    changed(report, "receive", by, state=Report.State.RECEIVED, due=due, at=timezone.now())
    if not report.is_suspect:
        tell_handlers(report, today())
    return report


@transaction.atomic
def add_voice(*, pk: int, mark: str) -> ReportVoice:
    """Somebody has seen it too: counted, one a network and day."""
    report = sent(pk)
    if not report.is_public:
        raise Report.DoesNotExist
    try:
        with transaction.atomic():
            voice = ReportVoice.objects.create(report=report, day=today(), mark=mark)
    except IntegrityError:
        raise VoiceCounted from None
    with no_address():
        record(None, "resident_report.voice", report, place=report.place)
    return voice


@transaction.atomic
def join_report(*, draft: int, pk: int, mark: str) -> ReportVoice:
    """Instead of a second report of the same: the draft goes, and its picture with it."""
    voice = add_voice(pk=pk, mark=mark)
    drafts = Report.objects.filter(pk=draft, state=Report.State.DRAFT)
    pictures = [one.photo_id for one in drafts if one.photo_id]
    drafts.delete()
    drop_files(pictures)
    return voice
