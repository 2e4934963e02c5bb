"""Who scans, as far as counting needs it: hashes with a salt that lives for one day.

The salt is random, shared by the processes through a file and deleted when its day is over; after that nobody, not even
who knows an address, can tell whether it stands behind a hash. Addresses are in memory only.
"""

import ipaddress
import os
import secrets
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

BEGINNING = "salt-"
V4_PREFIX, V6_PREFIX, V6_CLIENT = 16, 32, 64
KEPT_IN_MEMORY = 20_000


class Client(NamedTuple):
    """Who is limited: one client, its network; and the coarse place that is counted."""

    address: str
    network: str
    place: bytes


def salt_of(where: Path, day: str) -> bytes:
    """The same for every process of the machine, whichever asks first."""
    path = where / f"{BEGINNING}{day}"
    if not path.exists():
        where.mkdir(parents=True, exist_ok=True)
        own = where / f".{secrets.token_hex(8)}"
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
        try:
            os.link(own, path)  # whole at once, and only if nobody was quicker
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_bytes()


def drop_salts(where: Path, before: str) -> int:
    old = [path for path in where.glob(f"{BEGINNING}*") if path.name.removeprefix(BEGINNING) < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def networks_of(address: str) -> tuple[str, str]:
    """The client (of IPv6 its /64, which one household holds) and its network; an unreadable address is one of all."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "", ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv4Address):
        return str(found), str(ipaddress.ip_network((found, V4_PREFIX), strict=False))
    client, network = (ipaddress.ip_network((found, bits), strict=False) for bits in (V6_CLIENT, V6_PREFIX))
    return str(client), str(network)


class Crowd:
    """The people of one day."""

    def __init__(self, where: Path, day: str) -> None:
        self.day, self.salt = day, salt_of(where, day)
        self.client = lru_cache(KEPT_IN_MEMORY)(self.seen)

    def seen(self, address: str, place: str) -> Client:
        """`place` is what a trusted proxy says; without one it is the hash of the network."""
        client, network = networks_of(address)
        return Client(
            client, network, place.encode()[:16] if place else b"~" + self.hashed(network).hex()[:10].encode()
        )

    def visitor(self, address: str, agent: str) -> bytes:
        return self.hashed(f"{address}\0{agent}")

    def hashed(self, text: str) -> bytes:
        return blake2b(text.encode(errors="replace"), key=self.salt, digest_size=8).digest()
