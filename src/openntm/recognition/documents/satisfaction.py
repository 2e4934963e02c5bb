"""Báo cáo kết quả lấy ý kiến về sự hài lòng của người dân: counts only, shares exact, thresholds with their mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.documents import Column, Document, Heading, Pairs, Paragraph, Points, Table
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import CUT, UNVERIFIED, day_short, number, of, reaches

COLUMNS = (
    Column("TT", 1.2, "center"),
    Column("Nội dung", 6.5),
    Column("Số phiếu trả lời", 2, "right"),
    Column("Hài lòng", 2, "right"),
    Column("Tỷ lệ", 2.6, "right"),
    Column("Đánh giá", 2, "center"),
)


@dataclass(frozen=True)
class Least:
    """A share that is asked for, in percent."""

    share: Decimal
    verified: bool

    @property
    def words(self) -> str:
        return f"{number(self.share)} %{'' if self.verified else f' ({UNVERIFIED})'}"


@dataclass(frozen=True)
class Content:
    content: str
    answered: int
    satisfied: int


@dataclass(frozen=True)
class Survey:
    """Thresholds that are None are not asked for, or not known."""

    head: Head
    request: Request
    begins: date
    ends: date
    households: int
    answered: int
    satisfied: int
    run_by: str
    contents: tuple[Content, ...] = ()
    least_asked: Least | None = None  # share of the households that must be asked
    least_overall: Least | None = None
    least_content: Least | None = None
    lacking: int = 0  # answers


def satisfaction_report(facts: Survey) -> Document:
    return document(
        facts.head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Kết quả lấy ý kiến về sự hài lòng của người dân đối với việc đề nghị công nhận {facts.request.what}",
        blocks=(
            Heading("I. VIỆC TỔ CHỨC LẤY Ý KIẾN"),
            Pairs(
                (
                    ("Cơ quan chủ trì:", facts.run_by),
                    ("Thời gian:", f"từ {day_short(facts.begins)} đến {day_short(facts.ends)}"),
                    ("Tổng số hộ trên địa bàn:", number(facts.households)),
                    ("Số hộ tham gia ý kiến:", of(facts.answered, facts.households)),
                    ("Số hộ hài lòng chung:", of(facts.satisfied, facts.answered)),
                )
            ),
            *([Paragraph(f"Số phiếu trả lời chưa đủ: còn thiếu {number(facts.lacking)} hộ.")] if facts.lacking else []),
            Heading("II. KẾT QUẢ THEO TỪNG NỘI DUNG"),
            Table(COLUMNS, tuple(rows(facts)), note=CUT) if facts.contents else Paragraph(NO_CONTENTS),
            Heading("III. ĐỐI CHIẾU VỚI YÊU CẦU"),
            Points(tuple(compared(facts)) or ("Chưa có ngưỡng nào được nhập để đối chiếu.",)),
            Paragraph(f"Kết luận: {concluded(facts)}./."),
        ),
        receivers=("Hồ sơ đề nghị công nhận", f"UBND {facts.request.unit.name}", "Lưu: VT"),
    )


NO_CONTENTS = "Đợt lấy ý kiến không chia theo nội dung."


def rows(facts: Survey) -> Iterator[tuple[str, ...]]:
    for place, one in enumerate(facts.contents, 1):
        share = of(one.satisfied, one.answered).partition("(")[2].rstrip(")")
        least = facts.least_content
        judged = said(one.satisfied, one.answered, least) if least else "–"
        yield str(place), one.content, number(one.answered), number(one.satisfied), share, judged


def said(part: int, whole: int, least: Least) -> str:
    return "Đạt" if reaches(part, whole, least.share) else "Chưa đạt"


def compared(facts: Survey) -> Iterator[str]:
    asked = (
        ("Tỷ lệ hộ tham gia ý kiến", facts.answered, facts.households, facts.least_asked),
        ("Tỷ lệ hộ hài lòng chung", facts.satisfied, facts.answered, facts.least_overall),
    )
    for name, part, whole, least in asked:
        if least:
            yield f"{name}: {of(part, whole)}; yêu cầu tối thiểu {least.words}: {said(part, whole, least).lower()}."
    if facts.least_content and facts.contents:
        good = sum(reaches(one.satisfied, one.answered, facts.least_content.share) for one in facts.contents)
        yield (f"Từng nội dung: {good}/{len(facts.contents)} nội dung đạt mức tối thiểu {facts.least_content.words}.")


def concluded(facts: Survey) -> str:
    if facts.least_overall is None:
        return "chưa đủ căn cứ để kết luận"
    good = reaches(facts.satisfied, facts.answered, facts.least_overall.share)
    if facts.least_asked:
        good = good and reaches(facts.answered, facts.households, facts.least_asked.share)
    if facts.least_content:
        good = good and all(reaches(one.satisfied, one.answered, facts.least_content.share) for one in facts.contents)
    return "đạt yêu cầu về sự hài lòng của người dân" if good else "chưa đạt yêu cầu về sự hài lòng của người dân"
