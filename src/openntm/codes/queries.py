"""A typed or scanned token leads to its code."""

from django.conf import settings

from openntm.codes.models import Code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, which look like 1 and 0, and no U
ALIKE = str.maketrans("OIL", "011", " -")


def plain_token(typed: str) -> str:
    """As it was minted, however it was typed: small letters, O for 0, I or L for 1, in groups."""
    return typed.upper().translate(ALIKE)


def resolve(typed: str) -> Code | None:
    return Code.objects.filter(token=plain_token(typed)).first()


def address_of(token: str) -> str:
    return f"{settings.ADDRESS}/Q/{token}"
