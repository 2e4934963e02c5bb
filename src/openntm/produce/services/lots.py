"""Lots: opened, filled from harvests, packed, released for sale, closed."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.codes import generation
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.wording import number_text
from openntm.produce.access import entries_visible_to, lots_visible_to, products_visible_to
from openntm.produce.access.writing import writing_for
from openntm.produce.models import Certificate, DiaryEntry, HarvestShare, Lot, Product
from openntm.produce.queries.lots import barring, harvested_kg, is_in_scope, stamped_kg
from openntm.produce.services.diary import taken_of
from openntm.produce.services.recording import commission_once
from openntm.produce.services.refusals import WeightMissing

NUMBER = re.compile(r"[!\"%-?A-Z_a-z]{1,20}")  # AI (10): up to 20 of the 82 signs of GS1
FIELDS = ("number", "state", "packed_kg", "unit_kg", "packed_on", "use_by")
Given = dict[str, Any]


class NumberRefused(Refused):
    sentence, field = _("Up to 20 letters without accents, digits and signs such as - . / and no space."), "number"


class NumberTaken(Refused):
    sentence, field = _("Another lot of this product has this number."), "number"


class CertificateOfAnother(Refused):
    sentence, field = _("The certificate is not of this producer and crop."), "certificate"


class LotNotOpen(Refused):
    sentence = _("The lot is no longer open: what is in it stays as it is.")


class NotOfThisProducer(Refused):
    sentence, field = _("Only a harvest of the producer's own plots with this crop goes into the lot."), "harvest"


class PlotOutsideCertificate(Refused):
    sentence, field = _("On the day of the harvest the plot was not under the certificate of the lot."), "harvest"


class MoreThanHarvested(Refused):
    sentence, field = _("Only %(kg)s kg of this harvest are left."), "kg"


class MoreThanInLot(Refused):
    sentence, field = _("Only %(kg)s kg of harvests are in the lot."), "packed_kg"


class StampsWeighMore(Refused):
    sentence, field = _("The stamps in use stand for %(kg)s kg: the lot cannot weigh less."), "packed_kg"


class StampsSayOtherwise(Refused):
    sentence, field = _("Stamps of this lot are in use: the weight of one stamp stays."), "unit_kg"


class PackedDayImpossible(Refused):
    sentence, field = _("Packed not before the last harvest of the lot and not after today."), "packed_on"


class UsedUpBeforePacked(Refused):
    sentence, field = _("The use-by day lies before the day of packing."), "use_by"


class NotPacked(Refused):
    sentence = _("The lot is not packed yet: say its weight, and what one stamp stands for.")


class HarvestedTooEarly(Refused):
    sentence = _("The lot holds a harvest inside a waiting period. Only the office may let it pass, with a reason.")


class NothingToClose(Refused):
    sentence = _("The lot is closed or recalled.")


@transaction.atomic
def open_lot(
    *, by: Person, product: int, number: str, on: date, certificate: int | None = None, illustrative: bool = False
) -> Lot:
    """`certificate` is what the lot claims: one of the producer's own for the crop, or none."""
    found: Product = products_visible_to(by).select_related("producer__place").get(pk=product)
    on_behalf_of = writing_for(by, found.producer)
    if not NUMBER.fullmatch(number):
        raise NumberRefused
    lot = Lot(number=number, product=found, place=found.producer.place, opened_by=by, opened_at=timezone.now())
    lot.certificate, lot.illustrative = claimed(found, certificate), illustrative
    try:
        with transaction.atomic():
            lot.save(force_insert=True)
    except IntegrityError as clash:
        raise NumberTaken from clash
    after = {**row(lot, FIELDS), "product": found.name, "certificate": str(lot.certificate or "")}
    return told(by, "lot.open", lot, None, after, on_behalf_of)


def claimed(product: Product, certificate: int | None) -> Certificate | None:
    if certificate is None:
        return None
    found = Certificate.objects.filter(pk=certificate, holder=product.producer, crop=product.crop).first()
    if found is None:
        raise CertificateOfAnother
    return found


@transaction.atomic
def assign_harvest(*, by: Person, lot: int, harvest: int, on: date, kg: Decimal | None = None) -> HarvestShare:
    """All that is left of the harvest, or as much as is said; a second time the share is changed."""
    into, on_behalf_of = open_lot_for(by, lot)
    entries = entries_visible_to(by).select_related("plot__area").select_for_update(of=("self",))
    entry: DiaryEntry = entries.get(pk=harvest, kind=DiaryEntry.Kind.HARVEST, withdrawn=False, correction__isnull=True)
    area, product = entry.plot.area, into.product
    if area.producer_id != product.producer_id or area.crop != product.crop:
        raise NotOfThisProducer
    if into.certificate and not is_in_scope(into.certificate, entry):
        raise PlotOutsideCertificate
    old = HarvestShare.objects.filter(lot=into, harvest=entry).first()
    before = old.kg if old else Decimal(0)
    left = (entry.quantity_kg or Decimal(0)) - taken_of(entry) + before
    share = left if kg is None else kg
    if not 0 < share <= left:
        raise MoreThanHarvested(kg=number_text(left))
    if into.packed_kg and harvested_kg(into) - before + share < into.packed_kg:
        raise MoreThanInLot(kg=number_text(harvested_kg(into) - before + share))
    made, _is_new = HarvestShare.objects.update_or_create(lot=into, harvest=entry, defaults={"kg": share})
    told(by, "lot.fill", into, {"kg": before}, {"kg": share, "harvest": entry.pk}, on_behalf_of)
    return made


@transaction.atomic
def take_out_harvest(*, by: Person, lot: int, harvest: int, reason: str, on: date) -> Lot:
    of, on_behalf_of = open_lot_for(by, lot)
    share = HarvestShare.objects.get(lot=of, harvest=harvest)
    left = harvested_kg(of) - share.kg
    if of.packed_kg and left < of.packed_kg:
        raise MoreThanInLot(kg=number_text(left))
    share.delete()
    return told(by, "lot.empty", of, {"kg": share.kg, "harvest": harvest}, None, on_behalf_of, reason)


@transaction.atomic
def pack_lot(
    *,
    by: Person,
    lot: int,
    packed_kg: Decimal,
    on: date,
    packed_on: date | None = None,
    unit_kg: Decimal | None = None,
    use_by: date | None = None,
) -> Lot:
    """Never more than was harvested for it; `unit_kg` is the weight that one stamp stands for."""
    of, on_behalf_of = open_lot_for(by, lot)
    before, day = row(of, FIELDS), packed_on or on
    refuse_weights(of, packed_kg, unit_kg)
    last = of.harvests.aggregate(day=Max("day"))["day"]
    if day > on or (last and day < last):
        raise PackedDayImpossible
    shelf = of.product.shelf_days
    ends = use_by or (day + timedelta(days=shelf) if shelf else None)
    if ends and ends < day:
        raise UsedUpBeforePacked
    of.packed_kg, of.packed_on, of.use_by, of.unit_kg = packed_kg, day, ends, unit_kg or of.unit_kg
    of.save(update_fields=["packed_kg", "packed_on", "use_by", "unit_kg"])
    return told(by, "lot.pack", of, before, row(of, FIELDS), on_behalf_of)


def refuse_weights(lot: Lot, packed_kg: Decimal, unit_kg: Decimal | None) -> None:
    held = harvested_kg(lot)
    if packed_kg <= 0 or (unit_kg is not None and unit_kg <= 0):
        raise WeightMissing("packed_kg" if packed_kg <= 0 else "unit_kg")
    if packed_kg > held:
        raise MoreThanInLot(kg=number_text(held))
    if stamped := stamped_kg(lot):
        if unit_kg and unit_kg != lot.unit_kg:
            raise StampsSayOtherwise
        if stamped > packed_kg:
            raise StampsWeighMore(kg=number_text(stamped))


@transaction.atomic
def release_lot(*, by: Person, lot: int, on: date) -> Lot:
    """For sale; from now on nothing in it changes."""
    of, on_behalf_of = open_lot_for(by, lot)
    refuse_unless_ready(of)
    before = row(of, ["state"])
    of.state = Lot.State.RELEASED
    of.save(update_fields=["state"])
    commission_once(by=by, lot=of, at=timezone.now())
    return told(by, "lot.release", of, before, row(of, ["state"]), on_behalf_of)


def refuse_unless_ready(lot: Lot) -> None:
    """Packed, and not harvested inside a waiting period unless the office let it pass."""
    if not (lot.packed_kg and lot.unit_kg):
        raise NotPacked
    if barring(lot):
        raise HarvestedTooEarly


@transaction.atomic
def close_lot(*, by: Person, lot: int, reason: str, on: date) -> Lot:
    """Sold out or given up: no stamp of it is put in use any more."""
    of, on_behalf_of = lot_for(by, lot)
    if of.state not in (Lot.State.OPEN, Lot.State.RELEASED):
        raise NothingToClose
    before = row(of, ["state"])
    of.state = Lot.State.CLOSED
    of.save(update_fields=["state"])
    return told(by, "lot.close", of, before, row(of, ["state"]), on_behalf_of, reason)


def lot_for(by: Person, pk: int) -> tuple[Lot, Person | None]:
    """The lot as it is now, held until the act is done, and whose post the person borrows."""
    found = lots_visible_to(by).select_related("product__producer__place", "place", "certificate")
    lot: Lot = found.select_for_update(of=("self",)).get(pk=pk)
    return lot, writing_for(by, lot.product.producer)


def open_lot_for(by: Person, pk: int) -> tuple[Lot, Person | None]:
    lot, on_behalf_of = lot_for(by, pk)
    if lot.state != Lot.State.OPEN:
        raise LotNotOpen
    return lot, on_behalf_of


def told(
    by: Person,
    verb: str,
    lot: Lot,
    before: Given | None,
    after: Given | None,
    on_behalf_of: Person | None,
    reason: str = "",
) -> Lot:
    given: Given = {"place": lot.place, "reason": reason, "on_behalf_of": on_behalf_of}
    record(by, verb, lot, before=before, after=after, **given)
    generation.touch()
    return lot
