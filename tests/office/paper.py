"""Documents for the tests, and how their files are read back."""

import io
import re
import shutil
import subprocess
from datetime import date
from unicodedata import normalize

import docx
import pypdf

from openntm.office.documents import (
    Article,
    Column,
    Document,
    Group,
    Heading,
    Pairs,
    Paragraph,
    Points,
    Signature,
    Table,
    Total,
    Verification,
)

ADDRESS = "https://ntm.example.vn/Q/ABCDEFGHJKMNPQRST2"
NO_SOFFICE = not shutil.which("soffice") and "LibreOffice is not installed"
CODE = Verification("ABCDEFGHJKMNPQRST2", ADDRESS)


def decision(**changed):
    given = {
        "superior": "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG",
        "issuer": "ỦY BAN NHÂN DÂN HUYỆN LỤC NAM",
        "number": "37/QĐ-UBND",
        "place_name": "Lục Nam",
        "day": date(2024, 1, 9),
        "title": "QUYẾT ĐỊNH",
        "abstract": "Về việc công nhận xã Đông Hưng đạt chuẩn nông thôn mới",
        "addressees": (),
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN LỤC NAM",
        "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Văn phòng Điều phối"),
        "decides": "QUYẾT ĐỊNH:",
        "blocks": (
            Article(1, "Công nhận xã Đông Hưng đạt chuẩn nông thôn mới năm 2023."),
            Points(("Giữ vững các tiêu chí;", "Công khai kết quả;", "Báo cáo;", "Kiểm tra;", "Lưu trữ."), "a"),
            Article(2, "Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./."),
        ),
        "signatures": (Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Nguyễn Văn Ẩn"),),
        "receivers": ("Như Điều 2", "Lưu: VT, NTM"),
    }
    return Document(**{**given, **changed})


def minutes():
    return decision(
        title="BIÊN BẢN",
        abstract="Họp Hội đồng thẩm định",
        authority="",
        bases=(),
        decides="",
        blocks=(
            Pairs((("Thời gian:", "8 giờ 00"), ("Địa điểm:", "Phòng họp"))),
            Heading("I. THÀNH PHẦN"),
            Paragraph("9 trên 10 phiếu.", lead="Kết quả:"),
        ),
        signatures=(
            Signature(("THƯ KÝ",), "Lê Thị Hạnh", "(Ký, ghi rõ họ tên)"),
            Signature(("CHỦ TRÌ",), "Trần Văn Bình"),
        ),
        mark="DỰ THẢO",
        verification=CODE,
    )


def long_table(rows=300):
    columns = (Column("TT", 1, "center"), Column("Chỉ tiêu", 5), Column("Kết quả", 2, "right"))
    lines = [(str(n), f"Tỷ lệ đường thôn được cứng hóa số {n}.", f"{n},5") for n in range(1, rows + 1)]
    return Table(columns, (Group("I. Hạ tầng"), *lines, Total(("", "Cộng", "99"))), title="Bảng tổng hợp")


def pdf_pages(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def pdf_text(content):
    """In one line: where a line ends on paper is not what the document says."""
    return plain(" ".join(pdf_pages(content)))


def docx_text(content):
    """Everything that stands in the file, also in tables and heads of pages, in the order of the parts."""
    word = docx.Document(io.BytesIO(content))
    section = word.sections[0]
    roots = [section.first_page_header._element, section.header._element, word.element.body]
    paragraphs = [paragraph for root in roots for paragraph in root.iter(docx.oxml.ns.qn("w:p"))]
    return plain("\n".join(docx.text.paragraph.Paragraph(one, word).text for one in paragraphs))


def libreoffice_pages(content, folder):
    """The pages of a Word file as a reader that is not ours shows them."""
    (folder / "paper.docx").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "paper.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return pdf_pages((folder / "paper.pdf").read_bytes())


def plain(text):
    return re.sub(r"\s+", " ", normalize("NFC", text).replace("\u200b", ""))
