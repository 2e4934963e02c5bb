"""The text of a file, read in a process of its own that may use only so much time and memory.

A file that another office sent may be broken or built to do harm: whatever happens to that process happens to it alone.
Run as `python -I reading.py TYPE`, with the file on its input and the text on its output; no Django here.
"""

import io
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator

SECONDS, MEMORY = 30, 1_500_000_000
MOST_PAGES, MOST_LETTERS, MOST_ROWS = 500, 400_000, 20_000
FEWEST_LETTERS = 10  # a scan may hold a page number or a stamp
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Unreadable(Exception):
    """The file is broken, locked, or takes more than it may."""


def text_of(content: bytes, media_type: str) -> str:
    """Empty when there is no text in it; raises Unreadable."""
    if media_type not in READERS:
        return ""
    command = [sys.executable, "-I", __file__, media_type]  # isolated: nothing beside it is taken for a library
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS + 5, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as failed:
        raise Unreadable from failed
    text = done.stdout.decode("utf-8", "ignore")
    return text if sum(sign.isalnum() for sign in text) >= FEWEST_LETTERS else ""


def pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable
    for page in reader.pages[:MOST_PAGES]:
        yield page.extract_text()


def word(content: bytes) -> Iterator[str]:
    """Paragraphs wherever they stand, those of tables too; a broken line or a tab parts two words."""
    from docx import Document
    from docx.oxml.ns import qn

    text, gaps = qn("w:t"), (qn("w:br"), qn("w:tab"))
    for paragraph in Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        yield "".join(piece.text or "" if piece.tag == text else " " for piece in paragraph.iter(text, *gaps))


def sheet(content: bytes) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS):
            yield " ".join(str(cell) for cell in row if cell != "")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {"application/pdf": pdf, WORD: word, SHEET: sheet}


def within(pieces: Iterator[str]) -> str:
    """The first so many letters; what comes after is not read."""
    kept, left = [], MOST_LETTERS
    for piece in pieces:
        kept.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return "\n".join(kept)


def run(media_type: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    text = within(READERS[media_type](sys.stdin.buffer.read()))
    sys.stdout.buffer.write(text.encode("utf-8", "ignore"))


if __name__ == "__main__":
    run(sys.argv[1])
