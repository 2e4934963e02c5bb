"""The one code of a thing that hangs somewhere for long: a poster, a board at a site."""

from django.db import transaction

from openntm.codes.models import Code
from openntm.codes.services.minting import mint_code


def code_of(kind: str, key: str) -> Code | None:
    return Code.objects.filter(kind=kind, key=key).order_by("pk").first()


@transaction.atomic
def standing_code(*, kind: str, key: str) -> Code:
    """The same each time, so that what hangs already keeps leading there; the caller holds a lock on the thing."""
    return code_of(kind, key) or mint_code(kind=kind, key=key)
