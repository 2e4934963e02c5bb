"""Public pages of a lot, a product and a producer: small, without script, no personal data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from openntm.codes.models.runs import State
from openntm.office.access import today
from openntm.produce.models import Lot
from openntm.produce.queries.certificates import Standing, certificates_in_force
from openntm.produce.queries.resolving import Target, page_of_lot
from openntm.produce.stamps.content import content_of, past_use, producer_items, product_items
from openntm.produce.stamps.pages import look_of
from openntm.produce.stamps.picture import picture_of
from openntm.produce.stamps.standing import is_recalled, standing_of, truth_of

SHOWN = 20  # lots on the page of a product
WORDS = {
    Standing.IN_FORCE: gettext_lazy("in force today"),
    Standing.NOT_YET: gettext_lazy("not in force yet"),
    Standing.UNKNOWN: gettext_lazy("its last day was not published"),
    Standing.EXPIRED: gettext_lazy("expired by today"),
    Standing.SUSPENDED: gettext_lazy("suspended by the certifier"),
    Standing.WITHDRAWN: gettext_lazy("withdrawn by the certifier"),
}
WALKED = {
    "serial": gettext_lazy("This serial number is not one of ours on this lot: the stamp may be copied or forged."),
    "lot": gettext_lazy("This lot is not known here."),
    "product": gettext_lazy("This product is not known here."),
}


def lot_page(request: HttpRequest, target: Target) -> HttpResponse:
    lot = target.lot
    if lot is None:
        raise ValueError(target)
    on = today()
    truth = truth_of(lot, on)
    standing, past = standing_of(State.ACTIVE, lot, truth, recalled=is_recalled(lot)), past_use(lot, on)
    content = content_of(lot, truth, on)
    context: dict[str, Any] = {"heading": lot.product.name, "lot": lot, "content": content, "past": past}
    context |= {"standing": standing, "said": WORDS[truth.standing] if truth else ""}
    context |= look_of(standing, is_doubtful=bool(past) or asked_above(request, target) == "serial")
    context["recall"] = lot.recalls.filter(exercise=False, ended_at__isnull=True).first()
    context["illustrative"] = content.illustrative
    return page(request, "produce/trace/lot.html", context, target)


def product_page(request: HttpRequest, target: Target) -> HttpResponse:
    product = target.product
    if product is None:
        raise ValueError(target)
    on = today()
    lots = list(product.lots.exclude(state=Lot.State.OPEN)[:SHOWN])
    context: dict[str, Any] = {
        "heading": product.name,
        "product": product,
        "picture": picture_of(product),
        "items": [*product_items(product), *producer_items(product.producer, on)],
        "lots": [(lot, page_of_lot(lot)) for lot in lots],
        "certificates": [one for one in certificates_in_force(product.producer, on) if one.crop == product.crop],
        "illustrative": product.illustrative or product.producer.illustrative,
    }
    return page(request, "produce/trace/product.html", context, target)


def producer_page(request: HttpRequest, target: Target) -> HttpResponse:
    producer, on = target.producer, today()
    context: dict[str, Any] = {
        "heading": producer.name,
        "items": list(producer_items(producer, on))[1:],
        "products": list(producer.products.all()),
        "certificates": certificates_in_force(producer, on),
        "illustrative": producer.illustrative,
    }
    return page(request, "produce/trace/producer.html", context, target)


PAGES = {"lot": lot_page, "product": product_page, "producer": producer_page}


def asked_above(request: HttpRequest, target: Target) -> str:
    """What the address named that is not known, so that one had to walk up to here; empty where all was known."""
    asked = request.GET.get("asked", "")
    return asked if asked in WALKED and asked != target.level else ""


def page(request: HttpRequest, name: str, context: dict[str, Any], target: Target) -> HttpResponse:
    context["asked"] = asked_above(request, target)
    context["walked"] = WALKED.get(context["asked"], "")
    context["on"] = today()
    response = render(request, name, context)
    response["X-Robots-Tag"] = "noindex"
    return response
