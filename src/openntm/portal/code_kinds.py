"""The kinds of codes that are minted in runs, and who names their holders and the things that they lead to."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.kinds import Kind
from openntm.office.access.cover import covered
from openntm.places.models import Place
from openntm.produce.models import Lot, Producer

PRODUCER = "producer:"


def producers_at(place: Place, on: date) -> dict[str, str]:
    found = Producer.objects.filter(place__in=covered([place], on)).order_by("sort_key")
    return {f"{PRODUCER}{one.pk}": one.name for one in found}


def producer_names(holders: Collection[str]) -> Mapping[str, str]:
    keys = [key for one in holders if (key := one.removeprefix(PRODUCER)).isdigit()]
    return {f"{PRODUCER}{one.pk}": one.name for one in Producer.objects.filter(pk__in=keys)}


def lot_names(keys: Collection[str]) -> Mapping[str, str]:
    lots = Lot.objects.filter(pk__in=[key for key in keys if key.isdigit()]).select_related("product")
    return {str(lot.pk): _("lot %(lot)s, %(product)s") % {"lot": lot.number, "product": lot.product} for lot in lots}


KINDS = {
    "stamp": Kind(gettext_lazy("traceability stamps"), producers_at, producer_names, lot_names),
}
