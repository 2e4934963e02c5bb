"""Codes are minted here: single ones, and runs of many with a secret of their own."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from openntm.codes import generation
from openntm.codes.access import issuing_for
from openntm.codes.kinds import holder_said
from openntm.codes.models import Code, Movement, Run, Stock
from openntm.codes.models.runs import LARGEST, State
from openntm.codes.queries import address_of
from openntm.codes.services.refusals import MintedJustNow, ReasonMissing, SizeOutOfRange
from openntm.codes.tokens import ALPHABET
from openntm.office.documents import Verification
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.places.vietnamese import clean

LENGTH = 16  # of 32 signs each: 80 bits
SECRET = 32  # bytes
PRINT_OUT = "print_out"
AGAIN = timedelta(minutes=1)
TRIES = 20  # of two who mint in the same moment one takes the next number


@transaction.atomic
def mint_code(*, kind: str, key: str) -> Code:
    """A new code each time: two print-outs of one document have two."""
    token = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return Code.objects.create(token=token, kind=kind, key=key, minted_at=timezone.now())


def print_out_code(key: str) -> Verification:
    """What `print_document` asks for when it makes a new print-out."""
    code = mint_code(kind=PRINT_OUT, key=key)
    return Verification(code.token, address_of(code.token))


@transaction.atomic
def mint_run(
    *,
    by: Person | None,
    kind: str,
    size: int,
    place: Place,
    reason: str,
    holder: str = "",
    key: str = "",
    title: str = "",
    illustrative: bool = False,
    once: bool = False,
) -> Run:
    """`by` is None on the command line alone. No code is written: each is computed from the run's secret.

    `once`: a form asks for it, and may be sent twice.
    """
    behalf = issuing_for(by, place) if by else None
    reason, title = clean(reason), clean(title)
    if not reason:
        raise ReasonMissing
    if not 0 < size <= LARGEST:
        raise SizeOutOfRange
    given = {"kind": kind, "key": key, "title": title, "size": size, "place": place, "illustrative": illustrative}
    if by and once:
        refuse_again(by, reason, **given)
    run = numbered(Run(**given, secret=secrets.token_bytes(SECRET), minted_at=timezone.now(), minted_by=by))
    stands = {"run": run, "first": 0, "last": size - 1, "state": State.MINTED, "holder": holder, "key": key}
    Stock.objects.create(**stands)
    Movement.objects.create(**stands, reason=reason, at=run.minted_at, by=by, illustrative=illustrative)
    after = {"run": run.number, "title": title, "size": size, "holder_name": holder_said(kind, holder)}
    record(by, "codes.mint", run, after=after, place=place, reason=reason, on_behalf_of=behalf)
    generation.touch()
    return run


def refuse_again(by: Person, reason: str, **given: Any) -> None:
    Place.objects.select_for_update().get(pk=given["place"].pk)  # one minter at a time
    alike = Run.objects.filter(minted_by=by, minted_at__gte=timezone.now() - AGAIN, **given)
    for run in alike.order_by("-number"):
        if Movement.objects.filter(run=run, from_state="", reason=reason).exists():
            raise MintedJustNow(run.number)


def numbered(run: Run) -> Run:
    """Saved under the next number that nobody took."""
    for _ in range(TRIES):
        run.number = (Run.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                run.save(force_insert=True)
        except IntegrityError:
            continue
        return run
    raise IntegrityError
