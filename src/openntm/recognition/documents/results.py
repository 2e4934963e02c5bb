"""Báo cáo kết quả thực hiện: what stands in the frozen assessment, criterion by criterion, indicator by indicator."""

from collections.abc import Iterator
from dataclasses import dataclass

from openntm.criteria import Because, CriterionResult, Finding, Verdict
from openntm.criteria.reasons import figure_text
from openntm.office.documents import Block, Column, Document, Group, Heading, Paragraph, Points, Table, Total
from openntm.recognition.documents.bases import bases_on, listed
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.judged import Judged, asked_of
from openntm.recognition.documents.words import day_words, gap, upper_first, verdict

DETAIL = (
    Column("TT", 1.3, "center"),
    Column("Nội dung tiêu chí, chỉ tiêu", 4.8),
    Column("Yêu cầu (văn bản, điều khoản)", 4),
    Column("Kết quả thực hiện", 2.2, "center"),
    Column("Đánh giá", 1.8, "center"),
    Column("Nguồn số liệu, thời điểm", 2.5),
)
OPEN = {Because.NO_FIGURE: "Chưa có số liệu", Because.NO_THRESHOLD: "Chưa có ngưỡng"}
SUMMARY = (
    Column("TT", 1.2, "center"),
    Column("Tiêu chí", 7),
    Column("Chỉ tiêu đạt / áp dụng", 3, "center"),
    Column("Đánh giá", 3, "center"),
)


@dataclass(frozen=True)
class Results:
    head: Head
    request: Request
    judged: Judged


def results_report(facts: Results) -> Document:
    head, request, judged = facts.head, facts.request, facts.judged
    return document(
        head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Kết quả thực hiện các tiêu chí {request.what}",
        blocks=(
            Heading("I. CĂN CỨ TRIỂN KHAI THỰC HIỆN"),
            Points(listed(bases_on(head.day or judged.on, judged.law))),
            Heading("II. KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ"),
            *overall(judged, request),
            Table(SUMMARY, (*summary_rows(judged), summary_total(judged)), title="Kết quả theo từng tiêu chí"),
            Heading("III. TIÊU CHÍ, CHỈ TIÊU CHƯA ĐẠT HOẶC CHƯA XÁC ĐỊNH"),
            *lacking(judged),
            Heading("IV. KẾT LUẬN"),
            Paragraph(conclusion(facts)),
        ),
        receivers=("Hồ sơ đề nghị công nhận", "Lưu: VT, NTM"),
        annex=(
            Heading("BIỂU CHI TIẾT KẾT QUẢ THỰC HIỆN TỪNG TIÊU CHÍ, CHỈ TIÊU", 0),
            Paragraph(f"(Kèm theo Báo cáo của {head.body.short})", italic=True, align="center"),
            Table(DETAIL, tuple(detail_rows(judged)), note=source_list(judged) + note(judged)),
        ),
    )


def overall(judged: Judged, request: Request) -> Iterator[Block]:
    result, law = judged.result, judged.law
    yield Paragraph(
        f"Tính đến {day_words(judged.on)}, {request.who} đạt {result.criteria_met}/{result.criteria_total} tiêu chí, "
        f"{result.indicators_met}/{result.indicators_total} chỉ tiêu theo Bộ tiêu chí “{law.title.vi}”. "
        f"Kết quả chung: {VERDICT_OF_TITLE[result.title_met]}."
    )
    for name, finding in result.prerequisites.items():
        yield Paragraph(f"{finding.reason_vi}", lead=f"Điều kiện {name}. {finding.title.vi}.")


VERDICT_OF_TITLE = {True: "đạt chuẩn", False: "chưa đạt chuẩn", None: "chưa xác định được"}


def summary_rows(judged: Judged) -> Iterator[tuple[str, ...]]:
    for one in judged.result.criteria:
        yield one.id, one.title.vi, f"{one.indicators_met}/{one.indicators_total}", verdict(one)


def summary_total(judged: Judged) -> Total:
    result = judged.result
    met = f"{result.criteria_met}/{result.criteria_total} tiêu chí"
    return Total(("", "Cộng", f"{result.indicators_met}/{result.indicators_total}", met))


def lacking(judged: Judged) -> Iterator[Block]:
    findings = judged.result.findings.values()
    short = tuple(
        f"Chỉ tiêu {one.indicator} ({one.title.vi}): {one.reason_vi}"
        for one in findings
        if one.verdict is Verdict.NOT_MET
    )
    waiting = [
        (words, [one.indicator for one in findings if one.because is because]) for because, words in OPEN.items()
    ]
    if short:
        yield Points(short)
    for words, names in waiting:
        if names:
            yield Paragraph(f"chỉ tiêu {', '.join(names)}.", lead=f"{words} ({len(names)} chỉ tiêu):")
    if not short and not any(names for _, names in waiting):
        yield Paragraph("Không có.")


def conclusion(facts: Results) -> str:
    """Asks for the title unless something is not met or not reported; on what has no threshold others conclude."""
    request, findings = facts.request, facts.judged.result.findings.values()
    is_short = any(one.verdict is Verdict.NOT_MET or one.because is Because.NO_FIGURE for one in findings)
    unknown = sum(one.because is Because.NO_THRESHOLD for one in findings)
    if is_short or facts.judged.result.title_met is False:
        return (
            f"{upper_first(request.who)} tiếp tục thực hiện các tiêu chí, chỉ tiêu chưa đạt và bổ sung số liệu còn "
            "thiếu; kết quả nêu trên là căn cứ để xây dựng kế hoạch thực hiện tiếp theo./."
        )
    left = f"kết luận đối với {unknown} chỉ tiêu chưa có ngưỡng, " if unknown else ""
    return (
        f"{facts.head.body.name} đề nghị cấp có thẩm quyền xem xét, {left}thẩm tra, thẩm định và công nhận "
        f"{request.what}./."
    )


def detail_rows(judged: Judged) -> Iterator[tuple[str, ...] | Group]:
    for one in judged.result.criteria:
        yield Group(f"Tiêu chí {one.id}. {one.title.vi}: {criterion_words(one)}")
        for finding in one.findings:
            yield from finding_rows(judged, finding, finding.indicator)


def criterion_words(one: CriterionResult) -> str:
    return f"{verdict(one).lower()} ({one.indicators_met}/{one.indicators_total} chỉ tiêu)"


def finding_rows(judged: Judged, finding: Finding, name: str, depth: int = 0) -> Iterator[tuple[str, ...]]:
    """An indicator, then its parts."""
    shown = "\n".join(part for part in (figure_text(finding, "vi") or "–", gap(finding)) if part)
    yield (
        "" if depth else finding.indicator,
        f"{'– ' * depth}{part_title(finding)}",
        asked_of(finding),
        shown,
        verdict(finding),
        short_source(judged, name),
    )
    for part in finding.parts:
        yield from finding_rows(judged, part, f"{name}:{part.indicator.rpartition(':')[2]}", depth + 1)


def part_title(finding: Finding) -> str:
    return {"nam": "Nam", "nu": "Nữ"}.get(finding.indicator.rpartition(":")[2], finding.title.vi)


def short_source(judged: Judged, name: str) -> str:
    """The source by its number below the table, then day, layer and marks."""
    number = judged.sources.get(judged.source_name(name))
    return " ".join(part for part in (f"[{number}]" if number else "", judged.stated_of(name)) if part)


def source_list(judged: Judged) -> str:
    return "".join(f"[{number}] {name}. " for name, number in judged.sources.items())


def note(judged: Judged) -> str:
    return (
        f"Số liệu và kết quả được chốt {day_words(judged.on)}, không thay đổi sau khi chốt; mã kiểm tra (SHA-256) "
        f"của bản chốt: {judged.sha256}. “Chưa kiểm chứng”: ngưỡng chưa được đối chiếu với văn bản gốc."
    )
