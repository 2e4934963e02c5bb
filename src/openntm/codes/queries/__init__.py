"""Reads: what a code leads to, where the codes of a run stand, and how they came there."""

from openntm.codes.queries.reading import Found, address_of, place_of, plain_token, read_code, resolve
from openntm.codes.queries.stock import codes_in_use, counts_by_state, ledger_of, stock_of_run
from openntm.codes.tokens import ALPHABET

__all__ = [
    "ALPHABET",
    "Found",
    "address_of",
    "codes_in_use",
    "counts_by_state",
    "ledger_of",
    "place_of",
    "plain_token",
    "read_code",
    "resolve",
    "stock_of_run",
]
