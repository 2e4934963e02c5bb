"""A document as PDF: data go into one Typst template as JSON, so no text is ever read as markup."""

import io
import json
from base64 import b64encode
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from openntm.office.documents import lines
from openntm.office.documents.qr import qr_svg
from openntm.office.documents.shape import Block, Document, Group, Points, Signature, Table, Total
from openntm.office.documents.text import breakable, cleaned, drawable

HERE = Path(__file__).parent
LONGEST, LONGEST_IN_CELL = 28, 14


def render_pdf(document: Document) -> bytes:
    """The same document gives the same bytes: no clock, no font of the machine."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
    clean = cleaned(document)
    inputs = {"document": json.dumps(drawn(page(clean)), ensure_ascii=False)}
    inputs |= dict(named for signature in clean.signatures for named in pictures(signature))
    if clean.verification:
        inputs["qr"] = qr_svg(clean.verification.address).decode()
    compiler = typst.Compiler(
        str(HERE / "document.typ"), root=str(HERE), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs
    )
    # PDF/A-2a: to be kept for decades, and read aloud.
    result = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=moment(clean))
    assert isinstance(result, bytes)
    return result


def pictures(signature: Signature) -> list[tuple[str, str]]:
    """Each with a name of its own, as SVG, because only texts go into the template."""
    return [(sha256(one).hexdigest()[:20], drawing(one)) for one in signature.pictures]


def drawing(picture: bytes) -> str:
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        size = 'width="{}" height="{}"'.format(*image.size)
    body = f'<image {size} href="data:image/png;base64,{b64encode(picture).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'


def moment(document: Document) -> int:
    """What the file says of its making: the start of the day that stands on the document."""
    day = document.day
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0


def page(document: Document) -> dict[str, Any]:
    return {
        "superior": lines.in_two(document.superior),
        "issuer": lines.in_two(document.issuer),
        "number": lines.number_line(document.number),
        "nation": lines.NATION,
        "motto": lines.MOTTO,
        "day": lines.day_line(document),
        "title": document.title,
        "abstract": document.abstract,
        "addressees": lines.addressee_lines(document),
        "authority": document.authority,
        "bases": lines.ended(document.bases),
        "decides": document.decides,
        "blocks": [block_data(block) for block in document.blocks],
        "signatures": [
            {**asdict(one), "pictures": [name for name, _drawing in pictures(one)]} for one in document.signatures
        ],
        "receivers": lines.ended(document.receivers, before="- "),
        "annex": [block_data(block) for block in document.annex],
        "mark": document.mark,
        "check": lines.CHECK if document.verification else "",
        "address": lines.typed_address(document.verification.address) if document.verification else "",
    }


def block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {**asdict(block), "parts": parts(block)}
    if isinstance(block, Points):
        return {"kind": "points", "lines": lines.point_lines(block)}
    return asdict(block)


def parts(table: Table) -> list[dict[str, Any]]:
    """Rows in one order, each saying what it is; a group may not be the last line of a page."""
    found: list[dict[str, Any]] = []
    for row in table.rows:
        if isinstance(row, Group):
            found.append({"is": "group", "title": row.title})
        elif isinstance(row, Total):
            found.append({"is": "total", "cells": row.cells})
        else:
            found.append({"is": "row", "cells": row})
    return found


def drawn(value: Any, longest: int = LONGEST) -> Any:
    """All texts with letters that the fonts have, long words breakable."""
    if isinstance(value, str):
        return breakable(drawable(value), longest)
    if isinstance(value, dict):
        return {
            key: drawn(part, LONGEST_IN_CELL if key in {"parts", "columns"} else longest) for key, part in value.items()
        }
    return [drawn(part, longest) for part in value] if isinstance(value, list | tuple) else value
