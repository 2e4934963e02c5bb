"""The ways by which a message leaves the product: adapters by name, of which an installation switches some on.

Another package brings a channel of its own as an entry point of the group `openntm.channels`.
"""

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from openntm.office.models import Message, Person

OWN = {"email": "openntm.office.mail"}


class Channel(Protocol):
    """What an adapter offers: a module or an object with these two functions."""

    def reaches(self, person: "Person") -> bool:
        """Whether the person can be reached this way at all."""

    def send(self, message: "Message") -> None:
        """Hand the message over; any exception means that it did not leave and is to be tried again."""


def known_channels() -> frozenset[str]:
    return frozenset(OWN) | frozenset(point.name for point in entry_points(group="openntm.channels"))


def channel(name: str) -> Channel:
    if name in OWN:
        own: Channel = import_module(OWN[name])
        return own
    [found] = entry_points(group="openntm.channels", name=name)
    brought: Channel = found.load()
    return brought
