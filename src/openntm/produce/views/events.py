"""The chain of a lot: its events, one step back and one step forward, what happened entered, and the files of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.asked import done
from openntm.office.exports import download
from openntm.office.listing import file_asked
from openntm.produce.access import lots_visible_to
from openntm.produce.access.tracing import may_recall
from openntm.produce.access.writing import may_write
from openntm.produce.forms import events as forms
from openntm.produce.models import Lot
from openntm.produce.queries.graph import node_of, receivers, steps_back, steps_forward
from openntm.produce.queries.lot_pages import shares_of
from openntm.produce.queries.stages import stages_of
from openntm.produce.queries.tracing import chain_of, document_of, rows_of
from openntm.produce.services import recording
from openntm.produce.views.lots import lot_here

STAGES = [
    gettext_lazy("Stage"),
    gettext_lazy("Product tracing code"),
    gettext_lazy("Place tracing code"),
    gettext_lazy("Spot"),
    gettext_lazy("Time"),
    gettext_lazy("Lot"),
]


@dataclass(frozen=True)
class Act:
    heading: Any
    lead: Any
    form: type[forms.HappenedForm]
    service: Callable[..., Any]


ACTS = {
    "commission": Act(
        gettext_lazy("The lot comes into being"),
        gettext_lazy("Its number is given to the goods; the certificate in force on that day goes along."),
        forms.CommissionForm,
        recording.record_commissioning,
    ),
    "transform": Act(
        gettext_lazy("Made of other lots"),
        gettext_lazy("Other lots went into this one, as when goods of several members are packed together."),
        forms.TransformForm,
        recording.record_transformation,
    ),
    "pack": Act(
        gettext_lazy("Packed into a box or onto a pallet"),
        gettext_lazy("Where the box goes, the goods go."),
        forms.PackIntoForm,
        recording.record_aggregation,
    ),
    "ship": Act(
        gettext_lazy("Sent to a buyer"),
        gettext_lazy("Whoever takes the goods is found again at a recall."),
        forms.PartyForm,
        recording.record_shipping,
    ),
    "receive": Act(
        gettext_lazy("Taken in"),
        gettext_lazy("Goods come from a member, or back from a buyer."),
        forms.ReceiveForm,
        recording.record_receiving,
    ),
    "observe": Act(
        gettext_lazy("Checked, stored or moved"),
        gettext_lazy("Nothing changes hands."),
        forms.ObserveForm,
        recording.record_observation,
    ),
    "end": Act(
        gettext_lazy("Out of the chain"),
        gettext_lazy("Goods that are sold no more under this number."),
        forms.EndForm,
        recording.record_decommissioning,
    ),
}


@require_safe
def lot_events(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person, lot = lot_here(request, code, day, pk)
    if ending := file_asked(request):
        return stages_file(ending, code, lot)
    node = node_of(lot)
    steps, harvests = steps_back(node), shares_of(lot)
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "lot": lot,
        "rows": rows_of(lot),
        "back": steps,
        "harvests": harvests,
        "forward": steps_forward(node),
        "behind": chain_of(lot, back=True),
        "ahead": chain_of(lot),
        "receivers": receivers(lot),
        "may_write": may_write(person, lot.product.producer),
        "may_recall": may_recall(person, lot) and lot.state != Lot.State.RECALLED,
        "behind_count": len(steps) + len(harvests),
        "acts": [(slug, act.heading) for slug, act in ACTS.items()],
        "illustrative": lot.illustrative,
    }
    return render(request, "produce/events.html", context)


def stages_file(ending: str, code: str, lot: Lot) -> HttpResponse:
    """For the national portal: of each stage the codes of product and place, and the time (F24)."""
    rows = (
        [
            stage.title,
            stage.product_code,
            stage.place_code,
            stage.place,
            f"{stage.at:%Y-%m-%dT%H:%M:%S%z}",
            lot.number,
        ]
        for stage in stages_of(lot)
    )
    told = _("OpenNTM, stages of lot %(lot)s, %(product)s") % {"lot": lot.number, "product": lot.product.name}
    return download(ending, f"stages-{code}-{lot.pk}", STAGES, rows, told)


@require_safe
def lot_document(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """All events of the lot as an EPCIS document, the wrong ones with what declares them wrong."""
    _unit, _on, _person, lot = lot_here(request, code, day, pk)
    response = JsonResponse(
        document_of(lot, timezone.now()), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="epcis-{code}-{lot.pk}.jsonld"'
    return response


def lot_event_add(request: HttpRequest, code: str, day: str, pk: int, act: str) -> HttpResponse:
    unit, on, person, lot = lot_here(request, code, day, pk)
    if act not in ACTS:
        raise Http404
    if not may_write(person, lot.product.producer):
        raise PermissionDenied
    one = ACTS[act]
    others = lots_visible_to(person).exclude(pk=pk).filter(product__producer=lot.product.producer)
    form = one.form(request.POST or None, lot=lot, others=list(others.select_related("product__producer")[:100]))
    if form.is_valid() and done(form, one.service, by=person, lot=pk, **form.given()) is not None:
        messages.success(request, _("The event is recorded. It stays; a mistake is declared wrong."))
        return redirect("produce:lot_events", code, day, pk)
    context = {"unit": unit, "on": on, "lot": lot, "form": form, "heading": one.heading, "lead": one.lead}
    return render(request, "produce/event_add.html", context, status=422 if form.errors else 200)


def lot_event_wrong(request: HttpRequest, code: str, day: str, pk: int, event: int) -> HttpResponse:
    unit, on, person, lot = lot_here(request, code, day, pk)
    rows = rows_of(lot)
    row = next((row for row in rows if row.event.pk == event and row.may_be_wrong), None)
    if row is None:
        raise Http404
    if not may_write(person, lot.product.producer):
        raise PermissionDenied
    later = [one for one in rows if one.event.pk > event and one.may_be_wrong]
    form = forms.WrongForm(request.POST or None, later=[(one.event.body["eventID"], one.told) for one in later])
    if form.is_valid() and done(form, recording.declare_wrong, by=person, event=event, **form.cleaned_data) is not None:
        messages.success(request, _("The event is declared wrong; it is no longer part of the chain."))
        return redirect("produce:lot_events", code, day, pk)
    context = {"unit": unit, "on": on, "lot": lot, "form": form, "row": row}
    return render(request, "produce/event_wrong.html", context, status=422 if form.errors else 200)
