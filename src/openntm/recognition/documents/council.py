"""Biên bản họp hội đồng thẩm định: who sat, whether they were enough, how they voted on each dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.documents import Block, Column, Document, Heading, Pairs, Paragraph, Signature, Table
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import CUT, day_words, number, of, reaches, upper_first

BY_HAND = "(Ký, ghi rõ họ tên)"
ROLES = {"chair": "Chủ tịch", "deputy": "Phó Chủ tịch", "secretary": "Thư ký", "member": "Ủy viên"}
MEMBERS = (
    Column("TT", 1.2, "center"),
    Column("Họ và tên", 4),
    Column("Chức danh trong Hội đồng", 3),
    Column("Cơ quan, đơn vị", 5.5),
    Column("Có mặt", 1.9, "center"),
)
VOTES = (
    Column("TT", 1.2, "center"),
    Column("Hồ sơ đề nghị công nhận", 5),
    Column("Đồng ý", 1.7, "right"),
    Column("Không đồng ý", 1.8, "right"),
    Column("Không hợp lệ", 1.8, "right"),
    Column("Tỷ lệ đồng ý", 2.6, "right"),
    Column("Kết quả", 2, "center"),
)


@dataclass(frozen=True)
class Member:
    name: str
    role: str
    organisation: str
    present: bool


@dataclass(frozen=True)
class Vote:
    request: Request
    in_favour: int
    against: int
    invalid: int
    discussion: str = ""


@dataclass(frozen=True)
class CouncilSitting:
    """Shares are percent: `quorum` of the members, `least` of those present. Of a secret ballot only counts exist."""

    head: Head
    council: str
    set_up_by: str
    day: date
    secret: bool
    quorum: Decimal
    least: Decimal
    members: tuple[Member, ...]
    votes: tuple[Vote, ...]
    remarks: str = ""

    @property
    def present(self) -> int:
        return sum(member.present for member in self.members)

    @property
    def has_quorum(self) -> bool:
        return reaches(self.present, len(self.members), self.quorum)


def council_minutes(facts: CouncilSitting) -> Document:
    return document(
        facts.head,
        "BB",
        title="BIÊN BẢN",
        abstract=f"Họp {facts.council}",
        blocks=(
            Heading("I. THỜI GIAN, THÀNH PHẦN"),
            Pairs((("Thời gian:", day_words(facts.day)), ("Thành lập theo:", facts.set_up_by), *chairs(facts))),
            Table(MEMBERS, tuple(member_rows(facts))),
            Paragraph(quorum(facts)),
            Heading("II. NỘI DUNG VÀ THẢO LUẬN"),
            *discussed(facts),
            Heading("III. KẾT QUẢ BỎ PHIẾU"),
            Paragraph(how(facts)),
            Table(VOTES, tuple(vote_rows(facts)), note=CUT),
            Heading("IV. KẾT LUẬN"),
            *concluded(facts),
        ),
        signatures=(
            Signature(("THƯ KÝ HỘI ĐỒNG",), named(facts, "secretary"), BY_HAND),
            Signature(("CHỦ TỊCH HỘI ĐỒNG",), named(facts, "chair"), BY_HAND),
        ),
        receivers=("Thành viên Hội đồng", "Hồ sơ", "Lưu: VT"),
    )


def chairs(facts: CouncilSitting) -> Iterator[tuple[str, str]]:
    yield "Chủ trì:", named(facts, "chair") or named(facts, "deputy")
    yield "Thư ký:", named(facts, "secretary")


def named(facts: CouncilSitting, role: str) -> str:
    return next((member.name for member in facts.members if member.role == role and member.present), "")


def member_rows(facts: CouncilSitting) -> Iterator[tuple[str, ...]]:
    for place, one in enumerate(facts.members, 1):
        yield str(place), one.name, ROLES[one.role], one.organisation, "Có mặt" if one.present else "Vắng"


def quorum(facts: CouncilSitting) -> str:
    enough = "đủ điều kiện tiến hành cuộc họp" if facts.has_quorum else "không đủ điều kiện tiến hành cuộc họp"
    asked = f"yêu cầu tối thiểu {number(facts.quorum)} %"
    return f"Có mặt {of(facts.present, len(facts.members))} thành viên; {asked}: {enough}."


def discussed(facts: CouncilSitting) -> Iterator[Block]:
    yield Paragraph("Hội đồng nghe báo cáo kết quả thẩm định và thảo luận các hồ sơ sau:")
    for place, vote in enumerate(facts.votes, 1):
        yield Paragraph(vote.discussion or "Không có ý kiến khác.", lead=f"{place}. {upper_first(vote.request.what)}:")
    if facts.remarks:
        yield Paragraph(facts.remarks)


def how(facts: CouncilSitting) -> str:
    way = "bỏ phiếu kín" if facts.secret else "biểu quyết công khai"
    return (
        f"Hội đồng {way}. Hồ sơ được thông qua khi có ít nhất {number(facts.least)} % số thành viên có mặt đồng ý; "
        f"số thành viên có mặt: {number(facts.present)}."
    )


def passes(facts: CouncilSitting, vote: Vote) -> bool:
    return facts.has_quorum and reaches(vote.in_favour, facts.present, facts.least)


def vote_rows(facts: CouncilSitting) -> Iterator[tuple[str, ...]]:
    for place, one in enumerate(facts.votes, 1):
        counts = (number(one.in_favour), number(one.against), number(one.invalid))
        share = of(one.in_favour, facts.present)
        yield (
            str(place),
            upper_first(one.request.what),
            *counts,
            share,
            "Thông qua" if passes(facts, one) else "Không thông qua",
        )


def concluded(facts: CouncilSitting) -> Iterator[Block]:
    passed = [one.request.what for one in facts.votes if passes(facts, one)]
    failed = [one.request.what for one in facts.votes if not passes(facts, one)]
    if passed:
        yield Paragraph(f"Hội đồng thống nhất trình cấp có thẩm quyền công nhận: {'; '.join(passed)}.")
    if failed:
        yield Paragraph(f"Hội đồng không thông qua: {'; '.join(failed)}.")
    yield Paragraph("Biên bản được thông qua tại cuộc họp./.")
