"""Reads: documents found by their words, accents or not, and the line in which a word stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Greatest, StrIndex, Substr

from openntm.places.vietnamese import fold
from openntm.steering.models import Attachment, Directive

LONGEST, MOST_WORDS = 100, 8
BEFORE, WINDOW = 90, 260


@dataclass(frozen=True)
class Excerpt:
    """A piece of text with the hit apart, so that a page can mark it; `title` is the attachment it stands in."""

    before: str
    hit: str
    after: str
    title: str = ""

    @property
    def whole(self) -> str:
        return self.before + self.hit + self.after


def needles_of(text: str) -> list[str]:
    """What is looked for: the folded words as one phrase first."""
    phrase = fold(text[:LONGEST])
    return [phrase, *phrase.split()[:MOST_WORDS]] if " " in phrase else [phrase] if phrase else []


def found_by(found: QuerySet[Directive], text: str) -> tuple[QuerySet[Directive], list[str]]:
    """Documents that hold the phrase, else those that hold every word of it; and the words to mark."""
    needles = needles_of(text)
    if not needles:
        return found, []
    exact = found.filter(_holds(needles[0]))
    if len(needles) == 1 or exact.exists():
        return exact, needles[:1]
    for word in needles[1:]:
        found = found.filter(_holds(word))
    return found, needles[1:]


def _holds(needle: str) -> Q:
    """In the head data or in the text of an attachment."""
    inside = Attachment.objects.filter(text_key__contains=needle).values("directive")
    return Q(search_key__contains=needle) | Q(pk__in=inside)


def marked(text: str, needles: Iterable[str], title: str = "") -> Excerpt | None:
    """The text around its first hit; None where no needle stands in it."""
    letters = [fold(sign) or (" " if sign.isspace() else "") for sign in text]
    folded = "".join(letters)
    origin = [at for at, letter in enumerate(letters) for _ in letter]
    for needle in needles:
        at = folded.find(needle)
        if at >= 0:
            first, last = origin[at], origin[at + len(needle) - 1] + 1
            return Excerpt(text[:first], text[first:last], text[last:], title)
    return None


def attachment_hits(directives: Iterable[Directive], needles: list[str]) -> dict[int, Excerpt]:
    """Of each document the first attachment that holds a needle, in one query; only a window of its text is read."""
    wanted = Q()
    for needle in needles:
        wanted |= Q(text_key__contains=needle)
    if not needles:
        return {}
    spot = StrIndex(F("text_key"), Value(needles[0], output_field=TextField()))
    window = Substr(F("text"), Greatest(spot - BEFORE, 1), WINDOW)
    rows = Attachment.objects.filter(wanted, directive__in=[one.pk for one in directives])
    hits: dict[int, Excerpt] = {}
    for row in rows.annotate(window=window).select_related("file").defer("text", "text_key"):
        if row.directive_id not in hits:
            piece = marked(row.window, needles, str(row)) or Excerpt(row.window, "", "", str(row))
            hits[row.directive_id] = Excerpt("… " + piece.before, piece.hit, piece.after + " …", piece.title)
    return hits
