"""What a scanned stamp is on a day: one word, from the state of its code, of its lot and of the certificate."""

from datetime import date
from enum import StrEnum

from openntm.codes.models.runs import State
from openntm.produce.models import Lot
from openntm.produce.queries.certificates import Standing as Certified
from openntm.produce.queries.certificates import Truth, truth_on


class Standing(StrEnum):
    """The journal notes the place in this list: a new one is added at the end."""

    GENUINE = "genuine"
    UNCERTIFIED = "uncertified"  # the lot claims no certificate
    LAPSED = "lapsed"  # the certificate that the lot claims does not hold on the day
    RECALLED = "recalled"
    NOT_IN_USE = "not_in_use"
    VOID = "void"
    LOST = "lost"
    DESTROYED = "destroyed"
    UNKNOWN = "unknown"  # never minted here

    @property
    def number(self) -> int:
        return NUMBERS[self]


NUMBERS = {one: number for number, one in enumerate(Standing)}
ENDS = {
    State.VOID.value: Standing.VOID,
    State.LOST.value: Standing.LOST,
    State.DESTROYED.value: Standing.DESTROYED,
}


def is_recalled(lot: Lot) -> bool:
    """An exercise is not shown outside."""
    return lot.state == Lot.State.RECALLED or lot.recalls.filter(exercise=False, ended_at__isnull=True).exists()


def truth_of(lot: Lot, day: date) -> Truth | None:
    return truth_on(lot.certificate, day) if lot.certificate else None


def standing_of(state: str, lot: Lot | None, truth: Truth | None, *, recalled: bool) -> Standing:
    """A recall comes before everything: it warns who holds the goods."""
    if recalled:
        return Standing.RECALLED
    if state in ENDS:
        return ENDS[state]
    if state != State.ACTIVE or lot is None:
        return Standing.NOT_IN_USE
    if truth is None:
        return Standing.UNCERTIFIED
    return Standing.GENUINE if truth.standing == Certified.IN_FORCE else Standing.LAPSED
