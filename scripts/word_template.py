"""Write the Word template that comes with the product: `.venv/bin/python scripts/word_template.py`.

The layout of Decree 30/2020/NĐ-CP, annex I. Offices download the file, change it in Word and put it in place of ours;
it is kept in the repository, and this script is how it came about.
"""

import sys
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from openntm.office.documents import lines, word_body  # noqa: E402
from openntm.office.documents.word import DEFAULT, without_clock  # noqa: E402

FONT = "Times New Roman"
HEAD = (Mm(60), Mm(100))
HALVES = (Mm(80), Mm(80))
SIGNING_ROOM = Pt(70)


def main() -> None:
    document = Document()
    styles(document)
    page(document)
    head(document)
    for field, style in (("ten_loai", "NTM Tên loại"), ("trich_yeu", "NTM Tên loại")):
        optional(document, "ten_loai", field, style)
    rule = optional(document, "ten_loai", "", "NTM Tên loại")
    line_beneath(rule, Mm(62))
    rule.paragraph_format.space_after = Pt(10)
    optional(document, "kinh_gui", "kinh_gui", "NTM Kính gửi")
    optional(document, "tham_quyen", "tham_quyen", "NTM Thẩm quyền")
    add(document, "{{p can_cu }}", word_body.BASIS)
    optional(document, "quyet_dinh", "quyet_dinh", "NTM Thẩm quyền")
    add(document, "{{p noi_dung }}", word_body.BODY)
    add(document, "", "NTM Nơi nhận").paragraph_format.keep_with_next = True
    foot(document)
    add(document, "{%p if phu_luc %}", word_body.BODY)
    add(document, "", "NTM Nơi nhận").paragraph_format.page_break_before = True
    add(document, "{{p phu_luc }}", word_body.BODY)
    add(document, "{%p endif %}", word_body.BODY)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "OpenNTM", "OpenNTM", ""
    properties.created = properties.modified = datetime(2020, 3, 5)  # noqa: DTZ001 - the day of the decree
    document.save(str(DEFAULT))
    DEFAULT.write_bytes(without_clock(DEFAULT.read_bytes()))


def page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(22),
        Mm(20),
        Mm(30),
        Mm(20),
    )
    section.header_distance = Mm(9)
    section.different_first_page_header_footer = True
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        paragraph = header.paragraphs[0]
        paragraph.style = document.styles["NTM Đầu trang"]
        paragraph.add_run("\t")
        if numbered:
            page_number(paragraph)
        mark = paragraph.add_run("\t{{ dau }}")
        mark.bold, mark.font.size = True, Pt(10)


def page_number(paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def styles(document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.element.rPr.rFonts.set(qn("w:cs"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    stops = style(document, "NTM Đầu trang", size=13).paragraph_format.tab_stops
    stops.add_tab_stop(Mm(80), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    b = word_body
    style(document, b.BODY, side=SIDE.JUSTIFY, indent=Mm(10), after=6)
    style(document, b.BASIS, side=SIDE.JUSTIFY, indent=Mm(10), after=6, italic=True)
    style(document, b.POINT, side=SIDE.JUSTIFY, indent=Mm(10), after=6)
    style(document, b.PAIR, after=3)
    style(document, b.HEADINGS[0], side=SIDE.CENTER, before=6, after=6, bold=True)
    for name, italic in zip(b.HEADINGS[1:], (False, False, True), strict=True):
        style(document, name, indent=Mm(10), before=3, after=6, bold=True, italic=italic)
    style(document, b.TABLE_TITLE, side=SIDE.CENTER, before=6, after=6, bold=True)
    style(document, b.TABLE_HEAD, side=SIDE.CENTER, size=12, before=2, after=2, bold=True)
    style(document, b.CELL, size=12, before=2, after=2)
    style(document, b.TABLE_NOTE, size=11, before=3, after=6, italic=True)
    style(document, "NTM Cơ quan chủ quản", side=SIDE.CENTER, size=13)
    style(document, "NTM Cơ quan ban hành", side=SIDE.CENTER, size=13, bold=True)
    style(document, "NTM Quốc hiệu", side=SIDE.CENTER, size=13, bold=True)
    style(document, "NTM Tiêu ngữ", side=SIDE.CENTER, bold=True)
    style(document, "NTM Số ký hiệu", side=SIDE.CENTER, size=13, before=4)
    style(document, "NTM Trích yếu công văn", side=SIDE.CENTER, size=12)
    style(document, "NTM Địa danh", side=SIDE.CENTER, before=4, italic=True)
    name = style(document, "NTM Tên loại", side=SIDE.CENTER, bold=True).paragraph_format
    name.left_indent = name.right_indent = Mm(12)
    style(document, "NTM Kính gửi", left=Mm(35), before=6, after=8)
    style(document, "NTM Thẩm quyền", side=SIDE.CENTER, before=8, after=8, bold=True)
    style(document, "NTM Đầu nơi nhận", size=12, bold=True, italic=True)
    style(document, "NTM Nơi nhận", size=11)
    style(document, "NTM Chữ ký", side=SIDE.CENTER, bold=True)
    style(document, "NTM Ghi chú chữ ký", side=SIDE.CENTER, size=13, italic=True)
    style(document, "NTM Địa chỉ mã", size=8)


def style(
    document, name, *, side=SIDE.LEFT, size=14, indent=None, left=None, before=0, after=0, bold=False, italic=False
):
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style, made.quick_style = document.styles["Normal"], True
    made.font.size, made.font.bold, made.font.italic = Pt(size), bold, italic
    shape = made.paragraph_format
    shape.alignment, shape.first_line_indent, shape.left_indent = side, indent, left
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.widow_control = True
    return made


def add(place, text: str, name: str):
    paragraph = place.add_paragraph(text)
    paragraph.style = paragraph.part.document.styles[name]
    return paragraph


def optional(place, condition: str, field: str, name: str):
    """A paragraph that is there when the document has the field; each tag of {%p …%} takes a paragraph of its own."""
    add(place, f"{{%p if {condition} %}}", name)
    made = add(place, f"{{{{ {field} }}}}" if field else "", name)
    add(place, "{%p endif %}", name)
    return made


def line_beneath(paragraph, beside: int) -> None:
    """A thin line over the middle of the column: a border under a paragraph that is indented on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = beside
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    after = [properties.find(qn(f"w:{name}")) for name in ("spacing", "ind", "jc")]
    next(found for found in after if found is not None).addprevious(borders)


def columns(document, widths, rows: int):
    table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell._tc.remove(cell.paragraphs[0]._p)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def no_margins(table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def head(document) -> None:
    table = columns(document, HEAD, 1)
    no_margins(table)
    left, right = table.rows[0].cells
    optional(left, "co_quan_chu_quan", "co_quan_chu_quan", "NTM Cơ quan chủ quản")
    add(left, "{{ co_quan_ban_hanh }}", "NTM Cơ quan ban hành")
    line_beneath(add(left, "", "NTM Cơ quan ban hành"), Mm(19))
    optional(left, "so_ky_hieu", "so_ky_hieu", "NTM Số ký hiệu")
    add(left, "{%p if not ten_loai %}", "NTM Trích yếu công văn")
    add(left, "{{ trich_yeu }}", "NTM Trích yếu công văn")
    add(left, "{%p endif %}", "NTM Trích yếu công văn")
    add(right, lines.NATION, "NTM Quốc hiệu")
    add(right, lines.MOTTO, "NTM Tiêu ngữ")
    line_beneath(add(right, "", "NTM Tiêu ngữ"), Mm(19))
    add(right, "{{ dia_danh_ngay }}", "NTM Địa danh")
    add(document, "", "NTM Nơi nhận")


def foot(document) -> None:
    """Receivers and code on the left, signature on the right; with two signatures the code stands beneath."""
    table = columns(document, HALVES, 4)
    (left, right), (under, _), closing = table.rows[0].cells, table.rows[2].cells, table.rows[3]
    add(left, "{%p if ky_trai %}", "NTM Chữ ký")
    signature(left, "ky_trai", "ghi_chu_trai", "ten_trai")
    add(left, "{%p else %}", "NTM Chữ ký")
    receivers(left)
    add(left, "{%p endif %}", "NTM Nơi nhận")
    add(left, "", "NTM Nơi nhận")
    signature(right, "ky", "ghi_chu_ky", "ten_nguoi_ky")
    add(table.rows[1].cells[0], "{%tr if ky_trai %}", "NTM Nơi nhận")
    add(table.rows[1].cells[1], "", "NTM Nơi nhận")
    receivers(under)
    add(under, "", "NTM Nơi nhận")
    add(table.rows[2].cells[1], "", "NTM Nơi nhận")
    add(closing.cells[0], "{%tr endif %}", "NTM Nơi nhận")
    add(closing.cells[1], "", "NTM Nơi nhận")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def signature(cell, signed: str, note: str, name: str) -> None:
    add(cell, f"{{{{ {signed} }}}}", "NTM Chữ ký")
    optional(cell, note, note, "NTM Ghi chú chữ ký")
    add(cell, f"{{{{ {name} }}}}", "NTM Chữ ký").paragraph_format.space_before = SIGNING_ROOM


def receivers(cell) -> None:
    add(cell, "{%p if noi_nhan %}", "NTM Nơi nhận")
    add(cell, "Nơi nhận:", "NTM Đầu nơi nhận")
    add(cell, "{{ noi_nhan }}", "NTM Nơi nhận")
    add(cell, "{%p endif %}", "NTM Nơi nhận")
    add(cell, "{%p if dia_chi %}", "NTM Nơi nhận")
    add(cell, "{{ ma_qr }}", "NTM Nơi nhận").paragraph_format.space_before = Pt(6)
    add(cell, "{{ loi_kiem_tra }}", "NTM Địa chỉ mã")
    add(cell, "{{ dia_chi }}", "NTM Địa chỉ mã")
    add(cell, "{%p endif %}", "NTM Nơi nhận")


if __name__ == "__main__":
    main()
