"""Writes: receipts, numbered without gaps by commune and year, printed with a code that everybody can check."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from openntm.codes.services import print_out_code
from openntm.office.access import acting_for, today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.services.print_outs import print_document, take_back
from openntm.participation.access.contributions import contributions_visible_to
from openntm.participation.documents import VOID, receipt_document
from openntm.participation.models import Contribution, Receipt
from openntm.participation.services import refused
from openntm.participation.services.keeping import log, said_why
from openntm.places.models import Place

KEEP = Action.KEEP_CONTRIBUTIONS
KIND = "participation.receipt"


@transaction.atomic
def issue_receipt(*, by: Person, pk: int) -> Receipt:
    found = contributions_visible_to(by).select_for_update(of=("self",)).select_related("place", "work")
    one = found.get(pk=pk)
    if one.state != Contribution.State.RECEIVED:
        raise refused.NotReceived
    if standing := one.receipts.filter(void_on__isnull=True).first():
        raise refused.HasReceipt(number=str(standing))
    place, day = one.place, today()
    receipt = Receipt(contribution=one, place=place, year=day.year, issued_on=day, by=by)
    receipt.number = next_number(place, day.year)
    receipt.save()
    receipt.print_out = print_document(
        by=by,
        document=receipt_document(receipt),
        kind=KIND,
        key=f"receipt:{receipt.pk}",
        place=place,
        code=print_out_code,
        illustrative=one.illustrative,
        on_behalf_of=acting_for(by, KEEP, place, day),
    )
    receipt.save(update_fields=["print_out"])
    log(by, KEEP, "receipt.issue", receipt, place, after={"number": str(receipt), "contribution": one.number})
    return receipt


def next_number(place: Place, year: int) -> int:
    """The row of the commune is held until the act is done: a number that was taken is a receipt that stands."""
    Place.objects.select_for_update().get(pk=place.pk)
    last = Receipt.objects.filter(place=place, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def void_receipt(*, by: Person, pk: int, reason: str) -> Receipt:
    """It keeps its number; the page behind its code says that it does not hold, and why."""
    visible = contributions_visible_to(by).values("pk")
    found = Receipt.objects.filter(contribution__in=visible).select_for_update(of=("self",))
    receipt = found.select_related("place", "print_out").get(pk=pk)
    if receipt.void_on:
        raise refused.NoReceipt
    void_with(by, receipt, today(), said_why(reason))
    return receipt


def void_with(by: Person, receipt: Receipt, day: date, reason: str) -> None:
    """Inside the transaction of the act that makes it void; the reason may be personal, so the public page has none."""
    before = row(receipt, ["void_on"])
    receipt.void_on, receipt.void_why = day, reason[:300]
    receipt.save(update_fields=["void_on", "void_why"])
    behalf = acting_for(by, KEEP, receipt.place, today())
    if receipt.print_out:
        take_back(by, receipt.print_out, VOID, on_behalf_of=behalf)
    log(by, KEEP, "receipt.void", receipt, receipt.place, before=before, after=row(receipt, ["void_on"]), reason=reason)
