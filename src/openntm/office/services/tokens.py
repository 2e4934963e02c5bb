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
def make_token(*, by: Person, name: str, on: date, purpose: Token.Purpose = Token.Purpose.API) -> tuple[Token, str]:
    """The token and its secret, which nobody can read again; it ends by itself after a year."""
    secret = "ntm_" + secrets.token_urlsafe(32)
    return keep_token(by, secret, name, on, purpose), secret


@transaction.atomic
def renew_calendar(*, by: Person, on: date) -> tuple[Token, str]:
    """The secret of a new calendar address; the old address stops working."""
    for token in Token.objects.select_for_update().filter(
        person=by, purpose=Token.Purpose.CALENDAR, is_withdrawn=False
    ):
        withdraw_token(by=by, pk=token.pk)
    secret = secrets.token_urlsafe(32)
    return keep_token(by, secret, "calendar", on, Token.Purpose.CALENDAR), secret


def keep_token(by: Person, secret: str, name: str, on: date, purpose: Token.Purpose) -> Token:
    known = {"person": by, "name": name, "purpose": purpose, "sha256": hash_of(secret)}
    token = Token.objects.create(**known, made_at=timezone.now(), valid_to=on + LIFE)
    record(by, "token.make", token, after=row(token, FIELDS))
    return token


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
