"""Báo cáo tổng hợp ý kiến: what the Front, organisations and residents said, and the answers; no resident is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openntm.office.documents import Block, Column, Document, Group, Heading, Paragraph, Table, Total
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import CUT, day_short, number, of

ORIGINS = {
    "front": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "organisation": "Tổ chức chính trị - xã hội",
    "hamlet": "Hội nghị thôn, tổ dân phố",
    "resident": "Người dân",
    "agency": "Cơ quan, đơn vị",
}
COUNTS = (
    Column("Đối tượng", 5),
    Column("Số ý kiến", 2, "right"),
    Column("Tán thành", 2, "right"),
    Column("Không tán thành", 2, "right"),
    Column("Ý kiến khác", 2, "right"),
)
TEXTS = (
    Column("TT", 1.2, "center"),
    Column("Ngày", 2.5, "center"),
    Column("Nội dung ý kiến", 5),
    Column("Số người", 1.7, "right"),
    Column("Tiếp thu, giải trình", 5),
)


@dataclass(frozen=True)
class Said:
    """One opinion, or several alike. `who` is left out of residents' opinions, whatever it holds."""

    origin: str
    day: date
    text: str = ""
    who: str = ""
    people: int = 1
    agrees: bool | None = None
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Period:
    """A period in which the report was shown and read out."""

    begins: date
    ends: date
    broadcasts: int
    shown_at: str = ""
    tier: str = "commune"


@dataclass(frozen=True)
class Opinions:
    head: Head
    request: Request
    periods: tuple[Period, ...]
    said: tuple[Said, ...]


def opinions_summary(facts: Opinions) -> Document:
    people = sum(one.people for one in facts.said)
    texts = [one for one in facts.said if one.text]
    return document(
        facts.head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Tổng hợp ý kiến tham gia vào kết quả thực hiện các tiêu chí {facts.request.what}",
        blocks=(
            Heading("I. VIỆC CÔNG KHAI, LẤY Ý KIẾN"),
            *shown(facts.periods),
            Heading("II. KẾT QUẢ LẤY Ý KIẾN"),
            Paragraph(f"Tổng số {number(people)} ý kiến, trong đó tán thành {agreeing(facts.said)}."),
            Table(COUNTS, (*count_rows(facts.said), total_row(facts.said)), note=CUT),
            Heading("III. NỘI DUNG Ý KIẾN VÀ VIỆC TIẾP THU, GIẢI TRÌNH"),
            Table(TEXTS, tuple(text_rows(texts))) if texts else Paragraph("Không có ý kiến bằng lời."),
            Paragraph(answered(texts)),
        ),
        receivers=("Hồ sơ đề nghị công nhận", "Lưu: VT, NTM"),
    )


def shown(periods: tuple[Period, ...]) -> Iterator[Block]:
    if not periods:
        yield Paragraph("Chưa ghi nhận đợt công khai, lấy ý kiến nào.")
    for one in periods:
        days = (one.ends - one.begins).days + 1
        where = f" Nơi niêm yết: {one.shown_at}." if one.shown_at else ""
        yield Paragraph(
            f"Từ {day_short(one.begins)} đến hết ngày {day_short(one.ends)} ({number(days)} ngày); phát trên hệ thống "
            f"truyền thanh {number(one.broadcasts)} lần.{where}",
            lead="Cấp xã:" if one.tier == "commune" else "Cấp huyện:",
        )


def agreeing(said: tuple[Said, ...]) -> str:
    return of(sum(one.people for one in said if one.agrees), sum(one.people for one in said))


def count_rows(said: tuple[Said, ...]) -> Iterator[tuple[str, ...]]:
    for origin, name in ORIGINS.items():
        own = [one for one in said if one.origin == origin]
        if own:
            yield name, *counts(own)


def total_row(said: tuple[Said, ...]) -> Total:
    return Total(("Cộng", *counts(said)))


def counts(said: list[Said] | tuple[Said, ...]) -> tuple[str, ...]:
    groups = [[one.people for one in said if one.agrees is agrees] for agrees in (True, False, None)]
    return tuple(number(sum(group)) for group in ([one.people for one in said], *groups))


def text_rows(texts: list[Said]) -> Iterator[tuple[str, ...] | Group]:
    place = 0
    for origin, name in ORIGINS.items():
        own = [one for one in texts if one.origin == origin]
        if own:
            yield Group(name)
        for one in own:
            place += 1
            yield str(place), day_short(one.day), with_name(one), number(one.people), answer(one)


def with_name(one: Said) -> str:
    return f"{one.who}: {one.text}" if one.who and one.origin != "resident" else one.text


def answer(one: Said) -> str:
    day = f" ({day_short(one.answered_on)})" if one.answered_on else ""
    return f"{one.answer}{day}" if one.answer else "Chưa trả lời"


def answered(texts: list[Said]) -> str:
    done = sum(bool(one.answer) for one in texts)
    return f"Đã tiếp thu, giải trình {number(done)}/{number(len(texts))} ý kiến bằng lời./."
