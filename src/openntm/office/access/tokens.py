"""Who a program speaks for, by the token in its request."""

import base64
import hashlib
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest

from openntm.office.models import Person, Token
from openntm.office.sign_in import Backend

PROGRAMS = (Token.Purpose.API, Token.Purpose.FIELD)


def bearer(request: HttpRequest, on: date) -> Person | None:
    """None without a token, with an unknown, ended or withdrawn one, or when its person may no longer sign in."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    return holder(secret.strip(), Token.Purpose.API, on)


def basic(request: HttpRequest, on: date) -> Person | None:
    """By user name and a token for field collection; the password opens nothing here."""
    scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    person = holder(secret, Token.Purpose.FIELD, on)
    return person if person and person.username == name else None


def holder(secret: str, purpose: Token.Purpose, on: date) -> Person | None:
    """Whose secret this is; a secret opens nothing but what it was made for."""
    sha256 = hashlib.sha256(secret.encode()).hexdigest()
    usable = Token.objects.filter(sha256=sha256, purpose=purpose, is_withdrawn=False, valid_to__gt=on)
    token = usable.select_related("person").first()
    return token.person if token and Backend().user_can_authenticate(token.person) else None


def tokens_of(person: Person, on: date, *purposes: Token.Purpose) -> QuerySet[Token]:
    """The person's own that still open something; of programs unless another purpose is asked for."""
    return Token.objects.filter(person=person, purpose__in=purposes or PROGRAMS, is_withdrawn=False, valid_to__gt=on)
