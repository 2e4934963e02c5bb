"""A document as Word, from a template that an office can change in Word and put in place of ours."""

import io
import zipfile
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from docx.shared import Length, Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from openntm.office.documents import lines
from openntm.office.documents.qr import qr_png
from openntm.office.documents.shape import Document, Signature
from openntm.office.documents.text import cleaned
from openntm.office.documents.word_body import Body

DEFAULT = Path(__file__).parent / "document.docx"
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
QR_WIDTH, PICTURE_HEIGHT = Mm(27), Mm(15)
TWIP = 635


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Fields and nothing else: no function, no filter; a field that is unknown is an error."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    # Half of the work of a document is to compile its template, which is nearly always one of the same few.
    made.from_string = lru_cache(maxsize=64)(made.from_string)  # type: ignore[assignment,method-assign]
    return made


def default_template() -> bytes:
    return DEFAULT.read_bytes()


def render_docx(document: Document, template: bytes | None = None) -> bytes:
    """The same document and template give the same bytes."""
    clean = cleaned(document)
    word = DocxTemplate(io.BytesIO(template or default_template()))
    word.render(fields(clean, word), environment(), autoescape=True)
    properties = word.docx.core_properties
    properties.title = " ".join(part for part in (clean.title, clean.abstract) if part).replace("\n", " ")[:255]
    properties.author = properties.last_modified_by = clean.issuer.replace("\n", " ")[:255]
    day = clean.day
    properties.created = properties.modified = datetime(day.year, day.month, day.day) if day else datetime(*ZIP_DAY)  # noqa: DTZ001
    properties.revision = 1
    out = io.BytesIO()
    word.save(out)
    return without_clock(out.getvalue())


def without_clock(content: bytes) -> bytes:
    """The same parts, each of the same day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def fields(document: Document, word: DocxTemplate) -> dict[str, Any]:
    """What a template may name, in the words of its reader."""
    body = body_of(word)
    left, right = signatures(document)
    code = document.verification
    texts = {
        "co_quan_chu_quan": lines.in_two(document.superior),
        "co_quan_ban_hanh": lines.in_two(document.issuer),
        "so_ky_hieu": lines.number_line(document.number),
        "dia_danh_ngay": lines.day_line(document),
        "ten_loai": document.title,
        "trich_yeu": document.abstract,
        "kinh_gui": "\n".join(lines.addressee_lines(document)),
        "tham_quyen": document.authority,
        "quyet_dinh": document.decides,
        "noi_nhan": "\n".join(lines.ended(document.receivers, before="- ")),
        "ky_trai": "\n".join(left.lines),
        "ghi_chu_trai": left.note,
        "ky": "\n".join(right.lines),
        "ghi_chu_ky": right.note,
        "dau": document.mark,
        "loi_kiem_tra": lines.CHECK if code else "",
        "dia_chi": lines.typed_address(code.address) if code else "",
    }
    return {
        **{name: guarded(escape(text)) for name, text in texts.items()},
        "ten_trai": Signer(left, word),
        "ten_nguoi_ky": Signer(right, word),
        "can_cu": guarded(body.bases(document.bases)),
        "noi_dung": guarded(body.blocks(document.blocks, keep_last=True)),
        "phu_luc": guarded(body.blocks(document.annex)),
        "ma_qr": InlineImage(word, io.BytesIO(qr_png(code.address)), width=QR_WIDTH) if code else "",
    }


class Signer:
    """Pictures of signatures and the name under them; docxtpl takes pictures only while it renders."""

    def __init__(self, signature: Signature, word: DocxTemplate) -> None:
        self.name = guarded(escape(signature.name))
        self.drawn = [InlineImage(word, io.BytesIO(one), height=PICTURE_HEIGHT) for one in signature.pictures]

    def __bool__(self) -> bool:
        return bool(self.name or self.drawn)

    def __html__(self) -> str:
        return "\n".join([*(str(one) for one in self.drawn), self.name])


def guarded(xml: str) -> Markup:
    """docxtpl would read {_{ as {{: such signs are written so that it sees none."""
    return Markup(str(xml).replace("{_", "{&#95;").replace("_}", "&#95;}"))  # noqa: S704 - escaped by the callers


def body_of(word: DocxTemplate) -> Body:
    template = word.get_docx()
    section = template.sections[0]
    page, left, right = (size or Length(0) for size in (section.page_width, section.left_margin, section.right_margin))
    styles = {style.name: style.style_id for style in template.styles}
    return Body(styles, max(2000, (page - left - right) // TWIP))


def signatures(document: Document) -> tuple[Signature, Signature]:
    none = Signature(())
    signed = document.signatures
    return (signed[0] if len(signed) > 1 else none, signed[-1] if signed else none)
