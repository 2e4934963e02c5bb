"""The codes on papers that households get: made by chance, and kept so that no table remembers an order."""

import secrets

from openntm.codes.tokens import ALPHABET

SIGNS = 12  # of 32 each: 60 bits


def new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def new_key() -> int:
    """By chance: SQLite keeps rows by their key, so that neither table remembers in which order its rows came."""
    return secrets.randbits(62)
