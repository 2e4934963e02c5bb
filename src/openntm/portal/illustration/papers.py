"""Small files of invented offices: made by the product's own document engine, marked on every page."""

import io
from collections.abc import Callable, Sequence
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from openntm.office.documents import Document, Paragraph, Points, Signature, render_docx, render_pdf
from openntm.office.documents.lines import ILLUSTRATIVE

DISTRICT, PROVINCE = "Ủy ban nhân dân huyện Lục Nam", "Ủy ban nhân dân tỉnh Bắc Giang"
RENDER: dict[str, Callable[[Document], bytes]] = {"pdf": render_pdf, "docx": render_docx}
NOTICE = "Văn bản do bản trình diễn tự tạo; không phải văn bản của cơ quan nào."


def paper(
    title: str,
    abstract: str,
    points: Sequence[str],
    *,
    day: date,
    number: str = "",
    issuer: str = DISTRICT,
    superior: str = PROVINCE,
    signer: str = "",
    ending: str = "pdf",
) -> SimpleUploadedFile:
    document = Document(
        superior=superior.upper(),
        issuer=issuer.upper(),
        number=number,
        place_name="Lục Nam",
        day=day,
        title=title.upper(),
        abstract=abstract,
        blocks=(Paragraph(NOTICE, italic=True), Points(tuple(points), mark="1")),
        signatures=(Signature(("TM. ỦY BAN NHÂN DÂN",), name=signer),),
        receivers=("Như trên", "Lưu: VT"),
        mark=ILLUSTRATIVE,
    )
    name = f"{(number or title).replace('/', '-').replace(' ', '-').lower()}.{ending}"
    return SimpleUploadedFile(name, RENDER[ending](document))


def picture(words: str) -> SimpleUploadedFile:
    """A drawn card that says what it stands for; no photograph of a real place."""
    drawn = Image.new("RGB", (640, 400), "#e5f1ea")
    ImageDraw.Draw(drawn).multiline_text((40, 180), f"Hinh minh hoa\n{words}", fill="#17231d", font_size=26)
    held = io.BytesIO()
    drawn.save(held, "PNG")
    return SimpleUploadedFile("hinh-minh-hoa.png", held.getvalue())


def signature(words: str) -> SimpleUploadedFile:
    """An invented hand: strokes by the letters, nobody's own."""
    drawn = Image.new("RGB", (640, 240), "white")
    turns = [(40 + 40 * n, 120 + (ord(letter) % 13 - 6) * 11 * (-1) ** n) for n, letter in enumerate(words[:14])]
    ImageDraw.Draw(drawn).line(turns, "#10233f", 5, joint="curve")
    held = io.BytesIO()
    drawn.save(held, "PNG")
    return SimpleUploadedFile("chu-ky-minh-hoa.png", held.getvalue())
