"""Quyết định công nhận, xác nhận sau sắp xếp, thu hồi; and the certificate (bằng công nhận)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from openntm.criteria import CriteriaSet
from openntm.office.documents import Article, Block, Document, Paragraph, Points, Signature
from openntm.recognition.documents.bases import bases_on, lines
from openntm.recognition.documents.head import TITLES, Head, Request, Unit, document
from openntm.recognition.documents.words import day_words, upper_first


@dataclass(frozen=True)
class Named:
    """A unit in a decision; `reason` is why its title is revoked or confirmed, `before` the act that gave it."""

    request: Request
    reason: str = ""
    before: str = ""


@dataclass(frozen=True)
class Ruling:
    """`announcing` is who announces the titles: the district until 2025-07-01."""

    head: Head
    kind: Literal["recognition", "confirmation", "revocation"]
    named: tuple[Named, ...]
    province: Unit
    announcing: str
    proposed_by: str = ""  # "Theo đề nghị của …"
    law: CriteriaSet | None = None


VERBS = {"recognition": "công nhận", "confirmation": "xác nhận", "revocation": "thu hồi việc công nhận"}


def decision(facts: Ruling) -> Document:
    head = facts.head
    bases = bases_on(head.day, facts.law, kind=facts.kind) if head.day else ()
    proposed = [f"Theo đề nghị của {facts.proposed_by}"] if facts.proposed_by else []
    return document(
        head,
        "QĐ",
        title="QUYẾT ĐỊNH",
        abstract=f"Về việc {VERBS[facts.kind]} {together(facts)}",
        authority=f"CHỦ TỊCH {head.body.name}".upper(),
        bases=(*lines(bases), *proposed),
        decides="QUYẾT ĐỊNH:",
        blocks=(*first(facts), *second(facts), third(facts)),
        signatures=(Signature(head.body.signs, name=head.signer),),
        receivers=("Như Điều 3", "Văn phòng Điều phối nông thôn mới Trung ương", "Lưu: VT, NTM"),
    )


def together(facts: Ruling) -> str:
    """One unit by its name, several by their number."""
    if len(facts.named) == 1:
        return full(facts.named[0].request)
    request = facts.named[0].request
    kind = request.unit.name.split()[0] if not request.holder else "thôn"
    return f"{len(facts.named):02} {kind} {TITLES[request.title]} năm {request.year}"


def full(request: Request) -> str:
    """With the units above: "xã Đông Phú, huyện Lục Nam, tỉnh Bắc Giang đạt chuẩn …"."""
    who = f"{request.holder}, {request.unit.full}" if request.holder else request.unit.full
    return f"{who} {TITLES[request.title]} năm {request.year}"


def first(facts: Ruling) -> Iterator[Block]:
    verb = VERBS[facts.kind].capitalize()
    if len(facts.named) == 1:
        one = facts.named[0]
        yield Article(1, f"{verb} {full(one.request)}{given(one)}.")
        if one.reason:
            yield Paragraph(f"Lý do: {one.reason.rstrip(' .')}.")
        return
    yield Article(1, f"{verb} {together(facts)}, gồm:")
    yield Points(tuple(f"{upper_first(full(one.request))}{given(one)}{because(one)};" for one in facts.named), "1")


def act_before(number: str, issued: date) -> str:
    return f"Quyết định số {number} {day_words(issued)}"


def given(one: Named) -> str:
    return f" (đã được công nhận tại {one.before})" if one.before else ""


def because(one: Named) -> str:
    return f"; lý do: {one.reason.rstrip(' .')}" if one.reason else ""


def second(facts: Ruling) -> Iterator[Block]:
    units = "; ".join(f"Ủy ban nhân dân {one.request.unit.name}" for one in facts.named)
    if facts.kind == "revocation":
        yield Article(
            2, f"{units} thu hồi Bằng công nhận, nộp về {facts.head.body.name} và xây dựng kế hoạch khắc phục."
        )
        yield Paragraph("Quyết định công nhận trước đây đối với các đơn vị nêu tại Điều 1 hết hiệu lực.")
        return
    yield Article(2, f"{facts.announcing} chịu trách nhiệm tổ chức công bố theo quy định.")
    yield Paragraph(f"{units} có trách nhiệm duy trì và tiếp tục nâng cao chất lượng các tiêu chí đã đạt được.")


def third(facts: Ruling) -> Block:
    committees = "; ".join(dict.fromkeys(f"Chủ tịch Ủy ban nhân dân {name}" for name in addressed(facts)))
    province = facts.province.name
    return Article(
        3,
        f"Chánh Văn phòng Ủy ban nhân dân {province}; Thủ trưởng các sở, ban, ngành thuộc {province}; Chánh Văn phòng "
        f"Điều phối nông thôn mới {province}; {committees} và các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành "
        "Quyết định này kể từ ngày ký./.",
    )


def addressed(facts: Ruling) -> Iterator[str]:
    """Districts first, then the units themselves."""
    for one in facts.named:
        yield from (name for name in one.request.unit.above if name != facts.province.name)
    yield from (one.request.unit.name for one in facts.named)


@dataclass(frozen=True)
class Certificate:
    """What is handed over for one unit of a decision."""

    head: Head
    request: Request
    decision: str
    decided_on: date


def certificate(facts: Certificate) -> Document:
    request = facts.request
    who = f"{request.holder}, {request.unit.full}" if request.holder else request.unit.full
    return document(
        facts.head,
        "BCN",
        title="BẰNG CÔNG NHẬN",
        abstract="",
        authority=f"CHỦ TỊCH {facts.head.body.name}".upper(),
        decides="CÔNG NHẬN:",
        blocks=(
            Paragraph(who.upper(), bold=True, align="center"),
            Paragraph(f"{TITLES[request.title]} năm {request.year}".upper(), bold=True, align="center"),
            Paragraph(
                f"(Quyết định số {facts.decision} {day_words(facts.decided_on)} của Chủ tịch {facts.head.body.name})",
                italic=True,
                align="center",
            ),
        ),
    )
