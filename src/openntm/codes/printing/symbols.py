"""What is drawn in a stamp: the QR symbol of an address as bits, and a title as a picture."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from openntm.codes.printing.layouts import POINT, Box
from openntm.office import documents

FONT = Path(documents.__file__).parent / "fonts" / "Tinos-Bold.ttf"
LEVEL = "Q"  # a quarter of the symbol may be lost
DOTS = 1200  # of the title, to the inch
SMALLEST = 0.6  # of its size, before a long title is shortened
QR = zxingcpp.BarcodeFormat.QRCode


@dataclass(frozen=True)
class Bits:
    """Rows of bits, each row in whole bytes; 0 is ink."""

    width: int
    height: int
    rows: bytes


def symbol_of(address: str) -> Bits:
    """Capital letters alone keep it in the alphanumeric mode, and small: scheme, host and `/Q/` may be written so."""
    image = np.asarray(zxingcpp.create_barcode(address, QR, ec_level=LEVEL).to_image(add_quiet_zones=False))
    return Bits(image.shape[1], image.shape[0], np.packbits(image != 0, axis=1).tobytes())


@lru_cache(maxsize=8)
def title_of(text: str, box: Box) -> Bits:
    """A picture, drawn once for all stamps: of the letters of a title only a few are in the font of the codes."""
    font, said = fitting(text, box)
    left, _top, right, _bottom = (int(edge) for edge in font.getbbox(said))
    ascent, descent = font.getmetrics()
    image = Image.new("1", (right - left + 2, ascent + descent), 1)
    ImageDraw.Draw(image).text((1 - left, 0), said, fill=0, font=font)
    return Bits(image.width, image.height, image.tobytes())


def fitting(text: str, box: Box) -> tuple[ImageFont.FreeTypeFont, str]:
    """Smaller letters for a long title, then fewer."""
    most, wanted = box.width / 25.4 * DOTS, box.size / 72 * DOTS
    font = ImageFont.truetype(str(FONT), round(wanted))
    scale = max(SMALLEST, min(1.0, most / font.getlength(text)))
    font = ImageFont.truetype(str(FONT), int(wanted * scale))
    said = text
    while font.getlength(said) > most:
        text = text[:-1].rstrip()
        said = f"{text}…"
    return font, said


@cache
def widths() -> dict[int, float]:
    """Of the signs of codes and the space between them, in thousandths of the letters' size, by their bytes."""
    font = ImageFont.truetype(str(FONT), 1000)
    return {sign: round(font.getlength(chr(sign)), 1) for sign in range(32, 127)}


def width_in_mm(text: bytes, size: float) -> float:
    known = widths()
    return sum([known[sign] for sign in text]) / 1000 * size / POINT
