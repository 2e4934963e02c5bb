"""The rules that refuse, each named; the pages say them in the user's words."""

from openntm.codes.spans import Piece


class ReasonMissing(Exception):
    """Every change of a code has a reason."""


class MintedJustNow(Exception):
    """The same person asked for the same run a moment ago: the form was sent twice."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class SizeOutOfRange(Exception):
    """A run holds at least one code and no more than its signs can number."""


class OutsideRun(Exception):
    """The stretch is empty or goes beyond the codes of the run."""


class DoesNotFollow(Exception):
    """Some of the codes stand where this state cannot follow; then none of them is moved."""

    def __init__(self, piece: Piece) -> None:
        super().__init__(f"{piece.first}–{piece.last} {piece.state}")
        self.piece = piece


class NothingChanges(DoesNotFollow):
    """The codes stand so already."""


class LeadsNowhere(DoesNotFollow):
    """A code is put in use only for a thing that it leads to."""


class NotToBePrinted(DoesNotFollow):
    """Some of the codes are not allotted, are printed already, in use or at their end."""


class AlreadyOrdered(Exception):
    """Another print order is at some of these codes."""


class UnknownLayout(Exception):
    """No layout of this name is in the data."""


class WrongState(Exception):
    """The order is not in the state that this needs."""
