"""The picture of the invented product: drawn, so that nobody takes it for a photo of real goods."""

import io
from math import cos, pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from openntm.codes.printing.symbols import FONT

WIDE, HIGH = 800, 600
PAPER, SKIN, EDGE, STALK, INK = "#eef4e4", "#a9c77b", "#6f9448", "#7a5a32", "#53635b"


def custard_apple() -> SimpleUploadedFile:
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen = ImageDraw.Draw(image)
    pen.line([(400, 40), (400, 110)], fill=STALK, width=14)
    for ring, count in ((205, 18), (150, 14), (95, 9), (42, 5), (0, 1)):
        for nth in range(count):
            turn = 2 * pi * (nth + ring / 110) / count
            x, y = WIDE / 2 + ring * cos(turn), 300 + ring * 0.92 * sin(turn)
            pen.ellipse([x - 42, y - 40, x + 42, y + 40], fill=SKIN, outline=EDGE, width=4)
    pen.text((WIDE / 2, 572), "Hình vẽ minh họa", fill=INK, font=ImageFont.truetype(str(FONT), 28), anchor="ms")
    out = io.BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile("na-dai-minh-hoa.png", out.getvalue(), "image/png")
