"""A typed or scanned token leads to its code."""

from dataclasses import dataclass

from django.conf import settings

from openntm.codes.models import Code, Run, Stock
from openntm.codes.tokens import is_ours, taken_apart
from openntm.office.wording import whole_number

ALIKE = str.maketrans("OIL", "011", " -.,")


def plain_token(typed: str) -> str:
    """As it was minted, however it was typed: small letters, O for 0, I or L for 1, in groups, at a sentence's end, as
    the whole address that a scanner reads."""
    return typed.upper().rpartition("/Q/")[2].translate(ALIKE)


def resolve(typed: str) -> Code | None:
    return Code.objects.filter(token=plain_token(typed)).first()


def address_of(token: str) -> str:
    return f"{settings.ADDRESS}/Q/{token}"


@dataclass(frozen=True)
class Found:
    """A code of a run that is one of ours, and where it stands now."""

    run: Run
    index: int
    stock: Stock


def read_code(typed: str) -> Found | None:
    """None for a code that was never minted here: unknown run, place beyond its size, or a wrong tag."""
    text = plain_token(typed)
    token = taken_apart(text)
    run = Run.objects.filter(number=token.number).first() if token else None
    if token is None or run is None or token.index >= run.size or not is_ours(bytes(run.secret), text):
        return None
    stock = Stock.objects.get(run=run, first__lte=token.index, last__gte=token.index)
    return Found(run, token.index, stock)


def place_of(run: Run, typed: str) -> int | None:
    """The place in the run, from 0, of a number that counts from 1 or of a code; None for what is neither."""
    text = plain_token(typed)
    token, number = taken_apart(text), whole_number(typed.strip())
    if token and token.number == run.number and is_ours(bytes(run.secret), text):
        number = token.index + 1
    return number - 1 if number and 1 <= number <= run.size else None
