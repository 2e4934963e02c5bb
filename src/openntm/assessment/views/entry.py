"""Entering figures: the list of criteria, and one screen a criterion that saves as one goes."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openntm.assessment.forms import EvidenceForm
from openntm.assessment.measures import measure_of
from openntm.assessment.models import Layer
from openntm.assessment.queries import completeness, results_on
from openntm.assessment.queries.screen import Row, Screen, screen
from openntm.assessment.queries.sheets import units_for
from openntm.assessment.services import add_evidence, record_figure
from openntm.assessment.spoken import language
from openntm.assessment.values import text_of
from openntm.assessment.views.common import chosen_layer, chosen_set, is_htmx, set_named, sets_for, spot, tabs, titled
from openntm.criteria import CriteriaSet, FigureRefused, parse_value
from openntm.office.access import requires
from openntm.office.files import FileRefused, keep
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS, Kind


@requires(Action.READ_FIGURES)
def entry(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """A commune's criteria with their progress; of a district, its communes with theirs."""
    place, on = spot(request, code, day)
    current = chosen_set(request, on)
    context: dict[str, Any] = {"place": place, "on": on, "tabs": tabs(sets_for(on), current), "set": current}
    if current is None or (place.kind in COMMUNE_KINDS and place.kind not in current.judges):
        return render(request, "assessment/entry_empty.html", context)
    units = units_for(place, current, on)
    context["progress"] = completeness(units, current.id, on)
    if place.kind in current.judges:
        result = results_on([place], current.id, on)[place.place_id]
        context |= {"result": result, "mine": context["progress"][place.place_id]}
        context["may_compute"] = place.kind in (Kind.XA, Kind.HUYEN) and bool(chosen_layer(request, place)[1])
        return render(request, "assessment/entry.html", context)
    context["units"] = [(unit, context["progress"][unit.place_id]) for unit in units]
    return render(request, "assessment/entry_units.html", context)


@requires(Action.READ_FIGURES)
def criterion(request: HttpRequest, code: str, day: str, set_id: str, criterion: str) -> HttpResponse:
    place, on = spot(request, code, day)
    law = set_named(set_id)
    if place.kind not in law.judges or criterion not in {one.id for one in law.criteria}:
        raise Http404
    layer, layers = chosen_layer(request, place)
    errors: dict[str, tuple[str, str]] = {}
    if request.method == "POST":
        if not layers:
            raise PermissionDenied
        errors = _save(request, place, on, law, criterion, layer)
        if not errors and not is_htmx(request):
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}?layer={layer}")
    shown = screen(place, on, set_id, criterion, layer)
    _mark(shown, errors)
    context = {"place": place, "on": on, "screen": shown, "set": law, "layer": layer, "layers": layers}
    context |= {"illustrative": shown.illustrative, **_neighbours(law, criterion)}
    if is_htmx(request) and request.method == "POST":
        # htmx sends the whole form; the field that was left is the one whose row comes back.
        field = request.headers.get("HX-Trigger-Name", "").replace("note-", "figure-")
        context["saved"] = _row_named(shown, {field: ""} if field else request.POST)
        return render(request, "assessment/row_saved.html", context)
    return render(request, "assessment/criterion.html", context, status=422 if errors else 200)


@requires(Action.READ_FIGURES)
def try_figure(request: HttpRequest, code: str, day: str, set_id: str, criterion: str) -> HttpResponse:
    """The verdict as one types: judged and shown, not saved."""
    place, on = spot(request, code, day)
    law = set_named(set_id)
    layer, _layers = chosen_layer(request, place)
    typed = {
        name.removeprefix("figure-"): text for name, text in request.GET.dict().items() if name.startswith("figure-")
    }
    values, errors = _parsed(law, typed)
    try:
        shown = screen(place, on, set_id, criterion, layer, values)
    except StopIteration:
        raise Http404
    _mark(shown, errors)
    return render(
        request, "assessment/row_tried.html", {"row": _row_named(shown, request.GET), "place": place, "on": on}
    )


def _row_named(shown: Screen, given: Mapping[str, str]) -> Row:
    names = {name.removeprefix("figure-") for name in given if name.startswith("figure-")}
    found = next((row for row in shown.rows if row.slot.figure_id in names), None)
    if found is None:
        raise Http404
    return found


def _parsed(law: CriteriaSet, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Texts to store, and for what cannot be read what was typed and why it is refused."""
    values, errors = {}, {}
    for name, text in typed.items():
        asked = law.by_id.get(name) or law.by_id.get(name.rpartition(":")[0])
        if asked is None:
            raise Http404
        try:
            values[name] = text_of(parse_value(asked, text))
        except FigureRefused as refused:
            errors[name] = (text, getattr(refused, f"message_{language()}"))
    return values, errors


def _save(
    request: HttpRequest, place: Any, on: Any, law: CriteriaSet, criterion: str, layer: Layer
) -> dict[str, tuple[str, str]]:
    """Saves what can be read and was changed; what cannot be read comes back with its reason."""
    shown = screen(place, on, law.id, criterion, layer)
    rows = {row.slot.figure_id: row for row in shown.rows}
    typed = {name: request.POST[f"figure-{name}"] for name in rows if f"figure-{name}" in request.POST}
    values, errors = _parsed(law, typed)
    for name, value in values.items():
        own = rows[name].own
        note = request.POST.get(f"note-{name}", own.note if own else "").replace("\0", "").strip()[:1000]
        if (value, note) == ((own.value, own.note) if own else ("", "")) or not (value or own):
            continue
        record_figure(
            by=request.user,  # type: ignore[arg-type]
            place=place.place,
            measure=measure_of(law.id, name),
            day=on,
            value=value,
            unit=rows[name].slot.asked.unit,
            layer=layer,
            note=note,
        )
    return errors


def _mark(shown: Screen, errors: Mapping[str, tuple[str, str]]) -> None:
    for row in shown.rows:
        if row.slot.figure_id in errors:
            row.typed, row.error = errors[row.slot.figure_id]


def _neighbours(law: CriteriaSet, criterion: str) -> dict[str, Any]:
    ids = [one.id for one in law.criteria]
    at = ids.index(criterion)
    return {
        "criterion": law.criteria[at],
        "before": law.criteria[at - 1] if at else None,
        "after": law.criteria[at + 1] if at + 1 < len(ids) else None,
        "set_title": titled(law),
    }


@requires(Action.READ_FIGURES)
def evidence(request: HttpRequest, code: str, day: str, set_id: str, criterion: str) -> HttpResponse:
    """A file behind a figure that the person entered."""
    place, on = spot(request, code, day)
    layer, layers = chosen_layer(request, place)
    if not layers:
        raise PermissionDenied
    form = EvidenceForm(request.POST, request.FILES)
    rows = {row.slot.figure_id: row for row in screen(place, on, set_named(set_id).id, criterion, layer).rows}
    row = rows.get(form.data.get("figure", ""))
    if not form.is_valid() or row is None or row.own is None:
        messages.error(request, _("Choose a figure that has been entered, and a file."))
    else:
        try:
            file = keep(form.cleaned_data["file"], request.user, place=place.place)  # type: ignore[arg-type]
            add_evidence(by=request.user, pk=row.own.pk, files=[file])  # type: ignore[arg-type]
            messages.success(request, _("The file is kept as evidence."))
        except FileRefused as refused:
            messages.error(request, str(refused))
    return redirect("assessment:criterion", code, day, set_id, criterion)
