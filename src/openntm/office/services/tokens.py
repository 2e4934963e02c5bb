"""Tokens are made and withdrawn by their own person."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from openntm.office.log import record, row
from openntm.office.models import Person, Token

FIELDS = ("name", "valid_to", "is_withdrawn")
LIFE = timedelta(days=365)


@transaction.atomic
def make_token(*, by: Person, name: str, on: date) -> tuple[Token, str]:
    """The token and its secret, which nobody can read again; it ends by itself after a year."""
    secret = "ntm_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=by, name=name, sha256=hash_of(secret), made_at=timezone.now(), valid_to=on + LIFE
    )
    record(by, "token.make", token, after=row(token, FIELDS))
    return token, secret


@transaction.atomic
def withdraw_token(*, by: Person, pk: int) -> Token:
    token = Token.objects.select_for_update().get(pk=pk, person=by)
    before = row(token, FIELDS)
    token.is_withdrawn = True
    token.save(update_fields=["is_withdrawn"])
    record(by, "token.withdraw", token, before=before, after=row(token, FIELDS))
    return token


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
