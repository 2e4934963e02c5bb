"""Who issues a document, of which unit and title it speaks, and its head and signature."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from openntm.office.documents import Document, Signature
from openntm.office.documents.lines import ILLUSTRATIVE

DEPUTY = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
KINDS = ("tổ dân phố", "thành phố", "thị trấn", "phường", "huyện", "tỉnh", "thôn", "xã")
TITLES = {
    "ntm": "đạt chuẩn nông thôn mới",
    "advanced": "đạt chuẩn nông thôn mới nâng cao",
    "model": "đạt chuẩn nông thôn mới kiểu mẫu",
    "modern": "đạt chuẩn nông thôn mới hiện đại",
    "model_hamlet": "đạt chuẩn thôn nông thôn mới kiểu mẫu",
    "district_ntm": "đạt chuẩn huyện nông thôn mới",
    "district_advanced": "đạt chuẩn huyện nông thôn mới nâng cao",
}


@dataclass(frozen=True)
class Unit:
    """A unit as it stood on a day: "xã Đông Phú", and those above it, the nearest first."""

    name: str
    above: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return ", ".join((self.name, *self.above))

    @property
    def bare(self) -> str:
        return bare(self.name)


@dataclass(frozen=True)
class Request:
    """What a dossier asks for: a title of a unit, or of a hamlet (`holder`) in it, for a year."""

    unit: Unit
    title: str
    year: int
    holder: str = ""

    @property
    def who(self) -> str:
        return f"{self.holder}, {self.unit.name}" if self.holder else self.unit.name

    @property
    def what(self) -> str:
        return f"{self.who} {TITLES[self.title]} năm {self.year}"


@dataclass(frozen=True)
class Body:
    """An issuing body; `signs` are the lines above the name of who signs."""

    name: str
    short: str
    symbol: str
    place_name: str
    signs: tuple[str, ...]
    superior: str = ""


@dataclass(frozen=True)
class Head:
    """What every document has on its first lines and under its last; without number or day there is room for them."""

    body: Body
    day: date | None = None
    number: str = ""
    signer: str = ""
    illustrative: bool = False


def bare(name: str) -> str:
    """ "Đông Phú" of "xã Đông Phú"."""
    kind = next((kind for kind in KINDS if name.startswith(f"{kind} ")), "")
    return name.removeprefix(kind).strip()


def committee_name(unit: str) -> str:
    return f"Ủy ban nhân dân {unit}"


def coordination_chief(unit: str) -> str:
    return f"Chánh Văn phòng Điều phối nông thôn mới {unit}"


def of_year(title: str, year: int) -> str:
    return f"{TITLES[title]}, năm {year}"


def committee(unit: Unit) -> Body:
    name = committee_name(unit.name)
    return Body(name, f"UBND {unit.name}", "UBND", unit.bare, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))


def chair_of(unit: Unit) -> Body:
    """The chairperson of the committee, who decides in their own name."""
    return Body(f"Ủy ban nhân dân {unit.name}", f"UBND {unit.name}", "UBND", unit.bare, ("CHỦ TỊCH",))


def front(unit: Unit) -> Body:
    name = f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit.name}"
    above = f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit.above[0]}" if unit.above else ""
    signs = ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")
    return Body(name, f"Ủy ban MTTQ Việt Nam {unit.name}", "MTTQ-BTT", unit.bare, signs, above)


def coordination(unit: Unit) -> Body:
    """The coordination office, which answers for the appraisal of the province."""
    name = f"Văn phòng Điều phối nông thôn mới {unit.name}"
    return Body(name, name, "VPĐP", unit.bare, ("CHÁNH VĂN PHÒNG",), f"Ủy ban nhân dân {unit.name}")


def council(name: str, unit: Unit) -> Body:
    return Body(name, name, "HĐTĐ", unit.bare, ("CHỦ TỊCH HỘI ĐỒNG",), f"Ủy ban nhân dân {unit.name}")


def document(head: Head, kind: str, *, title: str, abstract: str, **content: Any) -> Document:
    """With head and signature of the body; `kind` is the first half of the symbol, as TTr, BC, BB, QĐ."""
    body = head.body
    signed = (Signature(body.signs, name=head.signer),)
    return Document(
        issuer=body.name.upper(),
        superior=body.superior.upper(),
        number=head.number or f"/{kind}-{body.symbol}",
        place_name=body.place_name,
        day=head.day,
        title=title,
        abstract=abstract,
        mark=ILLUSTRATIVE if head.illustrative else "",
        **{"signatures": signed, **content},
    )
