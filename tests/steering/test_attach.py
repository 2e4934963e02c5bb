"""Files of a document: kept, read for the search, given to those who may see the document, taken off when wrong."""

import io
import sys
import zipfile
from datetime import date
from functools import cache

import docx
import pytest
import typst
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter

from openntm.office.files import FileRefused
from openntm.office.models import LogEntry
from openntm.steering import reading
from openntm.steering.models import Attachment, Directive
from openntm.steering.reading import SHEET, WORD, Unreadable, text_of
from openntm.steering.services import attaching
from openntm.steering.services.attaching import attach_file, detach_file, read_attachment

pytestmark = pytest.mark.postgres  # text is kept and looked for by the engine
PAGE = "/218/2024-12-31/directives/"
WORDS = "Tổ công nghệ số cộng đồng hỗ trợ số hóa ở thôn Đồng Đỉnh"


@cache
def pdf(text=WORDS, pages=1):
    return typst.compile("#pagebreak()\n".join([text + "\n"] * pages).encode())


def word(text=WORDS, cell=""):
    document, out = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph(text[:9])
    paragraph.add_run(text[9:])  # a word may be cut into runs
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    document.save(out)
    return out.getvalue()


def sheet(text=WORDS):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Biểu 1")
        page.write(0, 0, text)
        page.write(3, 2, 21.7)
    return out.getvalue()


def picture():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (8, 8), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(content, name="toan-van.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def one(land, document):
    return document("12/KH-UBND", date(2024, 2, 1), place=land.district.place)


@pytest.fixture
def attach(binh, land, one):
    def make(content, **given):
        return attach_file(by=binh, pk=one.pk, place=land.district.place, upload=upload(content), **given)

    return make


def last_line():
    return LogEntry.objects.order_by("-number").first()


@pytest.mark.parametrize(
    ("content", "media_type"), [(pdf, "application/pdf"), (word, WORD), (sheet, SHEET)], ids=["pdf", "docx", "xlsx"]
)
def test_the_text_of_a_file_is_read(content, media_type):
    text = " ".join(text_of(content(), media_type).split())
    assert WORDS in text


def test_words_in_tables_are_read_too():
    assert "Kinh phí thực hiện" in text_of(word(cell="Kinh phí thực hiện"), WORD)


def test_a_broken_line_parts_two_words():
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Ủy ban nhân dân\nhuyện Lục Nam\tsố 12")
    document.save(out)
    assert text_of(out.getvalue(), WORD) == "Ủy ban nhân dân huyện Lục Nam số 12"


def test_a_scan_has_no_text(attach):
    blank = attach(typst.compile(b"#rect(width: 2cm)"))
    assert read_attachment(pk=blank.pk) == "no_text"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + b"\x00" * 50, b"%PDF-1.4 " + b"(" * 5000, pdf()[:400]],
    ids=["nothing", "nested", "cut off"],
)
def test_a_broken_file_says_that_it_could_not_be_read(attach, content):
    broken = attach(content)
    assert read_attachment(pk=broken.pk) in ("unreadable", "no_text")
    broken.refresh_from_db()
    assert (broken.text, broken.text_key) == ("", "")


def test_a_locked_pdf_is_unreadable(attach):
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert read_attachment(pk=attach(out.getvalue()).pk) == "unreadable"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", -5)  # no time at all, whatever the machine
    with pytest.raises(Unreadable):
        text_of(pdf(), "application/pdf")


def test_a_file_that_takes_too_much_memory_is_given_up():
    """A sheet whose last cell stands at the end of the sheet would be laid out as a table of that size."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                content = content.replace(b'r="C4"', b'r="XFD1048576"')
            new.writestr(member.filename, content)
    with pytest.raises(Unreadable):
        text_of(out.getvalue(), SHEET)


def test_only_so_much_of_a_file_is_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LETTERS", 30)
    assert reading.within(iter(["a" * 20, "b" * 20, "c"])) == "a" * 20 + "\n" + "b" * 10
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    assert len(list(reading.pdf(pdf(pages=4)))) == 2


def test_nothing_beside_the_reader_is_taken_for_a_library():
    """It runs isolated: `tasks.py` and the like of this package are no modules to it."""
    assert "-I" in reading.text_of.__code__.co_consts
    assert not hasattr(sys.modules["openntm.steering.reading"], "django")


def test_a_file_is_kept_and_the_log_says_so(attach, one, binh):
    attachment = attach(pdf(), title="Toàn văn")
    assert attachment.reading == "waiting"
    line = last_line()
    assert (line.verb, line.by, line.place_key) == ("directive.attach", binh, "huyen-thu")
    assert line.changed["file"] == [None, "Toàn văn"]
    with pytest.raises(attaching.AlreadyAttached):
        attach(pdf())


@pytest.mark.parametrize("content", [b"MZ\x90", b"<html>", b"", b"PK\x03\x04broken"])
def test_what_may_not_be_kept_is_refused(attach, content):
    with pytest.raises(FileRefused):
        attach(content)
    assert not Attachment.objects.exists()


def test_others_do_not_attach(one, land, an, dung, document):
    with pytest.raises(PermissionDenied):
        attach_file(by=an, pk=one.pk, place=land.district.place, upload=upload(pdf()))
    secret = document("9/MẬT", place=land.district.place, is_public=False)
    with pytest.raises(Directive.DoesNotExist):
        attach_file(by=dung, pk=secret.pk, place=land.far.place, upload=upload(pdf()))


def test_any_register_may_give_a_national_document_its_text(document, binh, dung, land):
    national = document()
    attachment = attach_file(by=binh, pk=national.pk, place=land.district.place, upload=upload(pdf()))
    assert attachment.file.place == land.district.place
    with pytest.raises(PermissionDenied):  # another office does not take it off
        detach_file(by=dung, pk=national.pk, place=land.far.place, attachment=attachment.pk, reason="x")


@pytest.mark.parametrize(("content", "name"), [(pdf, "a.pdf"), (word, "a.docx")], ids=["pdf", "docx"])
def test_a_file_sent_by_the_page_is_found_by_its_words(client, binh, one, content, name):
    client.force_login(binh)
    assert client.get(f"{PAGE}{one.pk}/attach/").status_code == 200
    answer = client.post(f"{PAGE}{one.pk}/attach/", {"file": upload(content(), name)}, follow=True)
    assert "tìm được theo nội dung" in answer.content.decode()
    client.logout()
    for asked in ("so hoa", "số hóa", "dong dinh"):
        page = client.get(PAGE, {"q": asked}).content.decode()
        assert "12/KH-UBND" in page
        assert f"{name}: …" in page
    assert "12/KH-UBND" not in client.get(PAGE, {"q": "trong cay"}).content.decode()


@pytest.mark.parametrize("content", [b"MZ\x90", b""])
def test_a_wrong_file_is_said_at_its_field(client, binh, one, content):
    client.force_login(binh)
    answer = client.post(f"{PAGE}{one.pk}/attach/", {"file": upload(content)})
    assert answer.status_code == 422
    assert "#id_file" in answer.content.decode()


def test_everybody_takes_the_file_of_a_public_document_as_an_attachment(client, attach, one):
    attachment = attach(pdf())
    answer = client.get(f"{PAGE}{one.pk}/files/{attachment.pk}/")
    assert answer.content == pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="toan-van.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"


def test_the_file_of_a_document_that_is_not_public_is_for_its_office(client, attach, one, an, binh, dung):
    attachment = attach(pdf())
    Directive.objects.filter(pk=one.pk).update(is_public=False)
    for person, status in ((None, 404), (dung, 404), (an, 404), (binh, 200)):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(f"{PAGE}{one.pk}/files/{attachment.pk}/").status_code == status


def test_the_file_of_one_document_is_not_reached_through_another(client, attach, one, document):
    attachment = attach(pdf())
    Directive.objects.filter(pk=one.pk).update(is_public=False)
    assert client.get(f"{PAGE}{document('1/QĐ').pk}/files/{attachment.pk}/").status_code == 404


def test_strangers_get_a_picture_without_what_the_camera_wrote(client, attach, one, binh):
    attachment = attach(picture())
    assert attachment.reading == "no_text"
    page = f"{PAGE}{one.pk}/files/{attachment.pk}/"
    answer = client.get(page)
    assert (answer["Content-Type"], b"SecretCamera" in answer.content) == ("image/jpeg", False)
    client.force_login(binh)
    assert b"SecretCamera" in client.get(page).content


def test_a_wrong_file_is_taken_off_with_a_reason(client, attach, one, binh):
    attachment = attach(pdf(), title="Nhầm")
    client.force_login(binh)
    page = f"{PAGE}{one.pk}/files/{attachment.pk}/remove/"
    assert "Nhầm" in client.get(page).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Nhầm văn bản"}).status_code == 302
    assert not Attachment.objects.exists()
    assert (last_line().verb, last_line().particulars.reason) == ("directive.detach", "Nhầm văn bản")
