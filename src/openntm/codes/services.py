"""Codes are minted here: chance alone, so that nobody guesses one from another."""

import secrets

from django.db import transaction
from django.utils import timezone

from openntm.codes.models import Code
from openntm.codes.queries import address_of
from openntm.codes.tokens import ALPHABET
from openntm.office.documents import Verification

LENGTH = 16  # of 32 signs each: 80 bits
PRINT_OUT = "print_out"


@transaction.atomic
def mint_code(*, kind: str, key: str) -> Code:
    """A new code each time: two print-outs of one document have two."""
    token = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return Code.objects.create(token=token, kind=kind, key=key, minted_at=timezone.now())


def print_out_code(key: str) -> Verification:
    """What `print_document` asks for when it makes a new print-out."""
    code = mint_code(kind=PRINT_OUT, key=key)
    return Verification(code.token, address_of(code.token))
