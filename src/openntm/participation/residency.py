"""Who checks that the one who votes lives there: one adapter by its name. There is no way to vote without one.

Another package brings an adapter of its own as an entry point of the group `openntm.residency`, for instance one that
asks a service of electronic identity.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from openntm.participation.models import Elector, Poll

HOUSEHOLD_LIST = "household_list"
OWN = {HOUSEHOLD_LIST: "openntm.participation.queries.household_list"}


class Residency(Protocol):
    """What an adapter offers: a module or an object with this function."""

    def household_of(self, poll: "Poll", shown: str) -> "Elector | None":
        """The household on the list of the vote for which one may vote who shows this; None: for no household."""


@cache
def brought() -> dict[str, EntryPoint]:
    """Those of other packages; what is installed does not change while the product runs."""
    return {point.name: point for point in entry_points(group="openntm.residency")}


def known_residencies() -> frozenset[str]:
    return frozenset(OWN) | frozenset(brought())


def residency(name: str) -> Residency:
    found: Residency = resolve_name(OWN[name]) if name in OWN else brought()[name].load()
    return found
