"""The ways by which a message leaves the product: adapters by name, of which an installation switches some on.

Another package brings a channel of its own as an entry point of the group `openntm.channels`; see docs/messages.md.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from openntm.office.models import Message, Person

OWN = {"email": "openntm.office.mail", "sms": "openntm.office.gateway:SMS", "zalo": "openntm.office.gateway:ZALO"}
NEEDS = {"email": "EMAIL_HOST", "sms": "SMS_GATEWAY_URL", "zalo": "ZALO_GATEWAY_URL"}  # the option that says where to


class Channel(Protocol):
    """What an adapter offers: a module or an object with these two functions.

    It may also have `title`, what people call it, and `is_chosen`: only who asks for it is told this way.
    """

    def reaches(self, person: "Person") -> bool:
        """Whether the person can be reached this way at all."""

    def send(self, message: "Message") -> None:
        """Hand the message over; any exception means that it did not leave and is to be tried again."""


@cache
def brought() -> dict[str, EntryPoint]:
    """Those of other packages; what is installed does not change while the product runs."""
    return {point.name: point for point in entry_points(group="openntm.channels")}


def known_channels() -> frozenset[str]:
    return frozenset(OWN) | frozenset(brought())


def channel(name: str) -> Channel:
    found: Channel = resolve_name(OWN[name]) if name in OWN else brought()[name].load()
    return found


def title_of(name: str) -> str:
    """Its own name where the package that brought the channel is gone."""
    return str(getattr(channel(name), "title", name)) if name in known_channels() else name


def is_chosen(name: str) -> bool:
    return getattr(channel(name), "is_chosen", False)


def offered() -> list[str]:
    """The channels that are switched on and that a person has to ask for."""
    return [name for name in settings.CHANNELS if is_chosen(name)]


def reaches(name: str, person: "Person") -> bool:
    return channel(name).reaches(person) and (name in person.told_by or not is_chosen(name))
