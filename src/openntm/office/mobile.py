"""Vietnamese mobile numbers: entered as people write them, kept as +84 and nine digits."""

import re

WRITTEN = re.compile(r"(?:\+?84|0)([35789][0-9]{8})")


def kept(text: str) -> str:
    """Empty stays empty; ValueError for what is no mobile number of ten digits."""
    digits = re.sub(r"[\s.()-]", "", text)
    found = WRITTEN.fullmatch(digits)
    if digits and not found:
        raise ValueError(text)
    return f"+84{found[1]}" if found else ""


def spoken(number: str) -> str:
    """As people read it out: 0912 345 678."""
    return f"0{number[3:6]} {number[6:9]} {number[9:]}" if number else ""
