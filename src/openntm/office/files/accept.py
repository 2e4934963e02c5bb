"""What may be kept: size, and the type that the bytes themselves show."""

import io
import zipfile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PIXELS = 50_000_000
MEMBERS, UNPACKED, RATIO = 5_000, 200_000_000, 200
MB = 1_000_000


class FileRefused(Exception):
    """Carries the sentence for the person who handed the file in."""


def within_limit(upload: UploadedFile) -> bytes:
    limit = settings.FILE_LIMIT_MB * MB
    content: bytes = upload.read(limit + 1)
    if len(content) > limit:
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": settings.FILE_LIMIT_MB})
    if not content:
        raise FileRefused(_("The file is empty."))
    return content


def accepted_type(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return office_type(content)
    return image_type(content)


def office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise FileRefused(_("The file is damaged: it cannot be opened."))
    refuse_bomb(members)
    names = {member.filename for member in members}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(_("The file contains macros. Save it as .docx or .xlsx and hand it in again."))
    found = [media_type for member, media_type in OFFICE.items() if member in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise refused_type()
    return found[0]


def refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MEMBERS or unpacked > UNPACKED or unpacked / packed > RATIO:
        raise FileRefused(_("The file would become far too large when opened."))


def image_type(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
            if image.width * image.height > PIXELS:
                raise FileRefused(_("The picture has too many pixels: 50 million at most."))
            image.verify()
            return IMAGES[image.format or ""]
    except Image.DecompressionBombError:
        raise FileRefused(_("The picture has too many pixels: 50 million at most."))
    except UnidentifiedImageError:
        raise refused_type()
    except (OSError, SyntaxError, ValueError):
        raise FileRefused(_("The file is damaged: it cannot be opened."))


def refused_type() -> FileRefused:
    return FileRefused(_("Only pictures (JPEG, PNG, WebP), PDF, .docx and .xlsx can be kept."))
