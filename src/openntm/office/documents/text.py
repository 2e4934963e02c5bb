"""Texts from the border inwards: composed, without control characters, and which letters the fonts of the PDF have."""

import dataclasses
import re
from typing import Any, TypeVar
from unicodedata import category, normalize

T = TypeVar("T")

# The letters of fonts/*.ttf, first and last of each run.
COVERED = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x1E00, 0x1EFF), (0x200B, 0x200B),
    (0x2010, 0x2027), (0x202F, 0x203E), (0x2070, 0x2071), (0x2074, 0x208E), (0x20AB, 0x20AC), (0x2103, 0x2103),
    (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x221E, 0x221E), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265), (0x25A0, 0x25A1), (0x25CB, 0x25CB), (0x25CF, 0x25CF),
)  # fmt: skip
UNKNOWN_LETTER = "□"
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, direction and joining marks, halves of letters, letters of nobody


def cleaned(value: T) -> T:
    """The same document (or any part of it) with its texts made clean."""
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.init]
        return dataclasses.replace(value, **{name: _cleaned(getattr(value, name)) for name in fields})
    return value


def clean(text: str) -> str:
    """NFC; a line may end within a text, everything else that cannot be seen is left out."""
    plain = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(letter for letter in plain if letter == "\n" or category(letter) not in HIDDEN)


def drawable(text: str) -> str:
    """A letter that the fonts of the PDF lack becomes a box, seen as such."""
    return "".join(letter if letter == "\n" or has_letter(ord(letter)) else UNKNOWN_LETTER for letter in text)


def has_letter(number: int) -> bool:
    return any(first <= number <= last for first, last in COVERED)


def breakable(text: str, longest: int) -> str:
    """A word longer than any Vietnamese one may break where the line ends."""
    return re.sub(rf"\S{{{longest},}}", lambda word: "\u200b".join(word[0]), text)
