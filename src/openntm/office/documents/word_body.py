"""The blocks of a document as WordprocessingML, in paragraph styles of the template that an office can change."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from openntm.office.documents import lines
from openntm.office.documents.shape import (
    Article,
    Block,
    Column,
    Group,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Points,
    Table,
    Total,
)

# Names of the styles as Word lists them.
BODY, BASIS, POINT, PAIR = "NTM Văn bản", "NTM Căn cứ", "NTM Điểm", "NTM Hai cột"
HEADINGS = ("NTM Tiêu đề giữa", "NTM Tiêu đề phần", "NTM Tiêu đề mục", "NTM Tiêu đề tiểu mục")
TABLE_TITLE, TABLE_HEAD, CELL, TABLE_NOTE = "NTM Tên bảng", "NTM Đầu bảng", "NTM Ô bảng", "NTM Ghi chú bảng"
STYLES = (BODY, BASIS, POINT, PAIR, *HEADINGS, TABLE_TITLE, TABLE_HEAD, CELL, TABLE_NOTE)
SIDES = {"left": "left", "center": "center", "right": "right", "justify": "both"}
BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in
                  ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip


class Body:
    """Styles by name as the template knows them, and the width between its margins (in twentieths of a point)."""

    def __init__(self, styles: Mapping[str, str], width: int) -> None:
        self.styles, self.width = styles, width

    def blocks(self, blocks: Sequence[Block], *, keep_last: bool = False) -> str:
        """`keep_last`: the last block stays on the page of what follows it, the signature."""
        last = len(blocks) - 1
        return "".join(self.block(block, keep=keep_last and place == last) for place, block in enumerate(blocks))

    def block(self, block: Block, *, keep: bool = False) -> str:
        match block:
            case Paragraph():
                lead = run(block.lead + " ", bold=True) if block.lead else ""
                return self.paragraph(
                    BODY,
                    lead + run(block.text, bold=block.bold, italic=block.italic),
                    align=block.align if block.align != "justify" else "",
                    indented=block.align == "justify",
                    keep=keep,
                )
            case Heading():
                return self.paragraph(HEADINGS[block.level], run(block.text), keep=True)
            case Article():
                return self.paragraph(BODY, run(f"Điều {block.number}. ", bold=True) + run(block.text), keep=keep)
            case Points():
                return "".join(self.paragraph(POINT, run(line), keep=keep) for line in lines.point_lines(block))
            case Table():
                return self.table(block)
            case Pairs():
                return self.pairs(block)
            case PageBreak():
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def paragraph(self, style: str, runs: str, *, align: str = "", indented: bool = True, keep: bool = False) -> str:
        known = self.styles.get(style)
        properties = f'<w:pStyle w:val="{escape(known)}"/>' if known else ""
        properties += "<w:keepNext/><w:keepLines/>" if keep else ""
        properties += "" if indented else '<w:ind w:firstLine="0"/>'
        properties += f'<w:jc w:val="{SIDES[align]}"/>' if align else ""
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def bases(self, bases: tuple[str, ...]) -> str:
        return "".join(self.paragraph(BASIS, run(line)) for line in lines.ended(bases))

    def table(self, table: Table) -> str:
        widths = self.widths([column.width for column in table.columns])
        head = "".join(
            cell(self.paragraph(TABLE_HEAD, run(column.title, bold=True)), width)
            for column, width in zip(table.columns, widths, strict=True)
        )
        title = self.paragraph(TABLE_TITLE, run(table.title), keep=True) if table.title else ""
        rows = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        rows += "".join(self.row(row, table.columns, widths) for row in table.rows)
        note = self.paragraph(TABLE_NOTE, run(table.note) if table.note else "")
        return title + tbl(rows, widths, borders=f"<w:tblBorders>{BORDERS}</w:tblBorders>") + note

    def row(self, row: tuple[str, ...] | Group | Total, columns: tuple[Column, ...], widths: list[int]) -> str:
        if isinstance(row, Group):
            body = self.paragraph(CELL, run(row.title, bold=True), keep=True)
            return tr(cell(body, sum(widths), span=len(widths)))
        cells, bold = (row.cells, True) if isinstance(row, Total) else (row, False)
        return tr(
            "".join(
                cell(self.paragraph(CELL, run(text, bold=bold), align=column.align), width)
                for text, column, width in zip(cells, columns, widths, strict=True)
            ),
            whole=sum(map(len, cells)) < 900,
        )

    def pairs(self, pairs: Pairs) -> str:
        longest = max((len(what) for what, _ in pairs.rows), default=0)
        first = min(self.width // 2, 150 * longest + 300)
        widths = (first, self.width - first)
        rows = "".join(
            tr(
                "".join(
                    cell(self.paragraph(PAIR, run(text)), width, align="top")
                    for text, width in zip(row, widths, strict=True)
                )
            )
            for row in pairs.rows
        )
        return tbl(rows, widths) + self.paragraph(TABLE_NOTE, "")

    def widths(self, shares: Sequence[float]) -> list[int]:
        return [round(self.width * share / sum(shares)) for share in shares]


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    style = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    parts = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(parts)}</w:r>"


def tbl(rows: str, widths: Sequence[int], *, borders: str = "") -> str:
    width, grid = sum(widths), "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def cell(body: str, width: int, *, span: int = 1, align: str = "center") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="{align}"/></w:tcPr>{body}</w:tc>'
    )


def tr(cells: str, *, whole: bool = True) -> str:
    """A row stays whole on its page, unless it is very tall."""
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>"
