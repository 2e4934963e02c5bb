"""The acts on a lot, each on a page that restates it: filled, packed, released, closed, let pass, stamped."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.codes.models import Run, Stock
from openntm.codes.models.runs import State
from openntm.office.access import today
from openntm.office.asked import done
from openntm.office.forms import ReasonForm
from openntm.office.wording import number_text
from openntm.produce.forms.lots import ConfirmForm, FillForm, PackForm, SpanForm
from openntm.produce.models import HarvestShare, Lot
from openntm.produce.phrases import too_early
from openntm.produce.queries.lot_pages import left_for
from openntm.produce.queries.lots import barring, harvested_kg, stamped_kg, waiting_conflicts
from openntm.produce.queries.stock import stock_of
from openntm.produce.services import lots as services
from openntm.produce.services.overriding import override_waiting
from openntm.produce.services.stock import activate_stamps
from openntm.produce.views.lots import acts_of, lot_here

Given = dict[str, Any]


def act(
    request: HttpRequest,
    asked: tuple[str, str, int],
    right: str,
    form_of: Callable[[Lot, date], forms.Form],
    service: Callable[..., Any],
    **words: Any,
) -> HttpResponse:
    """`right` is that of `acts_of`; in a state in which nobody may do it, there is no such page."""
    code, day, pk = asked
    unit, on, person, one = lot_here(request, code, day, pk)
    allowed = acts_of(one, person, early=bool(barring(one)))
    if not allowed[right]:
        raise PermissionDenied if one.state == Lot.State.OPEN else Http404
    form = form_of(one, on)
    if request.method == "POST" and form.is_valid():
        made = done(form, service, by=person, lot=pk, on=today(), **form.cleaned_data)
        if made is not None:
            messages.success(request, words["said"])
            return redirect("produce:lot", code, day, pk)
    context = {"unit": unit, "on": on, "lot": one, "form": form, "held": harvested_kg(one), **words}
    context["early"] = [too_early(each) for each in waiting_conflicts(one)]
    return render(request, "produce/lot_act.html", context, status=422 if form.errors else 200)


def lot_fill(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words = {"heading": _("Put a harvest into the lot"), "said": _("The harvest is in the lot.")}
    words["lead"] = _("Only harvests of the producer with this crop, and never more than is left of them.")

    def form_of(one: Lot, _on: date) -> forms.Form:
        return FillForm(request.POST or None, left=left_for(one))

    return act(request, (code, day, pk), "may_fill", form_of, services.assign_harvest, **words)


def lot_empty(request: HttpRequest, code: str, day: str, pk: int, harvest: int) -> HttpResponse:
    share = get_object_or_404(HarvestShare, lot=pk, harvest=harvest)
    words: Given = {"heading": _("Take a harvest out of the lot"), "said": _("The harvest is no longer in the lot.")}
    said = {"kg": number_text(share.kg), "day": f"{share.harvest.day:%d/%m/%Y}"}
    words |= {"lead": _("%(kg)s kg of %(day)s.") % said, "is_danger": True}
    service = partial(services.take_out_harvest, harvest=harvest)
    return act(request, (code, day, pk), "may_fill", lambda *_: ReasonForm(request.POST or None), service, **words)


def lot_pack(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words = {"heading": _("Pack the lot"), "said": _("The weight of the lot is written down.")}
    words["lead"] = _("Never more than the harvests in it; stamps are counted against this weight.")

    def form_of(one: Lot, on: date) -> forms.Form:
        names = ("packed_kg", "unit_kg", "packed_on", "use_by")
        first = {name: getattr(one, name) for name in names} | {"packed_on": one.packed_on or min(on, today())}
        return PackForm(request.POST or None, initial=first)

    return act(request, (code, day, pk), "may_fill", form_of, services.pack_lot, **words)


def lot_release(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words = {"heading": _("Release the lot for sale"), "said": _("The lot is released for sale.")}
    words["lead"] = _("From now on nothing in it changes: neither harvests nor weights.")
    form_of = confirming(request)
    return act(request, (code, day, pk), "may_release", form_of, services.release_lot, **words)


def confirming(request: HttpRequest) -> Callable[[Lot, date], forms.Form]:
    """Empty, and still sent when the button is pressed."""
    return lambda *_: ConfirmForm(request.POST if request.method == "POST" else None)


def lot_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words: Given = {"heading": _("Close the lot"), "said": _("The lot is closed."), "is_danger": True}
    words["lead"] = _("Sold out or given up: no stamp of it comes into use any more.")
    form_of = reasoned(request)
    return act(request, (code, day, pk), "may_close", form_of, services.close_lot, **words)


def reasoned(request: HttpRequest) -> Callable[[Lot, date], forms.Form]:
    return lambda *_: ReasonForm(request.POST or None)


def lot_override(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words: Given = {"heading": _("Let the lot pass"), "said": _("The lot may pass."), "is_danger": True}
    words["lead"] = _(
        "The lot was harvested inside a waiting period. If it may be sold all the same, say on what that rests: "
        "the reason stands on the lot, and shoppers may read it."
    )
    return act(request, (code, day, pk), "may_override", reasoned(request), override_waiting, **words)


def lot_activate(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    words = {"heading": _("Put stamps in use"), "said": _("The stamps are in use on this lot.")}
    words["lead"] = _("Only printed stamps that the producer holds, and no more than the packed weight.")

    def form_of(one: Lot, _on: date) -> forms.Form:
        ready = list(stock_of(one.product.producer).filter(state=State.PRINTED).order_by("run__number", "first"))
        runs = {row.run_id: str(row.run) for row in ready}
        first = offered(one, ready[0]) if ready else {}
        return SpanForm(request.POST or None, runs=list(runs.items()), initial=first)

    return act(request, (code, day, pk), "may_activate", form_of, activated, **words)


def offered(lot: Lot, span: Stock) -> Given:
    """The first stamps at hand, as many as the packed weight still allows."""
    fit = int(((lot.packed_kg or 0) - stamped_kg(lot)) / (lot.unit_kg or 1))
    last = min(span.last, span.first + max(fit, 1) - 1)
    return {"run": span.run_id, "first": span.first + 1, "last": last + 1, "reason": _("stuck on packages")}


def activated(*, run: int, first: int, last: int, **given: Any) -> Any:
    """People count stamps from 1."""
    return activate_stamps(run=Run.objects.get(pk=run), first=first - 1, last=last - 1, **given)
