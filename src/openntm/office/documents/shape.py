"""What an official document says, block by block, before it becomes Word or PDF; all texts are plain, never markup."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Paragraph:
    """`lead` stands in bold before the text."""

    text: str
    lead: str = ""
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    kind: Literal["paragraph"] = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Heading:
    """Level 0 is a title in the middle of the line, 1 a part ("I. …"), 2 a section ("1. …"), 3 a subsection."""

    text: str
    level: Literal[0, 1, 2, 3] = 1
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True)
class Article:
    """ "Điều 1. …": the number in bold, then its text; more paragraphs of the article follow as blocks."""

    number: int
    text: str
    kind: Literal["article"] = field(default="article", init=False)


@dataclass(frozen=True)
class Points:
    """A list; `mark` is "-", or "1" for 1. 2. 3., or "a" for a) b) c) in the Vietnamese alphabet (a, b, c, d, đ …)."""

    items: tuple[str, ...]
    mark: Literal["-", "1", "a"] = "-"
    kind: Literal["points"] = field(default="points", init=False)


@dataclass(frozen=True)
class Column:
    """`width` is relative to the other columns."""

    title: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Group:
    """A row over all columns, in bold, that names the rows after it."""

    title: str


@dataclass(frozen=True)
class Total:
    """A row in bold."""

    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Its head is repeated on each page; every row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...] | Group | Total, ...]
    title: str = ""
    note: str = ""
    kind: Literal["table"] = field(default="table", init=False)

    def __post_init__(self) -> None:
        cells = (row.cells if isinstance(row, Total) else row for row in self.rows if not isinstance(row, Group))
        if any(len(row) != len(self.columns) for row in cells):
            raise ValueError("a row has another number of cells than the table has columns")


@dataclass(frozen=True)
class Pairs:
    """Two columns without lines: what, and its value ("Thời gian:", "8 giờ 00 …")."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["pairs"] = field(default="pairs", init=False)


@dataclass(frozen=True)
class PageBreak:
    kind: Literal["page_break"] = field(default="page_break", init=False)


Block = Paragraph | Heading | Article | Points | Table | Pairs | PageBreak


@dataclass(frozen=True)
class Signature:
    """`lines` as ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); `name` may be empty: to be signed by hand."""

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)"
    pictures: tuple[bytes, ...] = ()  # PNG, drawn on a screen: they stand above the name


@dataclass(frozen=True)
class Verification:
    """The code on a print-out: its token, and the address that the QR code opens."""

    token: str
    address: str


@dataclass(frozen=True)
class Document:
    """One document in the layout of Decree 30/2020/NĐ-CP; empty fields leave no trace on the page."""

    issuer: str  # "ỦY BAN NHÂN DÂN HUYỆN LỤC NAM"
    title: str  # the kind of document, "QUYẾT ĐỊNH"; empty for an official letter, whose abstract then says "V/v …"
    abstract: str  # trích yếu, "Về việc công nhận xã Đông Hưng đạt chuẩn nông thôn mới năm 2019"
    superior: str = ""  # "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG", above the issuer
    number: str = ""  # "123/QĐ-UBND"; "/QĐ-UBND" leaves room for a number written by hand
    place_name: str = ""  # "Lục Nam", before "ngày … tháng … năm …"
    day: date | None = None  # None leaves room for a day written by hand
    addressees: tuple[str, ...] = ()  # "Kính gửi:"
    authority: str = ""  # who decides, in the middle of the line: "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN LỤC NAM"
    bases: tuple[str, ...] = ()  # "Căn cứ …", "Theo đề nghị của …"; the marks at the ends (; .) are set by the layout
    decides: str = ""  # after the bases: "QUYẾT ĐỊNH:"
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()  # one on the right, or two: left (secretary), right (chair)
    receivers: tuple[str, ...] = ()  # "Nơi nhận:", the last one "Lưu: VT, …"
    annex: tuple[Block, ...] = ()  # after the signatures, on pages of its own
    mark: str = ""  # on every page: "SỐ LIỆU MINH HỌA", "DỰ THẢO"
    verification: Verification | None = None  # set by `print_document`
