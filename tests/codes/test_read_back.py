"""Sheets are read by programs that did not make them: poppler draws them and reads the letters, zbar the symbols.

zxing, which made the symbols, reads them too: it says their level and where they lie.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from openntm.codes.printing.layouts import POINT, TICK, layouts
from openntm.codes.printing.pdf import put_together
from openntm.codes.printing.sheets import Sheets
from openntm.codes.tokens import token_of

MISSING = [program for program in ("pdftoppm", "zbarimg") if not shutil.which(program)]
pytestmark = [pytest.mark.skipif(bool(MISSING), reason=f"missing: {MISSING}"), pytest.mark.slow]  # pages are drawn
SECRET, RUN, HOST, DPI = b"s" * 32, 7, "HTTPS://NTM.BACGIANG.GOV.VN/Q/", 300
PIXEL = DPI / 25.4  # to the millimetre
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@dataclass
class Seen:
    layout: object
    sheets: Sheets
    images: list
    words: list

    def spots(self):
        """Of each symbol on the first page, where it was found and what it says."""
        for found in zxingcpp.read_barcodes(self.images[0], zxingcpp.BarcodeFormat.QRCode):
            yield found, found.text.removeprefix(HOST)


def token(index):
    return token_of(SECRET, RUN, index)


def drawn(folder, key, codes, title="HTX Na dai Nghĩa Phương"):
    layout = layouts()[key]
    sheets = Sheets(layout, 5, 4 + codes, token, lambda text: HOST + text, title, "thử")
    objects = list(sheets.objects(0, sheets.pages))
    with (folder / "sheets.pdf").open("wb") as out:
        put_together(out, [(list(map(len, objects)), objects)], sheets.shared(), "thử")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "sheets.pdf", "page"], cwd=folder, check=True)
    subprocess.run(["pdftotext", "-bbox", "sheets.pdf", "text"], cwd=folder, check=True)
    pages = (folder / "text").read_text().split("<page ")[1:]
    words = [[(*map(float, found[:4]), found[4]) for found in WORD.findall(page)] for page in pages]
    return Seen(layout, sheets, [image_of(path) for path in sorted(folder.glob("page*.pgm"))], words)


def image_of(path):
    with Image.open(path) as image:
        return image.copy()


@pytest.fixture(scope="module", params=list(layouts()))
def seen(request, tmp_path_factory):
    key = request.param
    return drawn(tmp_path_factory.mktemp(key), key, layouts()[key].per_page + 1)


def test_every_symbol_is_read_in_its_order(seen):
    read = sorted(text for _found, text in seen.spots())
    assert read == [token(5 + index) for index in range(seen.layout.per_page)]
    assert len(seen.images) == 2


def zbar_reads(folder, image):
    image.save(folder / "page.png")
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "page.png"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return sorted(line.removeprefix(HOST) for line in said.splitlines())


def test_a_reader_of_another_make_reads_the_same(seen, tmp_path):
    assert zbar_reads(tmp_path, seen.images[0]) == [token(5 + index) for index in range(seen.layout.per_page)]


def test_the_level_is_q_and_the_symbol_is_small(seen):
    for found, _text in seen.spots():
        assert found.ec_level == "Q"
        assert found.extra["Version"] == "4"


def test_the_letters_under_a_symbol_say_what_the_symbol_says(seen):
    for found, text in seen.spots():
        corner = [found.position.bottom_left, found.position.bottom_right]
        left, right = corner[0].x / PIXEL, corner[1].x / PIXEL
        bottom, middle = corner[0].y / PIXEL, (left + right) / 2
        reach = seen.layout.label[0] / 2
        under = [
            word[4]
            for word in seen.words[0]
            if abs((word[0] + word[2]) / 2 / POINT - middle) < reach and 0 < word[1] / POINT - bottom + 1 < 6
        ]
        assert "".join(under) == text
        assert {len(word) for word in under} == {4}


def test_nothing_is_printed_in_the_quiet_zone(seen):
    ink = np.asarray(seen.images[0]) < 128
    side = seen.layout.symbol.side
    for left, top in seen.layout.corners():
        x, y = (left + seen.layout.symbol.left) * PIXEL, (top + seen.layout.symbol.top) * PIXEL
        inner = x, y, x + side * PIXEL, y + side * PIXEL
        zone = 4 * side * PIXEL / 33 - 1.5  # modules of this symbol, less what drawing may be off
        outer = [max(0, round(at + sign * zone)) for at, sign in zip(inner, (-1, -1, 1, 1), strict=True)]
        inside = [round(at + sign) for at, sign in zip(inner, (-1, -1, 1, 1), strict=True)]
        whole = ink[outer[1] : outer[3], outer[0] : outer[2]].sum()
        assert whole > 1000
        assert whole == ink[inside[1] : inside[3], inside[0] : inside[2]].sum()


def test_the_page_has_the_size_of_its_paper(seen):
    wide, high = seen.layout.page
    assert seen.images[0].size == pytest.approx((wide * PIXEL, high * PIXEL), abs=1)


def test_cut_marks_stand_at_the_corners_where_the_layout_wants_them(seen):
    ink = np.asarray(seen.images[0]) < 200
    wide, high = seen.layout.label
    for left, top in seen.layout.corners():
        for x, y in ((left, top), (left + wide, top + high)):
            if not (1 < x < seen.layout.page[0] - 1 and 1 < y < seen.layout.page[1] - 1):
                continue
            column, row, arm = round(x * PIXEL), round(y * PIXEL), round((TICK - 0.5) * PIXEL)
            across = ink[row - 2 : row + 3, column - arm : column + arm].any(axis=0)
            down = ink[row - arm : row + arm, column - 2 : column + 3].any(axis=1)
            assert across.all() == down.all() == seen.layout.cut_marks


# A blot of a tenth of the symbol: its middle, as shares of the side, away from the three finders.
BLOTS = [(0.5, 0.5), (0.66, 0.5), (0.5, 0.66), (0.62, 0.62)]


def read_with_blots(seen, blot, ink, share):
    image = blotted(seen, blot, ink, share)
    found = zxingcpp.read_barcodes(image, zxingcpp.BarcodeFormat.QRCode)
    return {one.text.removeprefix(HOST) for one in found}


def blotted(seen, blot, ink, share):
    image = seen.images[0].copy()
    side, half = seen.layout.symbol.side, seen.layout.symbol.side * share**0.5 / 2
    pen = ImageDraw.Draw(image)
    for left, top in seen.layout.corners():
        x = left + seen.layout.symbol.left + blot[0] * side
        y = top + seen.layout.symbol.top + blot[1] * side
        pen.rectangle([at * PIXEL for at in (x - half, y - half, x + half, y + half)], fill=ink)
    return image


@pytest.mark.parametrize("ink", [0, 128, 255])
@pytest.mark.parametrize("blot", BLOTS, ids=str)
def test_a_symbol_that_lost_a_tenth_of_its_area_is_still_read(seen, blot, ink):
    wanted = {token(5 + index) for index in range(seen.layout.per_page)}
    assert read_with_blots(seen, blot, ink, 0.1) == wanted


def test_the_other_reader_reads_symbols_that_lost_a_tenth_too(seen, tmp_path):
    wanted = [token(5 + index) for index in range(seen.layout.per_page)]
    assert zbar_reads(tmp_path, blotted(seen, (0.62, 0.62), 255, 0.1)) == wanted


def test_a_symbol_that_lost_a_third_is_not_read(seen):
    assert read_with_blots(seen, (0.5, 0.5), 255, 0.33) == set()


def test_the_title_is_drawn_above_each_symbol_and_a_long_one_is_shortened(tmp_path):
    plain, named = tmp_path / "plain", tmp_path / "named"
    ink = []
    for folder, title in ((plain, ""), (named, "Hợp tác xã dịch vụ nông nghiệp tổng hợp na dai Nghĩa Phương " * 3)):
        folder.mkdir()
        seen = drawn(folder, "a4-24", 24, title)
        ink.append(np.asarray(seen.images[0]) < 128)
        box = seen.layout.name
    for left, top in seen.layout.corners():
        rows = slice(round((top + 1.6) * PIXEL), round((top + box.top + box.size / POINT) * PIXEL))
        inside = slice(round((left + box.left) * PIXEL), round((left + box.left + box.width) * PIXEL))
        assert not ink[0][rows, inside].any()
        assert ink[1][rows, inside].sum() > 1000
    assert len(list(seen.spots())) == 24
