"""The list of lots, and one lot with everything that stands behind it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.codes.access import may_issue
from openntm.office.access import today
from openntm.office.asked import done
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.produce.access import lots_visible_to
from openntm.produce.access.writing import may_write, producers_written_by
from openntm.produce.forms.lots import FindLotForm, OpenLotForm
from openntm.produce.models import Certificate, Lot, Product, WaitingOverride
from openntm.produce.phrases import TITLES, VERDICTS, sentence
from openntm.produce.queries.balance import balance_of_lot
from openntm.produce.queries.lot_pages import (
    LotRow,
    lot_rows,
    matching,
    shares_of,
    sorted_lots,
    stamps_of,
    treatments_of,
    truth_of,
    with_all,
)
from openntm.produce.queries.lots import barring, outside_scope, waiting_conflicts
from openntm.produce.queries.register import STANDINGS
from openntm.produce.services import lots as services
from openntm.produce.services.overriding import may_override
from openntm.produce.views.common import entered, here

HEADS = [
    ("number", gettext_lazy("Lot")),
    ("product", gettext_lazy("Product")),
    ("producer", gettext_lazy("Producer")),
    ("state", gettext_lazy("State")),
    ("packed", gettext_lazy("Packed (kg)")),
]
COLUMNS = [
    gettext_lazy("Lot"),
    gettext_lazy("Product"),
    gettext_lazy("Producer"),
    gettext_lazy("State"),
    gettext_lazy("Harvested (kg)"),
    gettext_lazy("Packed (kg)"),
    gettext_lazy("Stamps in use"),
    gettext_lazy("Packed on"),
    gettext_lazy("Use by"),
    gettext_lazy("Certificate"),
    gettext_lazy("Certificate on the day"),
    gettext_lazy("Inside a waiting period"),
    gettext_lazy("Illustrative"),
]


@require_safe
def lots(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    seen = with_all(here(lots_visible_to(person), unit))
    form = FindLotForm(request.GET or None)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order", "" if "sort" in request.GET else "desc")
    found = sorted_lots(matching(seen, form.wanted("q"), form.wanted("state")), sort, descending=descending == "desc")
    if ending := file_asked(request):
        about = _("OpenNTM, lots of %(place)s, certificates as of %(day)s")
        said = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, f"lots-{code}", COLUMNS, map(line, lot_rows(found, on)), about % said)
    page = page_of(request, found)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page, "rows": lot_rows(page, on)}
    context["may_open"] = here(producers_written_by(person), unit).exists()
    context["heads"] = list(heads(request, HEADS, sort, descending=descending == "desc"))
    context["query"] = query_without(request, "page", "format")
    return render(request, "produce/lots.html", context)


def line(row: LotRow) -> list[Any]:
    lot = row.lot
    return [
        lot.number,
        lot.product.name,
        str(lot.product.producer),
        str(lot.get_state_display()),
        row.held_kg,
        lot.packed_kg,
        row.in_use,
        lot.packed_on,
        lot.use_by,
        str(lot.certificate or ""),
        str(STANDINGS[row.truth.standing]) if row.truth else "",
        _("yes") if row.is_early else _("no"),
        _("illustrative") if lot.illustrative else "",
    ]


def lot_here(request: HttpRequest, code: str, day: str, pk: int) -> tuple[PlaceVersion, date, Person, Lot]:
    unit, on, person = entered(request, code, day)
    return unit, on, person, get_object_or_404(with_all(here(lots_visible_to(person), unit)), pk=pk)


@require_safe
def lot(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The register as it is; the certificate as it stands on the day of the address."""
    unit, on, person, one = lot_here(request, code, day, pk)
    shares, weighed = shares_of(one), balance_of_lot(one)
    early = waiting_conflicts(one)
    context: dict[str, Any] = {"unit": unit, "on": on, "lot": one, "shares": shares, "truth": truth_of(one, on)}
    context |= {"treatments": treatments_of(shares), "early": early, "barring": barring(one, early)}
    context["links"] = [
        (TITLES[each.name], each.verdict, VERDICTS[each.verdict], sentence(weighed, each)) for each in weighed.links
    ]
    context["override"] = WaitingOverride.objects.filter(lot=one).select_related("by").first()
    context |= {"outside": outside_scope(one), "stamps": stamps_of(one), "illustrative": one.illustrative}
    context |= acts_of(one, person, early=bool(context["barring"]))
    return render(request, "produce/lot.html", context)


def acts_of(one: Lot, person: Person, *, early: bool) -> dict[str, bool]:
    """What the person may do with the lot as it stands."""
    writes, is_open = may_write(person, one.product.producer), one.state == Lot.State.OPEN
    is_live = one.state in (Lot.State.OPEN, Lot.State.RELEASED)
    return {
        "may_fill": writes and is_open,
        "may_release": writes and is_open and bool(one.packed_kg),
        "may_close": writes and is_live,
        "may_activate": is_live and bool(one.packed_kg) and (writes or may_issue(person, one.place)),
        "may_override": early and may_override(person, one),
    }


def lot_open(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    producers = here(producers_written_by(person), unit)
    if not producers.exists():
        raise PermissionDenied
    products = list(Product.objects.filter(producer__in=producers.values("pk")).select_related("producer"))
    certificates = list(Certificate.objects.filter(holder__in=producers.values("pk")).select_related("holder"))
    first = {"number": proposed(products), "certificate": certificates[0].pk if len(certificates) == 1 else ""}
    form = OpenLotForm(request.POST or None, products=products, certificates=certificates, initial=first)
    if form.is_valid():
        made = done(form, services.open_lot, by=person, on=today(), **form.cleaned_data)
        if made is not None:
            return redirect("produce:lot", code, day, made.pk)
    context = {"unit": unit, "on": on, "form": form, "has_products": bool(products)}
    return render(request, "produce/lot_open.html", context, status=422 if form.errors else 200)


def proposed(products: list[Product]) -> str:
    """The day and the next free letter of the first product: 261129-A."""
    day = f"{today():%y%m%d}"
    taken = set(Lot.objects.filter(product__in=products, number__startswith=day).values_list("number", flat=True))
    return next(name for n in range(27) if (name := f"{day}-{chr(65 + n)}") not in taken or n == 26)
