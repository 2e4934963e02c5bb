"""Official documents in the layout of Decree 30/2020/NĐ-CP, as Word and as PDF.

A builder is a plain function that returns a `Document`; it knows nothing of files:

    def decision_document(decision: Decision) -> Document:
        return Document(
            issuer="ỦY BAN NHÂN DÂN HUYỆN LỤC NAM",
            number="123/QĐ-UBND",
            place_name="Lục Nam",
            day=decision.day,
            title="QUYẾT ĐỊNH",
            abstract="Về việc công nhận xã Đông Hưng đạt chuẩn nông thôn mới năm 2019",
            authority="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN LỤC NAM",
            bases=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",),
            decides="QUYẾT ĐỊNH:",
            blocks=(
                Article(1, "Công nhận xã Đông Hưng đạt chuẩn nông thôn mới năm 2019."),
                Table(
                    columns=(Column("TT", 1, "center"), Column("Tiêu chí", 6), Column("Kết quả", 2, "center")),
                    rows=(Group("I. Hạ tầng"), ("1", "Giao thông", "Đạt"), Total(("", "Cộng", "19/19"))),
                ),
            ),
            signatures=(Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Nguyễn Văn A"),),
            receivers=("Như Điều 3", "Lưu: VT, NTM"),
            mark="SỐ LIỆU MINH HỌA",
        )

`render_pdf(document)` and `render_docx(document, template=None)` give bytes, the same for the same document.
`office.services.print_document(...)` renders both with a code, keeps them and writes the `PrintOut`.
"""

from openntm.office.documents.pdf import render_pdf
from openntm.office.documents.shape import (
    Article,
    Block,
    Column,
    Document,
    Group,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Points,
    Signature,
    Table,
    Total,
    Verification,
)
from openntm.office.documents.word import default_template, render_docx

__all__ = [
    "Article",
    "Block",
    "Column",
    "Document",
    "Group",
    "Heading",
    "PageBreak",
    "Pairs",
    "Paragraph",
    "Points",
    "Signature",
    "Table",
    "Total",
    "Verification",
    "default_template",
    "render_docx",
    "render_pdf",
]
