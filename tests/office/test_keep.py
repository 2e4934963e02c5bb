"""Files are judged by their bytes, kept by their content, and shown without what a camera adds."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from openntm.office.files import FileRefused, accept, content, keep, public_copy
from openntm.office.models import LogEntry, StoredFile

GPS, MAKE, COMMENT = 0x8825, 0x010F, b"taken by Ms An"


def upload(data, name="a.jpg"):
    return SimpleUploadedFile(name, data)


def photo(width=40, height=20, **options):
    """With a position, a maker, an orientation and a thumbnail's worth of other things."""
    exif = Image.Exif()
    exif[MAKE], exif[0x0112] = "SecretPhone", 6
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 17.0, 5.0), 3: "E", 4: (106.0, 24.0, 9.0)})
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG", exif=exif, comment=COMMENT, **options)
    return out.getvalue()


def package(*members, name="a.docx", content=b"<x/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, content)
    return upload(out.getvalue(), name)


@pytest.fixture
def an(somebody):
    return somebody("an")


def test_a_picture_is_kept_whole_and_copied_without_its_metadata(land, an):
    original = photo()
    file = keep(upload(original), an, place=land.a)
    assert content(file) == original
    assert b"SecretPhone" in original
    copy = public_copy(file)
    with Image.open(io.BytesIO(copy)) as image:
        assert not dict(image.getexif())
        assert not dict(image.getexif().get_ifd(GPS))
        assert not {"exif", "comment", "icc_profile", "photoshop"} & set(image.info)
        assert image.size == (20, 40)  # turned as the camera meant it
    assert b"SecretPhone" not in copy
    assert COMMENT not in copy


@pytest.mark.parametrize(("kind", "extra"), [("PNG", {"pnginfo": None}), ("WEBP", {})])
def test_other_pictures_lose_their_metadata_too(land, an, kind, extra):
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "Ms An")
    out, exif = io.BytesIO(), Image.Exif()
    exif[MAKE] = "SecretPhone"
    more = {"pnginfo": text} if kind == "PNG" else {}
    Image.new("RGBA", (9, 9), (0, 90, 0, 40)).save(out, kind, exif=exif, **more)
    copy = public_copy(keep(upload(out.getvalue(), "x.jpg"), an, place=land.a))
    assert b"SecretPhone" not in copy
    assert b"Ms An" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert image.format == "PNG"
        assert not dict(image.getexif())
        assert image.getpixel((0, 0))[3] == 40


def test_the_same_content_is_kept_once_a_place_and_its_bytes_once(land, an):
    first = keep(upload(photo()), an, place=land.a)
    assert keep(upload(photo(), "other.jpg"), an, place=land.a) == first
    beside = keep(upload(photo()), an, place=land.b)
    assert (beside.sha256, beside.pk != first.pk) == (first.sha256, True)
    assert LogEntry.objects.filter(verb="file.keep").count() == 2


@pytest.mark.parametrize(
    ("members", "ending"), [(["word/document.xml"], "wordprocessingml"), (["xl/workbook.xml"], "spreadsheetml")]
)
def test_office_files_are_known_by_their_parts_not_by_their_name(land, an, members, ending):
    file = keep(package("[Content_Types].xml", *members, name="photo.jpg"), an, place=land.a)
    assert ending in file.media_type
    assert public_copy(file) is None


def test_a_pdf_is_kept(land, an):
    assert keep(upload(b"%PDF-1.7\n...", "x.exe"), an).media_type == "application/pdf"


HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    "bad",
    [
        upload(b""),
        upload(HTML, "a.pdf"),
        upload(b"GIF89a" + b"\x00" * 40),
        upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        upload(photo()[:200]),
        upload(b"MZ" + b"\x00" * 100, "a.docx"),
        upload(b"PK\x03\x04 broken", "a.docx"),
        package("evil.html"),
        package("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        package("[Content_Types].xml", "xl/workbook.xml", content=b"0" * 3_000_000),
    ],
    ids=["empty", "html", "gif", "svg", "cut", "exe", "broken_zip", "plain_zip", "both", "macros", "bomb"],
)
def test_what_is_not_on_the_list_is_refused_and_nothing_is_kept(land, an, bad):
    bad.seek(0)
    with pytest.raises(FileRefused) as refused:
        keep(bad, an, place=land.a)
    assert str(refused.value)
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused(land, an, settings):
    settings.FILE_LIMIT_MB = 1
    with pytest.raises(FileRefused, match="1 MB"):
        keep(upload(b"%PDF-" + b"0" * 1_000_001), an)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(land, an, monkeypatch):
    monkeypatch.setattr(accept, "PIXELS", 799)
    with pytest.raises(FileRefused):
        keep(upload(photo(40, 20)), an)


def test_pillow_itself_guards_against_bombs(land, an, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(FileRefused):
        keep(upload(photo(40, 20)), an)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\ảnh.jpg", "ảnh.jpg"), ("a\r\nX: y.jpg", "aX: y.jpg"), ("\x00", "file")],
)
def test_a_name_is_only_a_name(land, an, given, kept):
    picture = upload(photo())
    picture._name = given
    assert keep(picture, an).original_name == kept
