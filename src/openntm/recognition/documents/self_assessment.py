"""Biểu tự đánh giá: the table of all criteria and indicators alone, as it is handed to those who verify."""

from dataclasses import dataclass

from openntm.office.documents import Document, Paragraph, Table
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.judged import Judged
from openntm.recognition.documents.results import DETAIL, detail_rows, note, overall, source_list


@dataclass(frozen=True)
class SelfAssessment:
    head: Head
    request: Request
    judged: Judged


def self_assessment(facts: SelfAssessment) -> Document:
    judged = facts.judged
    return document(
        facts.head,
        "B",
        title="BIỂU TỰ ĐÁNH GIÁ",
        abstract=f"Mức độ đạt từng tiêu chí, chỉ tiêu {facts.request.what}",
        blocks=(
            *overall(judged, facts.request),
            Table(DETAIL, tuple(detail_rows(judged)), note=source_list(judged)),
            Paragraph(note(judged), italic=True),
        ),
        receivers=("Hồ sơ", "Lưu: VT, NTM"),
    )
