"""Who checks that the one who votes lives there: one adapter by its name. There is no way to vote without one.

Another package brings an adapter of its own as an entry point of the group `openntm.residency`, for instance one that
asks a service of electronic identity.
"""

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from openntm.participation.models import Elector, Poll

GROUP = "openntm.residency"
HOUSEHOLD_LIST = "household_list"
OWN = {HOUSEHOLD_LIST: "openntm.participation.queries.household_list"}


class Residency(Protocol):
    """What an adapter offers: a module or an object with this function."""

    def household_of(self, poll: "Poll", shown: str) -> "Elector | None":
        """The household on the list of the vote for which one may vote who shows this; None: for no household."""


def known_residencies() -> frozenset[str]:
    return frozenset(OWN) | frozenset(point.name for point in entry_points(group=GROUP))


def residency(name: str) -> Residency:
    if name in OWN:
        own: Residency = import_module(OWN[name])
        return own
    [found] = entry_points(group=GROUP, name=name)
    brought: Residency = found.load()
    return brought
