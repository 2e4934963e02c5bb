"""The signs of spam in what a stranger sent, by the rules in the data: pure. They only choose the queue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openntm.participation.report_rules import Rules

LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|net|org|info|xyz|top|vn|ru|cn|io|me)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Sent:
    """`seconds` since the page was opened, if known; `same` reports with the same text before."""

    text: str
    trapped: bool = False
    seconds: float | None = None
    same: int = 0


def signs_in(sent: Sent, rules: Rules) -> list[str]:
    return [key for key in found_in(sent, rules) if key in rules.signs]


def found_in(sent: Sent, rules: Rules) -> Iterator[str]:
    signs, links = rules.signs, len(LINK.findall(sent.text))
    letters = [sign for sign in sent.text if sign.isalpha()]
    if sent.trapped:
        yield "trap"
    if sent.seconds is not None and sent.seconds < signs["fast"].limit:
        yield "fast"
    yield from (key for key in ("links", "many_links") if links > signs[key].limit)
    if sent.same > signs["same"].limit:
        yield "same"
    if len(letters) >= signs["shouting"].among and sum(map(str.isupper, letters)) > len(letters) * float(
        signs["shouting"].limit
    ):
        yield "shouting"
    if sent.text and not WORD.search(sent.text):
        yield "no_words"


def is_suspect(text: str, rules: Rules, *, trapped: bool = False) -> bool:
    """Of what is said about something already here: an addition, a request, a comment."""
    return points(signs_in(Sent(text, trapped), rules), rules) >= rules.suspect


def points(signs: list[str], rules: Rules) -> int:
    return sum(rules.signs[key].points for key in signs)
