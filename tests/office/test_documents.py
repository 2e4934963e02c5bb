"""Documents leave as Word and PDF: what went in is what can be read in them, in the layout of Decree 30/2020."""

import dataclasses
import io
import shutil
import subprocess
import zipfile
from datetime import date

import docx
import pypdf
import pytest
import zxingcpp
from PIL import Image

from openntm.office.documents import (
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Points,
    Signature,
    Table,
    default_template,
    lines,
    render_docx,
    render_pdf,
)
from openntm.office.documents.text import COVERED, breakable, clean, drawable
from openntm.office.documents.word_check import NEEDED, TemplateRefused, check_template, known_fields, names_in

from . import paper

RENDER = {"pdf": (render_pdf, paper.pdf_text), "docx": (render_docx, paper.docx_text)}
VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
NO_POPPLER = not shutil.which("pdftoppm") and "poppler-utils is not installed"


@pytest.fixture(params=sorted(RENDER))
def read(request):
    """The text of a document as it stands in the file of one kind."""
    render, text = RENDER[request.param]
    return lambda document: text(render(document))


def test_a_decision_says_everything_in_the_words_of_the_decree(read):
    text = read(paper.decision())
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG",
        "ỦY BAN NHÂN DÂN HUYỆN LỤC NAM",
        "Số: 37/QĐ-UBND",
        "Lục Nam, ngày 09 tháng 01 năm 2024",
        "Về việc công nhận xã Đông Hưng đạt chuẩn nông thôn mới",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Theo đề nghị của Văn phòng Điều phối.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Công nhận xã Đông Hưng đạt chuẩn nông thôn mới năm 2023.",
        "a) Giữ vững các tiêu chí;",
        "d) Kiểm tra;",
        "đ) Lưu trữ.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Nguyễn Văn Ẩn",
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu: VT, NTM.",
    ):
        assert said in text
    assert "Kính gửi" not in text
    assert lines.CHECK not in text


def test_minutes_have_two_signatures_a_mark_and_the_code_to_type(read):
    text = read(paper.minutes())
    for said in (
        "Thời gian: 8 giờ 00",
        "Kết quả: 9 trên 10 phiếu.",
        "(Ký, ghi rõ họ tên)",
        "Lê Thị Hạnh",
        "Trần Văn Bình",
    ):
        assert said in text
    assert "NTM.EXAMPLE.VN/Q/ABCDEFGHJKMNPQRST2" in text
    assert "DỰ THẢO" in text
    assert text.index("THƯ KÝ") < text.index("CHỦ TRÌ")


def test_a_letter_names_its_addressees_and_has_no_kind(read):
    letter = paper.decision(title="", abstract="V/v xác nhận tiêu chí", bases=(), authority="", decides="")
    assert "Kính gửi: Ủy ban nhân dân xã" in read(dataclasses.replace(letter, addressees=("Ủy ban nhân dân xã",)))
    assert "Kính gửi: - Sở Y tế; - Sở Tài chính. " in read(
        dataclasses.replace(letter, addressees=("Sở Y tế", "Sở Tài chính"))
    )


def test_texts_that_look_like_markup_stay_texts(read):
    hostile = (
        "{{ x }} {% for a in b %} {_{ _} {%tr x %}", "#import \"x\": * #panic() $x$ *a* _b_ @c <d> `e` \\ // [f]",
        "<b>đậm</b> & &amp; \"ngoặc\" 'đơn' “kép” ]]> <w:p/>", "=1+1 {# g #} {_% %_}",
    )  # fmt: skip
    document = paper.decision(
        issuer=hostile[0],
        abstract=hostile[1],
        blocks=(
            Paragraph(hostile[2], lead=hostile[3]),
            Heading(hostile[0]),
            Points(hostile),
            Table((Column(hostile[2], 2), Column("B", 2)), ((hostile[0], hostile[1]), Group(hostile[3]))),
        ),
        signatures=(Signature((hostile[0],), name=hostile[1], note=hostile[2]),),
        receivers=(hostile[0],),
        mark=hostile[2],
    )
    text = read(document)
    for said in hostile:
        assert text.count(said) >= 3, said


def test_letters_are_composed_and_what_cannot_be_seen_is_left_out(read):
    text = read(paper.decision(blocks=(Paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t\x00\x07 a\u202eb\u200fc\ufffe"),)))
    assert "Tiếng Việt abc" in text


def test_a_line_that_ends_within_a_text_ends_in_the_file(read):
    assert "một hai" in read(paper.decision(blocks=(Paragraph("một\nhai"),)))
    assert clean("a\r\nb\rc\td") == "a\nb\nc d"


def test_all_vietnamese_letters_are_in_the_fonts(read):
    letters = " ".join(VIETNAMESE + VIETNAMESE.upper())
    assert letters in read(paper.decision(blocks=(Paragraph(letters), Paragraph(letters, bold=True))))
    assert drawable(VIETNAMESE + VIETNAMESE.upper() + "₫≥≤–—“”…№") == VIETNAMESE + VIETNAMESE.upper() + "₫≥≤–—“”…№"


def test_no_letter_that_the_fonts_promise_is_missing():
    """PDF/A refuses a letter without a shape: so each one has a shape in all four fonts."""
    letters = "".join(chr(n) for first, last in COVERED for n in range(first, last + 1))
    kinds = [Paragraph(letters, bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)]
    assert render_pdf(paper.decision(blocks=tuple(kinds)))


def test_a_letter_that_the_fonts_lack_is_a_box_in_the_pdf_and_itself_in_word():
    document = paper.decision(blocks=(Paragraph("Chữ 漢 và 😀"),))
    assert "Chữ □ và □" in paper.pdf_text(render_pdf(document))
    assert "Chữ 漢 và 😀" in paper.docx_text(render_docx(document))


def test_a_very_long_word_breaks_at_the_edge():
    word = "W" * 300
    text = paper.pdf_text(render_pdf(paper.decision(blocks=(Paragraph(word),))))
    assert text.replace(" ", "").count("W") == 300
    assert breakable("nghiêng ngả", 14) == "nghiêng ngả"
    assert breakable("A" * 14, 14) == "\u200b".join("A" * 14)


def test_the_head_of_a_long_table_is_on_every_page_of_it():
    content = render_pdf(paper.decision(blocks=(paper.long_table(),)))
    pages = paper.pdf_pages(content)
    with_rows = [page for page in pages if "cứng hóa số" in page]
    assert len(with_rows) > 5
    assert all("Chỉ tiêu" in page and "Kết quả" in page for page in with_rows)
    text = paper.plain(" ".join(pages))
    assert all(f"Tỷ lệ đường thôn được cứng hóa số {n}." in text for n in range(1, 301))
    assert "Nguyễn Văn Ẩn" in pages[-1]
    assert "Cộng" in text


def test_word_repeats_the_head_of_a_table_and_keeps_rows_whole():
    word = docx.Document(io.BytesIO(render_docx(paper.decision(blocks=(paper.long_table(),)))))
    table = next(table for table in word.tables if table.cell(0, 0).text == "TT")
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert len(table.rows) == 303
    assert table.rows[-1].cells[1].text == "Cộng"


def test_pages_are_counted_from_the_second_on():
    pages = paper.pdf_pages(render_pdf(paper.decision(blocks=(paper.long_table(80),))))
    assert not pages[0].lstrip().startswith("1")
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


def test_the_mark_stands_on_every_page():
    pages = paper.pdf_pages(render_pdf(paper.decision(blocks=(paper.long_table(80),), mark="SỐ LIỆU MINH HỌA")))
    assert len(pages) > 1
    assert all("SỐ LIỆU MINH HỌA" in page for page in pages)


@pytest.mark.parametrize("rows", range(20, 38, 3))
def test_the_signature_is_never_alone_on_a_page(rows):
    blocks = (*(Paragraph(f"Đoạn {n}") for n in range(rows)), Paragraph("Dòng cuối./."))
    last = [page for page in paper.pdf_pages(render_pdf(paper.decision(blocks=blocks))) if "Nguyễn Văn Ẩn" in page]
    assert "Dòng cuối./." in last[0]
    assert "KT. CHỦ TỊCH" in last[0]
    assert "Lưu: VT" in last[0]


def test_an_annex_begins_on_a_page_of_its_own_after_the_signature(read):
    document = paper.decision(annex=(Heading("PHỤ LỤC", 0), Paragraph("Danh sách.")))
    assert read(document).index("Nguyễn Văn Ẩn") < read(document).index("PHỤ LỤC")
    assert paper.pdf_pages(render_pdf(document))[-1].split()[1:3] == ["PHỤ", "LỤC"]


def test_the_same_document_gives_the_same_bytes():
    for render in (render_pdf, render_docx):
        assert render(paper.minutes()) == render(paper.minutes())
        assert render(paper.minutes()) != render(paper.decision())


def test_the_pdf_is_tagged_and_brings_its_fonts():
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(paper.minutes())))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert "pdfaid:part>2" in reader.trailer["/Root"]["/Metadata"].get_data().decode().replace("<", "")
    assert reader.metadata.title == "BIÊN BẢN Họp Hội đồng thẩm định"
    fonts = {
        font["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in map(found, page["/Resources"]["/Font"].values())
    }
    assert fonts <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert round(reader.pages[0].mediabox.width) == 595


def found(reference):
    return reference.get_object()


def test_numbers_and_days_are_left_open_for_the_hand():
    assert lines.number_line("/QĐ-UBND").startswith("Số: \u00a0")
    assert lines.day_words(None).split() == ["ngày", "tháng", "năm"]
    assert lines.day_words(date(2024, 3, 11)) == "ngày 11 tháng 3 năm 2024"


def test_signatures_drawn_on_a_screen_stand_above_the_name():
    drawn = [io.BytesIO(), io.BytesIO()]
    for out, ink in zip(drawn, ("navy", "black"), strict=True):
        Image.new("RGB", (90, 30), ink).save(out, "PNG")
    pictures = tuple(out.getvalue() for out in drawn)
    left = Signature(("THƯ KÝ",), "Lê Thị Hạnh\nVi {{Văn}} Hai", pictures=pictures)
    document = dataclasses.replace(paper.minutes(), signatures=(left, Signature(("CHỦ TRÌ",), "Trần Văn Bình")))
    word, printed = render_docx(document), render_pdf(document)
    assert (word, printed) == (render_docx(document), render_pdf(document))
    for text in (paper.docx_text(word), paper.pdf_text(printed)):
        assert "Lê Thị Hạnh Vi {{Văn}} Hai" in text
    assert len(pypdf.PdfReader(io.BytesIO(printed)).pages[0].images) == 2
    assert docx.Document(io.BytesIO(word)).element.body.xml.count("<pic:pic") == 3  # with the code


def test_a_long_name_of_a_body_is_set_in_two_lines():
    assert lines.in_two("ỦY BAN NHÂN DÂN HUYỆN LỤC NAM") == "ỦY BAN NHÂN DÂN\nHUYỆN LỤC NAM"
    assert lines.in_two("ỦY BAN MTTQ VIỆT NAM XÃ NGHĨA PHƯƠNG") == "ỦY BAN MTTQ VIỆT NAM\nXÃ NGHĨA PHƯƠNG"
    long = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐÔNG PHÚ"
    assert lines.in_two(long) == "ỦY BAN MẶT TRẬN TỔ QUỐC\nVIỆT NAM XÃ ĐÔNG PHÚ"
    assert lines.in_two("SỞ Y TẾ") == "SỞ Y TẾ"
    assert lines.in_two("VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI") == "VĂN PHÒNG ĐIỀU\nPHỐI NÔNG THÔN MỚI"


def test_a_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match="number of cells"):
        Table((Column("A"), Column("B")), (("1",),))


def test_the_smallest_document_can_be_made(read):
    assert "CƠ QUAN" in read(Document(issuer="CƠ QUAN", title="GIẤY MỜI", abstract=""))


def test_the_code_in_word_leads_to_the_address():
    with zipfile.ZipFile(io.BytesIO(render_docx(paper.minutes()))) as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(pictures[0]))).text == paper.ADDRESS.upper()


@pytest.mark.slow  # starts a program for each page
@pytest.mark.skipif(bool(NO_POPPLER), reason=str(NO_POPPLER))
def test_the_code_is_read_from_the_printed_page(tmp_path):
    (tmp_path / "minutes.pdf").write_bytes(render_pdf(paper.minutes()))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "minutes.pdf", "page"], cwd=tmp_path, check=True)
    pages = [zxingcpp.read_barcode(Image.open(page)) for page in sorted(tmp_path.glob("page*.png"))]
    assert paper.ADDRESS.upper() in [code.text for code in pages if code]


@pytest.mark.slow  # starts LibreOffice
@pytest.mark.skipif(bool(paper.NO_SOFFICE), reason=str(paper.NO_SOFFICE))
def test_libreoffice_opens_the_word_file(tmp_path):
    document = dataclasses.replace(paper.minutes(), blocks=(*paper.minutes().blocks, paper.long_table(60)))
    pages = paper.libreoffice_pages(render_docx(document), tmp_path)
    assert all("Chỉ tiêu" in page for page in pages if "cứng hóa số" in page)
    assert "Trần Văn Bình" in pages[-1]
    assert pages[1].split()[0] == "2"


def changed(old, new, part="word/document.xml", more=None):
    """The default template with a text in it replaced, or a part added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default_template())) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            body = package.read(name)
            if name == part:
                assert old.encode() in body
                body = body.replace(old.encode(), new.encode())
            made.writestr(name, body)
        for name, body in (more or {}).items():
            made.writestr(name, body)
    return out.getvalue()


def test_the_default_template_passes_its_own_check():
    check_template(default_template())
    assert names_in(default_template()) == set(known_fields()) >= set(NEEDED)


def test_a_template_of_an_office_is_used():
    own = changed("Nơi nhận:", "Gửi đến:")
    check_template(own)
    text = paper.docx_text(render_docx(paper.minutes(), own))
    assert "Gửi đến:" in text
    assert "Nơi nhận:" not in text


HYPERLINK = (
    '<Relationship Id="x9" Type="http://x/hyperlink" Target="http://a.vn" TargetMode="External"/></Relationships>'
)
PICTURE = HYPERLINK.replace("hyperlink", "image")
NAMED_LINK = PICTURE.replace("http://a.vn", "http://a.vn/hyperlink")
SPELT_OUT = PICTURE.replace('"External"', '"&#69;xternal"')
RELATIONS = "word/_rels/document.xml.rels"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADER = f"<w:hdr {W}><w:p><w:r><w:t>{{{{ dau * 7 }}}}</w:t></w:r></w:p></w:hdr>"
HEADER_RELATION = (
    '<Relationship Id="x9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" '
    'Target="kop.xml"/></Relationships>'
)
HEADER_TYPE = (
    '<Override PartName="/word/kop.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.header+xml"/></Types>'
)


def code(*pieces):
    """A paragraph with a field whose code Word cut into pieces."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{runs}</w:p></w:body>"


def with_strange_header():
    """A header under a name of its own: what is rendered is found by its relation."""
    changes = {RELATIONS: ("</Relationships>", HEADER_RELATION), "[Content_Types].xml": ("</Types>", HEADER_TYPE)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default_template())) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            made.writestr(
                name, package.read(name).decode("latin-1").replace(*changes.get(name, ("", ""))).encode("latin-1")
            )
        made.writestr("word/kop.xml", HEADER)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "không phải tệp Word"),
        (changed("{{ ma_qr }}", ""), "ma_qr"),
        (changed("{{ ma_qr }}", "{{ ma_qr }}{{ xyz }}"), "xyz"),
        (changed("{{ ma_qr }}", "{{ ma_qr }}{% for x in dau %}{{ x }}{% endfor %}"), "ngoặc"),
        (changed("{{ ma_qr }}", "{{ ma_qr }}{{ dau.__class__ }}"), "ngoặc"),
        (changed("{{ ma_qr }}", "{{ ma_qr }}{{ 10 * 10 }}"), "ngoặc"),
        (changed("{{ ma_qr }}", "{{ ma_qr }"), "chưa đúng"),
        (changed("", "", more={"word/vbaProject.bin": b"x"}), "macro"),
        (changed("", "", more={"word/embeddings/a.bin": b"x"}), "nhúng"),
        (changed("</Relationships>", PICTURE, RELATIONS), "bên ngoài"),
        (changed("</Relationships>", NAMED_LINK, RELATIONS), "bên ngoài"),
        (changed("</Relationships>", SPELT_OUT, RELATIONS), "bên ngoài"),
        (changed("</w:body>", code("INCLUDE", "PICTURE http://a.vn/x.png"), "word/document.xml"), "bên ngoài"),
        (changed("</w:body>", '<w:p><w:fldSimple w:instr="ddeauto x"/></w:p></w:body>'), "bên ngoài"),
        (with_strange_header(), "ngoặc"),
        (changed("OpenNTM", "{{ range }}", "docProps/core.xml"), "range"),
        (b"0" * 2_000_001, "2 MB"),
    ],
)
def test_a_template_that_would_lose_or_fetch_or_do_something_is_refused_whole(content, said):
    with pytest.raises(TemplateRefused, match=said):
        check_template(content)


def test_a_template_may_carry_links():
    check_template(changed("</Relationships>", HYPERLINK, RELATIONS))
    check_template(changed("</w:body>", code('HYPERLINK "http://a.vn"')))
