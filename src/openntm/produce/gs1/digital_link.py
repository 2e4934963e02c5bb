"""GS1 Digital Link: a web address whose path names a thing by its keys, read strictly and written canonically.

The syntax is that of release 1.2 on: numbers alone, no short names; a value is percent-encoded.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

from openntm.produce.gs1.keys import KEYS, PRIMARY, SIGNS_82, checked, gtin14
from openntm.produce.gs1.refused import (
    AliasUsed,
    DuplicateKey,
    LinkRefused,
    MissingValue,
    NotALink,
    OutOfOrder,
    UnknownKey,
    WrongCharacter,
    WrongEscape,
)

CANONICAL = "https://id.gs1.org"
# Short names of release 1.1, taken out of the standard since.
ALIASES = {
    "gtin": "01",
    "itip": "8006",
    "cpid": "8010",
    "gln": "414",
    "party": "417",
    "gsrnp": "8017",
    "gsrn": "8018",
    "gcn": "255",
    "sscc": "00",
    "gdti": "253",
    "ginc": "401",
    "gsin": "402",
    "grai": "8003",
    "giai": "8004",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "cpsn": "8011",
    "glnx": "254",
    "exp": "17",
    "bestbefore": "15",
    "proddate": "11",
}
LONGEST = 2_000
ENCODED_BADLY = re.compile(r"%(?![0-9A-Fa-f]{2})")
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class DigitalLink:
    """`path`: the key and what qualifies it, in order; `attributes`: what the query says of the thing.

    A GTIN has fourteen digits here. `other` is the part of the query that is not GS1's, as `linkType`.
    """

    path: tuple[tuple[str, str], ...]
    attributes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    other: tuple[tuple[str, str], ...] = ()

    @property
    def primary(self) -> tuple[str, str]:
        return self.path[0]

    def get(self, key: str) -> str:
        return dict(self.path).get(key, "")


def parse(address: str) -> DigitalLink:
    """Raises a `LinkRefused` of the rule that the address breaks."""
    if len(address) > LONGEST:
        raise NotALink
    if ENCODED_BADLY.search(address):
        raise WrongEscape
    try:
        parts = urlsplit(address)
    except ValueError:  # half a bracket where the site should be
        raise NotALink from None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise NotALink
    path = tuple(_path(_segments(parts.path)))
    attributes, other = _query(parts.query, path)
    return DigitalLink(path, attributes, other)


def _segments(path: str) -> list[str]:
    """From the first key that may begin; what stands before belongs to the site."""
    segments = path.removesuffix("/").split("/")[1:]
    for spot, segment in enumerate(segments):
        if segment in PRIMARY:
            return segments[spot:]
        if segment in ALIASES and spot == 0:
            raise AliasUsed(key=segment, number=ALIASES[segment])
    raise NotALink


def _path(segments: list[str]) -> Iterator[tuple[str, str]]:
    first = segments[0]
    allowed = (first, *KEYS[first].behind)
    passed: list[str] = []
    for spot in range(0, len(segments), 2):
        key = segments[spot]
        _refuse_key(key, allowed, passed)
        if spot + 1 == len(segments):
            raise MissingValue(key=key)
        value = checked(key, unquote(segments[spot + 1]))
        passed.append(key)
        yield key, gtin14(value) if key == "01" else value


def _refuse_key(key: str, allowed: tuple[str, ...], passed: list[str]) -> None:
    if key in passed:
        raise DuplicateKey(key=key)
    if key in ALIASES:
        raise AliasUsed(key=key, number=ALIASES[key])
    if key not in allowed:
        raise UnknownKey(key=unquote(key)[:40])
    later = [one for one in passed if allowed.index(one) > allowed.index(key)]
    if later:
        raise OutOfOrder(key=key, after=later[0], order=" → ".join(allowed))


def _query(query: str, path: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    taken, not_here = {key for key, _ in path}, {*PRIMARY, *KEYS[path[0][0]].behind}
    attributes: dict[str, str] = {}
    other: list[tuple[str, str]] = []
    for part in query.replace(";", "&").split("&") if query else []:
        key, _, raw = part.partition("=")
        value = unquote(raw)
        if key in taken or key in attributes:
            raise DuplicateKey(key=key)
        if key in ALIASES:
            raise AliasUsed(key=key, number=ALIASES[key])
        if key in not_here:
            raise UnknownKey(key=key)
        if key.isdecimal():
            attributes[key] = _attribute(key, value)
        else:
            other.append((unquote(key), value))
    return MappingProxyType(attributes), tuple(other)


def _attribute(key: str, value: str) -> str:
    """Keys of our table by its rules, the hundreds of others by the patterns of biip."""
    if key in KEYS:
        return checked(key, value)
    try:
        known = GS1ApplicationIdentifier.extract(key)
    except ParseError:
        known = None
    if known is None or known.ai != key:
        raise UnknownKey(key=key)
    if not value:
        raise MissingValue(key=key)
    wrong = next((sign for sign in value if sign not in SIGNS_82), None)
    if wrong is not None or not re.fullmatch(known.pattern.strip("^$"), key + value):
        raise WrongCharacter(key=key, sign=wrong or value)
    return value


def build(
    path: Iterable[tuple[str, str]],
    attributes: Mapping[str, str] = NOTHING,
    *,
    origin: str = CANONICAL,
    other: Iterable[tuple[str, str]] = (),
) -> str:
    """The address of these keys, refused by the same rules as one that is read."""
    written = "".join(f"/{key}/{quote(gtin14(value) if key == '01' else value, safe='')}" for key, value in path)
    query = "&".join(
        f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in (*sorted(attributes.items()), *other)
    )
    address = origin.rstrip("/") + written + (f"?{query}" if query else "")
    parse(address)
    return address


def normalised(uri: str) -> str | None:
    """As events are compared (rule 18 of the hash): GS1's own site, the finest level alone, no query; else None."""
    try:
        link = parse(uri)
    except LinkRefused:
        return None
    first, qualifiers = link.path[0], dict(link.path[1:])
    finest = next((key for key in ("21", "10", "254", "8011") if key in qualifiers), None)
    return build([first, (finest, qualifiers[finest])] if finest else [first])
