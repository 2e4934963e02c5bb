"""The poster of a product: its symbol, the code to be typed or read aloud, and what one finds there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from openntm.codes.drawn import drawn
from openntm.office.access import signed_in
from openntm.produce.access import producers_visible_to, products_visible_to
from openntm.produce.access.writing import may_write
from openntm.produce.services.posters import code_of, make_poster
from openntm.produce.views.common import entered, here


def product_poster(request: HttpRequest, code: str, day: str, pk: int, product: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    producer = get_object_or_404(here(producers_visible_to(person), unit), pk=pk)
    one = get_object_or_404(products_visible_to(person).filter(producer=producer), pk=product)
    if request.method == "POST":
        make_poster(by=signed_in(request), product=product)
        return redirect("produce:product_poster", code, day, pk, product)
    minted = code_of(one)
    context = {"unit": unit, "on": on, "producer": producer, "product": one, "may_write": may_write(person, producer)}
    if minted:
        context |= drawn(minted)
    return render(request, "produce/poster.html", context)
