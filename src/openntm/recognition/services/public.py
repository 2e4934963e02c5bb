"""Writes: comments of strangers on a consultation, and what they ask about a decision; who reads them decides."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, today
from openntm.office.files import keep
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.strangers import no_address
from openntm.office.working_days import add_working_days
from openntm.participation.report_rules import rules
from openntm.participation.suspicion import is_suspect
from openntm.places.vietnamese import clean
from openntm.recognition.access.public import review_requests_visible_to
from openntm.recognition.models import Consultation, Decision, Opinion, PublicComment, ReviewRequest
from openntm.recognition.queries.decisions import place_of
from openntm.recognition.services.opinions import (
    ConsultationOver,
    consultation_or_refuse,
    holder_or_refuse,
    write_opinion,
)
from openntm.recognition.services.public_telling import tell_of_comment, tell_of_review_request
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.steps import locked

DAYS = 10  # working days until a request about a decision is answered; the product's own proposal, no rule of law
State = PublicComment.State


class NothingWritten(Refused):
    sentence = _("Write what you want to say.")
    field = "text"


class AlreadyRead(Refused):
    sentence = _("Somebody was quicker: this was decided before.")


class ReasonNeeded(Refused):
    sentence = _("Say why.")
    field = "reason"


class AnswerNeeded(Refused):
    sentence = _("Write the answer.")
    field = "answer"


@transaction.atomic
def send_comment(*, consultation: int, text: str, agrees: bool | None = None, trapped: bool = False) -> PublicComment:
    """By somebody without an account, while the consultation lasts; no name and no address is kept."""
    found = Consultation.objects.select_related("dossier__place").get(pk=consultation)
    if not found.begins <= today() <= found.ends:
        raise ConsultationOver
    if not clean(text):
        raise NothingWritten
    given = {"consultation": found, "text": clean(text), "agrees": agrees}
    suspect = is_suspect(clean(text), rules(), trapped=trapped)
    comment = PublicComment.objects.create(at=timezone.now(), is_suspect=suspect, **given)
    with no_address():
        record(None, "comment.send", comment, place=found.dossier.place)
    if not suspect:
        tell_of_comment(comment, today())
    return comment


@transaction.atomic
def show_comment(*, by: Person, dossier: int, pk: int, text: str) -> Opinion:
    """In the words that everybody may read, as an opinion of a resident that is answered like all others."""
    comment, on_behalf_of = waiting_comment(by, dossier, pk)
    if not clean(text):
        raise NothingWritten
    day = timezone.localdate(comment.at)
    given = {"origin": Opinion.From.RESIDENT, "agrees": comment.agrees, "text": clean(text), "day": day}
    opinion = write_opinion(comment.consultation, by, on_behalf_of, **given)
    settle(comment, by, state=State.SHOWN, opinion=opinion)
    return opinion


@transaction.atomic
def keep_comment_back(*, by: Person, dossier: int, pk: int, reason: str) -> PublicComment:
    """How many were kept back is public."""
    comment, on_behalf_of = waiting_comment(by, dossier, pk)
    if not clean(reason):
        raise ReasonNeeded
    settle(comment, by, state=State.KEPT_BACK, reason=clean(reason))
    place = comment.consultation.dossier.place
    record(by, "comment.keep_back", comment, place=place, reason=clean(reason), on_behalf_of=on_behalf_of)
    return comment


def waiting_comment(by: Person, dossier: int, pk: int) -> tuple[PublicComment, Person | None]:
    """For who holds the dossier."""
    held = locked(by, dossier)
    on_behalf_of = holder_or_refuse(by, held)
    comments = PublicComment.objects.select_for_update(of=("self",)).select_related("consultation__dossier__place")
    comment = comments.get(pk=pk, consultation__dossier=held)
    if comment.state != State.NEW:
        raise AlreadyRead
    return comment, on_behalf_of


def settle(comment: PublicComment, by: Person, **values: object) -> None:
    for field, value in values.items():
        setattr(comment, field, value)
    comment.decided_by, comment.decided_at = by, timezone.now()
    comment.save(update_fields=[*values, "decided_by", "decided_at"])


@transaction.atomic
def show_report(*, by: Person, pk: int, upload: UploadedFile) -> Consultation:
    """The file that is open for everybody on the page of the consultation."""
    found, on_behalf_of = consultation_or_refuse(by, pk)
    place = found.dossier.place
    found.report = keep(upload, by, place=place)
    found.save(update_fields=["report"])
    after = {"file": found.report.sha256}
    record(by, "consultation.show", found, after=after, place=place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def ask_for_review(*, decision: int, reason: str, contact: str = "", trapped: bool = False) -> ReviewRequest:
    """By anybody affected, without an account."""
    found = Decision.objects.get(pk=decision)
    if not clean(reason):
        raise ReasonNeeded
    given = {"decision": found, "reason": clean(reason), "contact": clean(contact)}
    due = add_working_days(today(), DAYS)
    suspect = is_suspect(clean(reason), rules(), trapped=trapped)
    asked = ReviewRequest.objects.create(at=timezone.now(), due=due, is_suspect=suspect, **given)
    with no_address():
        record(None, "review.ask", asked, place=place_of(found))
    if not suspect:
        tell_of_review_request(asked, today())
    return asked


@transaction.atomic
def answer_review(*, by: Person, pk: int, is_granted: bool, answer: str) -> ReviewRequest:
    """In public; how to reach who asked is forgotten with it. A title is reviewed by its own act."""
    asked = review_requests_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    if asked.answered_at is not None:
        raise AlreadyRead
    if not clean(answer):
        raise AnswerNeeded
    asked.answer, asked.is_granted, asked.contact = clean(answer), is_granted, ""
    asked.answered_by, asked.answered_at = by, timezone.now()
    asked.save(update_fields=["answer", "is_granted", "contact", "answered_by", "answered_at"])
    place = place_of(asked.decision)
    behalf = acting_for(by, Action.RECORD_DECISIONS, place, today()) if place else None
    record(by, "review.answer", asked, after={"granted": is_granted}, place=place, on_behalf_of=behalf)
    return asked
