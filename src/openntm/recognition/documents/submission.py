"""Tờ trình: a commune asks the body above it to verify or appraise its dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openntm.criteria import CriteriaSet
from openntm.office.documents import Block, Document, Paragraph, Points
from openntm.recognition.documents.bases import bases_on, lines
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.reviews import LAYERS, Layer
from openntm.recognition.documents.words import day_words


@dataclass(frozen=True)
class Submission:
    """`step` is what is asked for: verification (the district, until 2025-07-01) or appraisal (the province)."""

    head: Head
    request: Request
    addressee: str
    step: Layer
    attached: tuple[str, ...]
    law: CriteriaSet | None = None
    meeting_on: date | None = None


def submission(facts: Submission) -> Document:
    head, request, step = facts.head, facts.request, LAYERS[facts.step]
    bases = bases_on(head.day, facts.law) if head.day else ()
    what = f"hồ sơ đề nghị xét, công nhận {request.what}"
    return document(
        head,
        "TTr",
        title="TỜ TRÌNH",
        abstract=f"Về việc đề nghị {step} {what}",
        addressees=(facts.addressee,),
        bases=(
            *lines(bases),
            *([f"Căn cứ Biên bản cuộc họp {day_words(facts.meeting_on)}"] if facts.meeting_on else []),
        ),
        blocks=(
            Paragraph(f"{head.body.name} kính trình {facts.addressee} {step} {what}."),
            *attached(facts),
            Paragraph(
                f"{head.body.name} cam kết chịu trách nhiệm về tính chính xác của hồ sơ và kính đề nghị "
                f"{facts.addressee} xem xét, {step} theo quy định./."
            ),
        ),
        receivers=("Như trên", "Lưu: VT, NTM"),
    )


def attached(facts: Submission) -> Iterator[Block]:
    if facts.attached:
        yield Paragraph("Hồ sơ kèm theo Tờ trình gồm có:")
        yield Points(facts.attached, "1")
