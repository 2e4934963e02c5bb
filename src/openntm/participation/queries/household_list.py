"""The product's own check of residency: the household stands on the list, and shows the code of its slip."""

from hashlib import sha256

from openntm.codes.queries import plain_token
from openntm.participation.models import Elector, Poll


def household_of(poll: Poll, shown: str) -> Elector | None:
    return Elector.objects.filter(poll=poll, sha256=hash_of(shown)).first()


def hash_of(typed: str) -> str:
    """Of a code, however it was typed; the code itself is kept nowhere."""
    return sha256(plain_token(typed).encode()).hexdigest()
