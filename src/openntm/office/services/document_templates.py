"""An office puts a template of its own in place of the product's, or goes back."""

from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.access import acting_for, may
from openntm.office.documents.word_check import LARGEST, TemplateRefused, check_template
from openntm.office.files import keep
from openntm.office.log import record
from openntm.office.models import DocumentTemplate, Person
from openntm.office.printed import own_template
from openntm.office.roles import Action
from openntm.places.models import Place

__all__ = ["MayNotReplace", "NoOwnTemplate", "TemplateRefused", "drop_template", "put_template"]


class MayNotReplace(Exception):
    """The person's posts do not let them replace templates at this place."""


class NoOwnTemplate(Exception):
    """The place has no template of its own for this document."""


class DocumentUnknown(Exception):
    """No document of this kind is printed."""


@transaction.atomic
def put_template(*, by: Person, kind: str, place: Place, upload: UploadedFile, on: date) -> DocumentTemplate:
    """It holds for the place and everything under it that has none of its own; raises TemplateRefused."""
    refuse_unless_allowed(by, kind, place, on)
    check_template(upload.read(LARGEST + 1))
    upload.seek(0)
    file = keep(upload, by, place=place)
    template = DocumentTemplate.objects.create(kind=kind, place=place, file=file, put_by=by, put_at=timezone.now())
    after = {"document_kind": kind, "sha256": file.sha256}
    record(by, "template.put", template, after=after, place=place, on_behalf_of=lender(by, place, on))
    return template


@transaction.atomic
def drop_template(*, by: Person, kind: str, place: Place, reason: str, on: date) -> DocumentTemplate:
    """What holds above holds again: a superior's template, or the product's."""
    refuse_unless_allowed(by, kind, place, on)
    own = own_template(kind, place)
    if own is None or own.file is None:
        raise NoOwnTemplate
    template = DocumentTemplate.objects.create(kind=kind, place=place, file=None, put_by=by, put_at=timezone.now())
    before, after = {"sha256": own.file.sha256}, {"document_kind": kind}
    behalf = lender(by, place, on)
    record(by, "template.drop", template, before=before, after=after, place=place, reason=reason, on_behalf_of=behalf)
    return template


def refuse_unless_allowed(by: Person, kind: str, place: Place, on: date) -> None:
    if not may(by, Action.REPLACE_TEMPLATES, place, on):
        raise MayNotReplace
    if kind not in settings.DOCUMENT_KINDS:
        raise DocumentUnknown


def lender(by: Person, place: Place, on: date) -> Person | None:
    return acting_for(by, Action.REPLACE_TEMPLATES, place, on)
