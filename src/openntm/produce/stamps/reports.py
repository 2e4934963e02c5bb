"""What shoppers report about stamps, and what the office answers."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.codes.queries import plain_token, read_code
from openntm.office.access import acting_for, today
from openntm.office.files import keep_for_stranger
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.services import tell
from openntm.office.strangers import no_address
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.produce.models import Lot, StampReport
from openntm.produce.stamps.access import reports_visible_to
from openntm.produce.stamps.content import lot_of
from openntm.produce.stamps.handlers import handlers_of
from openntm.produce.stamps.refusals import AlreadyHandled, AnswerMissing

SALT, LASTS = "stamp-report", 3600  # seconds in which who reported may add to it
LONGEST_TOKEN = 40


@dataclass(frozen=True)
class Meant:
    """What a reported code is, as far as it is one of ours."""

    run: int | None = None
    index: int | None = None
    lot: Lot | None = None
    place: Place | None = None


def meant(token: str) -> Meant:
    """Without a lot, the place of the run; of a code that is not ours, nothing."""
    found = read_code(token)
    if found is None:
        return Meant()
    lot = lot_of(found.stock.key)
    return Meant(found.run.number, found.index, lot, lot.place if lot else found.run.place)


@transaction.atomic
def receive_report(
    *,
    token: str,
    kind: str,
    text: str = "",
    seen_at: str = "",
    contact: str = "",
    photo: UploadedFile | None = None,
    trapped: bool = False,
) -> StampReport:
    """Of somebody without an account: no address stands in the log either. Nobody is told of what looks like spam."""
    with no_address():
        given, what = {"text": clean(text), "seen_at": clean(seen_at), "contact": clean(contact)}, meant(token)
        report = StampReport.objects.create(
            token=plain_token(token)[:LONGEST_TOKEN],
            kind=kind,
            at=timezone.now(),
            is_suspect=trapped,
            photo=keep_for_stranger(photo) if photo else None,
            **vars(what),
            **given,
        )
        record(None, "stamp_report.receive", report, after=row(report, ["kind", "token"]), place=what.place)
        if not trapped:
            tell_handlers(report, today())
        return report


@transaction.atomic
def add_to_report(
    *,
    sealed: str,
    text: str = "",
    seen_at: str = "",
    contact: str = "",
    photo: UploadedFile | None = None,
    trapped: bool = False,
    **_: str,
) -> StampReport:
    """By who sent it, within an hour; raises BadSignature. What was said stays where nothing new is said."""
    with no_address():
        pk = signing.loads(sealed, salt=SALT, max_age=LASTS)
        report = StampReport.objects.select_for_update(of=("self",)).get(pk=pk)
        if report.state == StampReport.State.CLOSED:
            raise AlreadyHandled
        report.text, report.seen_at = clean(text) or report.text, clean(seen_at) or report.seen_at
        report.contact, report.is_suspect = clean(contact) or report.contact, report.is_suspect or trapped
        report.photo = keep_for_stranger(photo) if photo else report.photo
        report.save(update_fields=["text", "seen_at", "contact", "photo", "is_suspect"])
        record(None, "stamp_report.add", report, place=report.place)
        return report


def sealed_pk(report: StampReport) -> str:
    return signing.dumps(report.pk, salt=SALT)


@transaction.atomic
def take_up_report(*, by: Person, pk: int) -> StampReport:
    report = open_report(by, pk)
    if report.state != StampReport.State.NEW:
        raise AlreadyHandled
    return moved(by, report, StampReport.State.OPEN, "stamp_report.take_up")


@transaction.atomic
def close_report(*, by: Person, pk: int, answer: str) -> StampReport:
    """How to reach who reported is forgotten with it."""
    report = open_report(by, pk)
    if not answer.strip():
        raise AnswerMissing
    report.answer, report.contact = clean(answer), ""
    return moved(by, report, StampReport.State.CLOSED, "stamp_report.close")


def open_report(by: Person, pk: int) -> StampReport:
    report = reports_visible_to(by, today()).select_for_update(of=("self",)).get(pk=pk)
    if report.state == StampReport.State.CLOSED:
        raise AlreadyHandled
    return report


def moved(by: Person, report: StampReport, state: str, verb: str) -> StampReport:
    before = row(report, ["state"])
    report.state, report.handled_by, report.handled_at = state, by, timezone.now()
    report.save(update_fields=["state", "handled_by", "handled_at", "answer", "contact"])
    place = report.place
    behalf = acting_for(by, Action.HANDLE_STAMP_REPORTS, place, today()) if place else None
    after = row(report, ["state"])
    record(by, verb, report, before=before, after=after, place=place, reason=report.answer, on_behalf_of=behalf)
    return report


def tell_handlers(report: StampReport, on: date) -> None:
    """Once a day for each lot, or for all codes that are not ours: a flood of reports is one notice."""
    with override(settings.LANGUAGE_CODE):
        subject = _("A shopper reports a stamp: %(what)s") % {"what": report.lot or report.token}
        about = f"lot {report.lot.pk}" if report.lot else f"place {report.place.pk}" if report.place else "unknown"
        for unit, person in handlers_of(report.place, on):
            url = reverse("produce:stamp_reports", args=[unit.code, on.isoformat()])
            tell(person=person, key=f"stamp_report:{about}:{on}:{person.pk}", subject=subject, url=url)
