"""Tờ trình: a commune asks the body above it to verify or appraise its dossier."""

from dataclasses import dataclass
from typing import Literal

from openntm.criteria import CriteriaSet
from openntm.office.documents import Document, Paragraph, Points
from openntm.recognition.documents.bases import bases_on, lines
from openntm.recognition.documents.head import Head, Request, document


@dataclass(frozen=True)
class Submission:
    """`step` is what is asked for: verification (the district, until 2025-07-01) or appraisal (the province)."""

    head: Head
    request: Request
    addressee: str
    step: Literal["thẩm tra", "thẩm định"]
    attached: tuple[str, ...]
    law: CriteriaSet | None = None
    meeting: str = ""  # "Biên bản cuộc họp ngày 20 tháng 12 năm 2024"


def submission(facts: Submission) -> Document:
    head, request = facts.head, facts.request
    bases = bases_on(head.day, facts.law) if head.day else ()
    what = f"hồ sơ đề nghị xét, công nhận {request.what}"
    return document(
        head,
        "TTr",
        title="TỜ TRÌNH",
        abstract=f"Về việc đề nghị {facts.step} {what}",
        addressees=(facts.addressee,),
        bases=(*lines(bases), *([f"Căn cứ {facts.meeting}"] if facts.meeting else [])),
        blocks=(
            Paragraph(f"{head.body.name} kính trình {facts.addressee} {facts.step} {what}."),
            Paragraph("Hồ sơ kèm theo Tờ trình gồm có:"),
            Points(facts.attached, "1"),
            Paragraph(
                f"{head.body.name} cam kết chịu trách nhiệm về tính chính xác của hồ sơ và kính đề nghị "
                f"{facts.addressee} xem xét, {facts.step} theo quy định./."
            ),
        ),
        receivers=("Như trên", "Lưu: VT, NTM"),
    )
