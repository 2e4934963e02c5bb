"""A document is rendered with its code, kept as Word and PDF, and can be checked by everybody from then on."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.access import acting_for, may, today
from openntm.office.access.print_outs import print_outs_visible_to
from openntm.office.documents import Document, Verification, lines, render_docx, render_pdf
from openntm.office.documents.text import cleaned
from openntm.office.files import content, keep
from openntm.office.log import record
from openntm.office.models import DocumentTemplate, Person, PrintOut
from openntm.office.printed import current_print_out, in_force
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.vietnamese import fold


class DocumentKindUnknown(Exception):
    """Every kind of document stands in the table of kinds, so that offices can replace its template."""


class MayNotWithdraw(Exception):
    """Only who may publish files of the place withdraws its print-outs."""


class PrintOutWithdrawn(Exception):
    """The print-out was withdrawn before."""


@transaction.atomic
def print_document(
    *,
    by: Person,
    document: Document,
    kind: str,
    key: str,
    place: Place,
    code: Callable[[str], Verification],
    illustrative: bool = False,
    anew: bool = False,
    on_behalf_of: Person | None = None,
) -> PrintOut:
    """The last print-out of `kind` and `key` while it says the same; `code` mints one (`codes.print_out_code`)."""
    if kind not in settings.DOCUMENT_KINDS:
        raise DocumentKindUnknown(kind)
    marked = replace(document, mark=document.mark or lines.ILLUSTRATIVE) if illustrative else document
    template = in_force(kind, place, today()).template
    content_sha256, last = content_hash(marked, template), current_print_out(kind, key)
    if last and last.content_sha256 == content_sha256 and not anew:
        return last
    verification = code(f"{kind}:{key}")
    made = kept_print_out(by, replace(marked, verification=verification), template, place)
    made.kind, made.subject_key, made.content_sha256, made.illustrative = kind, key, content_sha256, illustrative
    made.save(force_insert=True)
    files = {"docx": made.docx.sha256, "pdf": made.pdf.sha256}
    after = {"document_kind": kind, "document": made.title, "code": made.code, "day": made.day, **files}
    record(by, "document.print", made, after=after, place=place, on_behalf_of=on_behalf_of)
    return made


def kept_print_out(by: Person, document: Document, template: DocumentTemplate | None, place: Place) -> PrintOut:
    """Both files rendered and kept; the row is not written yet."""
    own = content(template.file) if template and template.file else None
    assert document.verification
    token = document.verification.token
    name = file_name(document, token)
    files = {"docx": render_docx(document, own), "pdf": render_pdf(document)}
    kept = {end: keep(SimpleUploadedFile(f"{name}.{end}", body), by, place=place) for end, body in files.items()}
    plain = cleaned(document)
    return PrintOut(
        code=token,
        title=one_line(f"{plain.title} {plain.abstract}", 300),
        number=plain.number[:60],
        issuer=one_line(plain.issuer, 200),
        day=plain.day,
        place=place,
        docx=kept["docx"],
        pdf=kept["pdf"],
        made_by=by,
        made_at=timezone.now(),
    )


def content_hash(document: Document, template: DocumentTemplate | None) -> str:
    """Of what the document says, without its code, and of the office's own template: a new one asks for a new print."""
    own = template.file.sha256 if template and template.file else ""
    said = {"document": asdict(replace(cleaned(document), verification=None)), "template": own}
    return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def file_name(document: Document, token: str) -> str:
    """Readable on every machine: `quyet-dinh-37-qd-ubnd-2024-01-09-….pdf`."""
    day = document.day.isoformat() if document.day else ""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(f"{document.title} {document.number} {day}"))
    return "-".join([*words.split()[:20], token[:6].lower()]) or token.lower()


def one_line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]


@transaction.atomic
def withdraw_print_out(*, by: Person, pk: int, reason: str, on: date) -> PrintOut:
    """The files stay; the verification page says from now on that the print-out does not hold, and why."""
    print_out = print_outs_visible_to(by, on).select_for_update(of=("self",)).get(pk=pk)
    if print_out.place is None or not may(by, Action.PUBLISH_FILES, print_out.place, on):
        raise MayNotWithdraw
    if print_out.withdrawn_why:
        raise PrintOutWithdrawn
    take_back(by, print_out, reason, on_behalf_of=acting_for(by, Action.PUBLISH_FILES, print_out.place, on))
    return print_out


def take_back(by: Person, print_out: PrintOut, reason: str, *, on_behalf_of: Person | None) -> None:
    """Inside the transaction of an act that asked for the right, as when a receipt is made void."""
    print_out.withdrawn_why = reason
    print_out.save(update_fields=["withdrawn_why"])
    after = {"code": print_out.code, "document": print_out.title}
    place = print_out.place
    record(by, "document.withdraw", print_out, after=after, place=place, reason=reason, on_behalf_of=on_behalf_of)
