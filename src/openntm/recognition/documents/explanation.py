"""Thuyết minh theo từng tiêu chí: what was found of each indicator and why, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from openntm.criteria import CriterionResult, Finding
from openntm.office.documents import Block, Document, Heading, Paragraph
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.judged import Judged
from openntm.recognition.documents.results import note
from openntm.recognition.documents.words import verdict


@dataclass(frozen=True)
class Explanation:
    """`remarks` are what the commune adds in its own words, by criterion."""

    head: Head
    request: Request
    judged: Judged
    remarks: dict[str, str]


def explanation(facts: Explanation) -> Document:
    return document(
        facts.head,
        "BC",
        title="BÁO CÁO THUYẾT MINH",
        abstract=f"Kết quả thực hiện từng tiêu chí {facts.request.what}",
        blocks=(
            *(block for one in facts.judged.result.criteria for block in of_criterion(facts, one)),
            Paragraph(note(facts.judged), italic=True),
        ),
        receivers=("Hồ sơ đề nghị công nhận", "Lưu: VT, NTM"),
    )


def of_criterion(facts: Explanation, one: CriterionResult) -> Iterator[Block]:
    yield Heading(f"Tiêu chí số {one.id}. {one.title.vi}", 2)
    yield Paragraph(
        f"{verdict(one)}; {one.indicators_met}/{one.indicators_total} chỉ tiêu áp dụng đạt.", lead="Kết quả:"
    )
    if not one.findings:
        yield Paragraph("Hệ thống chưa có chỉ tiêu nào của tiêu chí này.")
    for finding in one.findings:
        yield Paragraph(said(facts.judged, finding), lead=f"{finding.indicator}. {finding.title.vi}.")
    if remark := facts.remarks.get(one.id, ""):
        yield Paragraph(remark, lead="Thuyết minh thêm:")


def said(judged: Judged, finding: Finding) -> str:
    source = judged.source_of(finding.indicator)
    return finding.reason_vi + (f" Nguồn số liệu: {source}." if source else "")
