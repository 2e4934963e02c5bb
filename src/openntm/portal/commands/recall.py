"""`openntm recall LOT --reason TEXT`: a lot is recalled in one command; the report says how long it took."""

from decimal import Decimal
from typing import Any

import click

from openntm.portal.command import ready


@click.command()
@click.argument("lot")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Public: everybody who scans a stamp of the lot reads it."
)
@click.option(
    "--product", metavar="CODE", help="Product code or GTIN, where several products have a lot of this number."
)
@click.option("--producer", metavar="NAME", help="A part of its name, where the product code does not tell them apart.")
@click.option("--exercise", is_flag=True, help="A mock recall: nothing is shown outside.")
def command(lot: str, reason: str, product: str | None, producer: str | None, exercise: bool) -> None:
    """Recall LOT: its public pages are red at once; print the receivers and the time taken."""
    ready()
    from openntm.produce.services.recalls import RecalledAlready, RecallReasonMissing, recall_lot

    try:
        done = recall_lot(by=None, lot=one_lot(lot, product, producer), reason=reason, exercise=exercise)
    except RecalledAlready:
        raise click.UsageError(f"{lot}: the lot is recalled already.") from None
    except RecallReasonMissing:
        raise click.UsageError("--reason: say why.") from None
    click.echo("\n".join(report(done)))


def one_lot(number: str, product: str | None, producer: str | None) -> int:
    from django.db.models import Q

    from openntm.places.vietnamese import fold
    from openntm.produce.models import Lot

    found = Lot.objects.filter(number=number).select_related("product__producer")
    if product:
        found = found.filter(Q(product__code=product) | Q(product__gtin=product))
    lots = [one for one in found if fold(producer or "") in fold(str(one.product.producer))]
    if not lots:
        raise click.UsageError(f"{number}: no lot has this number.")
    if len(lots) > 1:
        known = "; ".join(f"{one.product.code} of {one.product.producer}" for one in lots)
        raise click.UsageError(f"{number}: several lots have this number, add --product or --producer: {known}.")
    return lots[0].pk


def report(recall: Any) -> list[str]:
    from openntm.produce.queries.recalls import seconds

    lot = recall.lot
    red = "nothing shown outside" if recall.exercise else f"public page red after {seconds(recall, recall.red_at)} s"
    head = f"{'Exercise: ' if recall.exercise else ''}lot {lot.number}, {lot.product.name}, {lot.product.producer}"
    told = [head, f"{red}, receivers listed after {seconds(recall, recall.listed_at)} s"]
    told.append(f"receivers: {len(recall.receivers)}; stamps in use: {recall.codes}")
    return told + [line(one) for one in recall.receivers]


def line(one: dict[str, Any]) -> str:
    from openntm.produce.epcis.vocabulary import unit_word

    amount = "quantity not recorded"
    if one["quantity"] is not None:
        amount = f"{Decimal(one['quantity']).normalize():,f} {unit_word(one['unit']) or 'pieces'}"
    return f"  {one['name']}: {amount}, last sent {one['last']} ({', '.join(one['lots'])})"
