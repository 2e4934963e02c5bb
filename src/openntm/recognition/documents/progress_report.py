"""Báo cáo định kỳ: the office's text and the locked tables of a period."""

from collections.abc import Iterator

from openntm.office.documents import Block, Column, Document, Heading, Paragraph, Table
from openntm.recognition.documents.head import Head, document
from openntm.recognition.queries.reports import ReportPart, ReportTable


def progress_report(head: Head, period: str, unit: str, parts: list[ReportPart], sha256: str) -> Document:
    """`parts` in Vietnamese; the checksum says to which locked numbers the print-out belongs."""
    programme = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"
    return document(
        head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Kết quả thực hiện {programme} {period} trên địa bàn {unit}",
        blocks=tuple(block for part in parts for block in blocks_of(part)),
        annex=(
            Paragraph(f"Số liệu trong các bảng đã khóa khi lập báo cáo, mã kiểm tra SHA-256: {sha256}.", italic=True),
        ),
        receivers=("Cơ quan cấp trên", "Lưu: VT, NTM"),
    )


def blocks_of(part: ReportPart) -> Iterator[Block]:
    yield Heading(f"{part.number}. {part.title}", 1)
    for line in part.text.splitlines() or ["Không có nội dung."]:
        if line.strip():
            yield Paragraph(line.strip())
    yield from (table_block(table) for table in part.tables if table.rows)


def table_block(table: ReportTable) -> Table:
    columns = tuple(Column(head, 1 if number else 3, "right" if number else "left") for head, number in table.heads)
    return Table(columns=columns, rows=tuple(tuple(row) for row in table.rows), title=table.title)
