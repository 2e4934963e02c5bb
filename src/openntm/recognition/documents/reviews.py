"""Báo cáo thẩm tra, báo cáo thẩm định: each criterion by the body in charge, beside what the commune found itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from openntm.office.documents import Block, Column, Document, Heading, Paragraph, Points, Table, Total
from openntm.recognition.documents.bases import bases_on, listed
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.judged import Judged
from openntm.recognition.documents.results import note
from openntm.recognition.documents.words import VERDICTS, day_short, day_words, upper_first, verdict

COLUMNS = (
    Column("TT", 1.2, "center"),
    Column("Tiêu chí", 3.6),
    Column("Tự đánh giá", 1.9, "center"),
    Column("Kết quả", 1.9, "center"),
    Column("Cơ quan phụ trách", 3.2),
    Column("Nhận xét", 4.5),
)
NOT_YET = "Chưa có ý kiến"
Layer = Literal["verification", "appraisal"]
LAYERS: dict[Layer, str] = {"verification": "thẩm tra", "appraisal": "thẩm định"}


@dataclass(frozen=True)
class Review:
    """What one body found of one criterion."""

    criterion: str
    verdict: Literal["met", "not_met"]
    department: str = ""
    comment: str = ""
    day: date | None = None
    seen_on_the_ground: date | None = None


@dataclass(frozen=True)
class Reviews:
    head: Head
    request: Request
    layer: Layer
    judged: Judged
    reviews: tuple[Review, ...]  # the newest one of each criterion
    addressee: str = ""


def review_report(facts: Reviews) -> Document:
    head, word = facts.head, LAYERS[facts.layer]
    return document(
        head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Kết quả {word} hồ sơ và mức độ đạt từng tiêu chí của {facts.request.what}",
        addressees=(facts.addressee,) if facts.addressee else (),
        blocks=(
            Heading(f"I. CĂN CỨ {word.upper()}"),
            Points(listed(bases_on(head.day or facts.judged.on, facts.judged.law))),
            Heading(f"II. KẾT QUẢ {word.upper()}"),
            Paragraph(
                f"Đối tượng: hồ sơ của {facts.request.who}, số liệu chốt {day_words(facts.judged.on)} "
                f"(mã kiểm tra {facts.judged.sha256})."
            ),
            Table(COLUMNS, (*rows(facts), total(facts)), title=f"Kết quả {word} theo từng tiêu chí"),
            Heading("III. KHÁC BIỆT SO VỚI KẾT QUẢ TỰ ĐÁNH GIÁ"),
            *differing(facts),
            Heading("IV. KẾT LUẬN"),
            Paragraph(concluded(facts)),
            Paragraph(note(facts.judged), italic=True),
        ),
        receivers=("Như trên" if facts.addressee else "Hồ sơ đề nghị công nhận", "Lưu: VT, NTM"),
    )


def rows(facts: Reviews) -> Iterator[tuple[str, ...]]:
    found = {one.criterion: one for one in facts.reviews}
    for criterion in facts.judged.result.criteria:
        own, one = verdict(criterion), found.get(criterion.id)
        if one is None:
            yield criterion.id, criterion.title.vi, own, NOT_YET, "", ""
        else:
            yield criterion.id, criterion.title.vi, own, VERDICTS[one.verdict], one.department, remark(one)


def remark(one: Review) -> str:
    seen = f"Kiểm tra thực địa ngày {day_short(one.seen_on_the_ground)}." if one.seen_on_the_ground else ""
    return " ".join(part for part in (one.comment, seen) if part)


def total(facts: Reviews) -> Total:
    result, met = facts.judged.result, met_of(facts)
    own = f"{result.criteria_met}/{result.criteria_total}"
    return Total(("", "Số tiêu chí đạt", own, f"{met}/{result.criteria_total}", "", ""))


def met_of(facts: Reviews) -> int:
    return sum(one.verdict == "met" for one in facts.reviews)


def differing(facts: Reviews) -> Iterator[Block]:
    found = {one.criterion: one for one in facts.reviews}
    told = [
        f"Tiêu chí {one.id} ({one.title.vi}): tự đánh giá “{verdict(one).lower()}”, kết quả {LAYERS[facts.layer]} "
        f"“{VERDICTS[found[one.id].verdict].lower()}”{why(found[one.id])}."
        for one in facts.judged.result.criteria
        if one.id in found and found[one.id].verdict != str(one.verdict)
    ]
    yield Points(tuple(told)) if told else Paragraph("Không có.")


def why(one: Review) -> str:
    return f"; lý do: {one.comment.rstrip(' .')}" if one.comment else ""


def concluded(facts: Reviews) -> str:
    result, met, word = facts.judged.result, met_of(facts), LAYERS[facts.layer]
    waiting = [one.id for one in result.criteria if one.id not in {review.criterion for review in facts.reviews}]
    said = f"Kết quả {word}: {facts.request.who} đạt {met}/{result.criteria_total} tiêu chí."
    if waiting:
        return f"{said} Chưa có ý kiến của cơ quan phụ trách tiêu chí: {', '.join(waiting)}./."
    if met < result.criteria_total:
        return f"{said} {upper_first(facts.request.who)} chưa đủ điều kiện đề nghị công nhận {ending(facts)}./."
    return f"{said} Đề nghị cấp có thẩm quyền xem xét, công nhận {facts.request.what}./."


def ending(facts: Reviews) -> str:
    return facts.request.what.removeprefix(facts.request.who).strip()
