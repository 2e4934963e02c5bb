"""Stamps of a producer: allotted by the office, put in use on a lot, taken out when spoilt, asked for again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openntm.codes.access import issuing_for, may_issue, runs_visible_to
from openntm.codes.models import Movement, Run
from openntm.codes.models.runs import State
from openntm.codes.services import DoesNotFollow, OutsideRun, ReasonMissing, move_codes, moved
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.wording import number_text
from openntm.places.vietnamese import clean
from openntm.produce.access import lots_visible_to, producers_visible_to
from openntm.produce.access.writing import may_write, writing_for
from openntm.produce.models import Lot, Producer
from openntm.produce.queries.certificates import Standing, truth_on
from openntm.produce.queries.lots import STAMP, barring, outside_scope, stamped_kg
from openntm.produce.queries.stock import holder_of, pieces
from openntm.produce.services.alerting import tell_issuers
from openntm.produce.services.lots import HarvestedTooEarly, NotPacked

ENDS = (State.VOID, State.LOST, State.DESTROYED)


class NotTheirStamps(Refused):
    sentence, field = _("Not all of these stamps are held by the producer and printed: see what it holds."), "first"


class NoStamps(Refused):
    sentence, field = _("These numbers are not in the run."), "last"


class StampsCannotGoThere(Refused):
    sentence, field = _("Some of these stamps cannot come to this state: see how they stand."), "first"


class StampReasonMissing(Refused):
    sentence, field = _("Say why: the ledger keeps it."), "reason"


class CertificateNotInForce(Refused):
    sentence = _("The certificate of the lot is not in force on %(day)s: stamps that claim it stay out of use.")


class HarvestOutsideCertificate(Refused):
    sentence = _("The lot holds a harvest from a plot that its certificate does not cover.")


class MoreThanPacked(Refused):
    sentence, field = (
        _("Packed %(packed)s kg, stamps in use stand for %(used)s kg: at most %(left)s more stamps."),
        "last",
    )


class LotNotForSale(Refused):
    sentence = _("The lot is closed or recalled: no stamp of it is put in use.")


@transaction.atomic
def allot_stamps(
    *, by: Person, run: Run, first: int, last: int, producer: int, reason: str, on: date
) -> list[Movement]:
    """Codes of a run to a producer that is to hold them; printed ones stay printed. Numbers begin with 0."""
    holder: Producer = producers_visible_to(by).get(pk=producer)
    of = runs_visible_to(by).get(pk=run.pk, kind=STAMP)
    if not may_issue(by, of.place):
        raise PermissionDenied
    lines: list[Movement] = []
    for piece in pieces(of, first, last):
        state = State.PRINTED if piece.state == State.PRINTED else State.ALLOTTED
        given: dict[str, Any] = {"by": by, "run": of, "state": state, "reason": reason, "holder": holder_of(holder)}
        with said_as_rules():
            lines += move_codes(first=piece.first, last=piece.last, **given)
    if not lines:
        raise NoStamps
    return lines


@contextmanager
def said_as_rules() -> Iterator[None]:
    """What the ledger refuses, as a refusal that a page says at its field."""
    try:
        yield
    except ReasonMissing as error:
        raise StampReasonMissing from error
    except OutsideRun as error:
        raise NoStamps from error
    except DoesNotFollow as error:
        raise StampsCannotGoThere from error


@transaction.atomic
def activate_stamps(*, by: Person, lot: int, run: Run, first: int, last: int, reason: str, on: date) -> list[Movement]:
    """Printed stamps of the producer come into use on the lot, if everything behind the lot allows it on the day."""
    visible = lots_visible_to(by).select_related("product__producer__place", "place", "certificate")
    of: Lot = visible.select_for_update(of=("self",)).get(pk=lot)
    on_behalf_of = activating_for(by, of)
    refuse_lot(of, on)
    held = Run.objects.select_for_update().filter(kind=STAMP).get(pk=run.pk)
    refuse_stamps(of, held, first, last)
    with said_as_rules():
        lines = moved(by=by, run=held, first=first, last=last, state=State.ACTIVE, reason=reason, key=str(of.pk))
    after = {"run": held.number, "codes": spoken(first, last), "number": of.number}
    record(by, "stamps.activate", of, after=after, place=of.place, reason=clean(reason), on_behalf_of=on_behalf_of)
    return lines


def activating_for(by: Person, lot: Lot) -> Person | None:
    """The keeper's act; the office that issues stamps may do it too."""
    if may_write(by, lot.product.producer):
        return writing_for(by, lot.product.producer)
    return issuing_for(by, lot.place)


def refuse_lot(lot: Lot, on: date) -> None:
    if lot.state not in (Lot.State.OPEN, Lot.State.RELEASED):
        raise LotNotForSale
    if not (lot.packed_kg and lot.unit_kg):
        raise NotPacked
    if lot.certificate and truth_on(lot.certificate, on).standing != Standing.IN_FORCE:
        raise CertificateNotInForce(day=on.strftime("%d/%m/%Y"))
    if outside_scope(lot):
        raise HarvestOutsideCertificate
    if barring(lot):
        raise HarvestedTooEarly


def refuse_stamps(lot: Lot, run: Run, first: int, last: int) -> None:
    if not 0 <= first <= last < run.size:
        raise NoStamps
    holder = holder_of(lot.product.producer)
    ready = [one for one in pieces(run, first, last) if one.state == State.PRINTED and one.holder == holder]
    if sum(one.last - one.first + 1 for one in ready) != last - first + 1:
        raise NotTheirStamps
    packed, unit, used = lot.packed_kg or Decimal(0), lot.unit_kg or Decimal(1), stamped_kg(lot)
    if used + (last - first + 1) * unit > packed:
        left = max(0, int((packed - used) / unit))
        raise MoreThanPacked(packed=number_text(packed), used=number_text(used), left=number_text(left))


@transaction.atomic
def end_stamps(
    *, by: Person, producer: int, run: Run, first: int, last: int, state: str, reason: str, on: date
) -> list[Movement]:
    """Void, lost or destroyed stamps of the producer; nothing comes back from there."""
    holder: Producer = producers_visible_to(by).select_related("place").get(pk=producer)
    on_behalf_of = writing_for(by, holder)
    held = Run.objects.select_for_update().filter(kind=STAMP).get(pk=run.pk)
    found = pieces(held, first, last)
    if state not in ENDS or not found or any(one.holder != holder_of(holder) for one in found):
        raise NotTheirStamps
    with said_as_rules():
        lines = moved(by=by, run=held, first=first, last=last, state=state, reason=reason)
    after = {"run": held.number, "codes": spoken(first, last), "state": state, "holder_name": holder.name}
    record(by, "stamps.end", held, after=after, place=holder.place, reason=clean(reason), on_behalf_of=on_behalf_of)
    return lines


def spoken(first: int, last: int) -> str:
    """As people count: from 1."""
    return f"{first + 1}–{last + 1}"


@transaction.atomic
def ask_reprint(*, by: Person, producer: int, run: Run, first: int, last: int, reason: str, on: date) -> int:
    """To whoever issues stamps for the place: the same stamps once more; how many people were told."""
    holder: Producer = producers_visible_to(by).select_related("place").get(pk=producer)
    on_behalf_of = writing_for(by, holder)
    of = Run.objects.filter(kind=STAMP).get(pk=run.pk)
    found = pieces(of, first, last)
    if not found or any(one.holder != holder_of(holder) or one.state != State.PRINTED for one in found):
        raise NotTheirStamps
    if not clean(reason):
        raise StampReasonMissing
    codes = spoken(first, last)
    after = {"run": of.number, "codes": codes, "holder_name": holder.name}
    entry = record(
        by, "stamps.ask", of, after=after, place=holder.place, reason=clean(reason), on_behalf_of=on_behalf_of
    )
    return tell_issuers(holder, of, codes, clean(reason), entry.number, on)
