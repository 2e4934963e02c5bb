"""The text of a code of a run: eight signs say which it is, twelve more (60 bits) that it is one of ours.

The tag is a keyed BLAKE2b of the run's secret, so a forged code is refused by computation, without a look-up. Twenty
signs are also the longest serial number, AI (21), that GS1 allows.
"""

from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, which look like 1 and 0, and no U
VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
AS_32 = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")  # Python's own digits: it reads them fast
LENGTH, HEAD = 20, 8


@dataclass(frozen=True, slots=True)
class Token:
    """A code as it was read; `tag` is not yet compared."""

    number: int  # of the run
    index: int  # from 0
    tag: str


def written(value: int, signs: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in range(signs - 1, -1, -1))


def tag_of(secret: bytes, head: str) -> str:
    return written(tag_value(secret, head), LENGTH - HEAD)


def tag_value(secret: bytes, head: str) -> int:
    return int.from_bytes(blake2b(head.encode(), key=secret, digest_size=8).digest()) >> 4


def read(signs: str) -> int:
    return int(signs.translate(AS_32), 32)


def token_of(secret: bytes, number: int, index: int) -> str:
    head = written(number << 20 | index, HEAD)
    return head + tag_of(secret, head)


def taken_apart(token: str) -> Token | None:
    """None if it is not written as a code of a run; `token` is plain already (`queries.plain_token`)."""
    if len(token) != LENGTH or token.strip(ALPHABET):
        return None
    head = read(token[:HEAD])
    return Token(head >> 20, head & (1 << 20) - 1, token[HEAD:])


def is_ours(secret: bytes, token: str) -> bool:
    """`token` is written as one (`taken_apart`)."""
    return compare_digest(tag_value(secret, token[:HEAD]).to_bytes(8), read(token[HEAD:]).to_bytes(8))
