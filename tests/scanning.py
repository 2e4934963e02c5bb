"""Codes to scan, and a desk and a fold of their own, for tests of codes, produce and portal."""

from django.utils import timezone

from openntm.codes.models import Run, Stock
from openntm.codes.scanning.desk import Asked, Desk
from openntm.codes.scanning.fold import fold_all
from openntm.codes.tokens import token_of
from openntm.produce.stamps.alerts import Watch
from openntm.produce.stamps.pages import StampPages

SECRET = b"k" * 32


def make_stamps(place, *stock, number=7, size=100, kind="stamp"):
    """`stock` are (first, last, state, key) that cover the run."""
    run = Run.objects.create(
        number=number, kind=kind, size=size, secret=SECRET, place=place, minted_at=timezone.now(), title="Thử"
    )
    for first, last, state, key in stock:
        Stock.objects.create(run=run, first=first, last=last, state=state, key=str(key))
    return run


def token(run, index):
    return token_of(SECRET, run.number, index)


def forged(run, index):
    real = token(run, index)
    return real[:-1] + ("0" if real[-1] != "0" else "1")


def new_desk():
    return Desk(StampPages())


def scan(desk, text, address="198.51.100.7", agent="phone", **given):
    asked = Asked(text, address=address, agent=agent, **given)
    return desk.answer(asked) or desk.answered(asked)


def fold(watch=None):
    return fold_all(watch or Watch(), timezone.now())
