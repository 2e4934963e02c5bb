"""Identifiers in the one form by which they are compared: GS1's own as a canonical Digital Link, others as they are."""

import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from openntm.produce.gs1 import build, check_digit, normalised
from openntm.produce.gs1.keys import PRIMARY
from openntm.produce.gs1.refused import LinkRefused

URN = re.compile(r"urn:epc:(id|class|idpat):(sgtin|lgtin|sscc|sgln|pgln):([^:]+)")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(%[0-9A-Fa-f]{2}|[!#$&-;=?-Z_a-z~\[\]])+")


class UnknownScheme(ValueError):
    """A name of the old EPC kind that is not turned into keys here."""


def is_uri(text: str) -> bool:
    try:
        return bool(URI.fullmatch(text) and urlsplit(text))
    except ValueError:  # brackets in the name of a host that hold no address
        return False


def looks_like_link(uri: str) -> bool:
    """A web address with a key and digits behind it: then the whole of it must hold by GS1's rules."""
    if not uri.startswith(("http://", "https://")) or not is_uri(uri):
        return False
    segments = urlsplit(uri).path.split("/")
    return any(key in PRIMARY and value[:1].isdigit() for key, value in pairwise(segments))


def canonical(uri: str) -> str:
    """Raises `UnknownScheme` and `LinkRefused`."""
    if uri.startswith("urn:epc:"):
        return _from_urn(uri)
    return normalised(uri) or uri if looks_like_link(uri) else uri


def _from_urn(uri: str) -> str:
    found = URN.fullmatch(uri)
    if not found:
        raise UnknownScheme(uri)
    scheme, parts = found[2], found[3].split(".", 2)
    if len(parts) < 2 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        raise UnknownScheme(uri)
    company, reference, rest = parts[0], parts[1], unquote(parts[2]) if len(parts) > 2 else ""
    try:
        return _written(scheme, company, reference, rest)
    except LinkRefused as wrong:
        raise UnknownScheme(uri) from wrong


def _written(scheme: str, company: str, reference: str, rest: str) -> str:
    """The first digit of an item's reference goes before the company's number."""
    if scheme in {"sgtin", "lgtin"}:
        body = reference[0] + company + reference[1:]
        qualifier = [] if rest == "*" else [("21" if scheme == "sgtin" else "10", rest)]
        return build([("01", body + check_digit(body)), *qualifier])
    if scheme == "sscc":
        body = reference[0] + company + reference[1:]
        return build([("00", body + check_digit(body))])
    body = company + reference
    key = "417" if scheme == "pgln" else "414"
    return build([(key, body + check_digit(body)), *([("254", rest)] if rest not in {"", "0"} else [])])
