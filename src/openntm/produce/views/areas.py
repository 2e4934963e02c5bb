"""Growing areas and their plots: the list, an area, and what is entered about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold, sort_key
from openntm.produce.access import areas_visible_to, plots_visible_to, producers_visible_to
from openntm.produce.access.acts import may_keep, sees_persons
from openntm.produce.forms.areas import AreaForm, FindAreaForm, PlotForm
from openntm.produce.forms.common import EndForm
from openntm.produce.models import GrowingArea, Plot
from openntm.produce.queries.areas import AreaRow, area_rows, plot_rows
from openntm.produce.queries.columns import AREA_COLUMNS, PLOT_COLUMNS, area_lines, plot_lines
from openntm.produce.services import areas as services
from openntm.produce.views.common import at, communes, entered, here

HEADS = [
    ("name", gettext_lazy("Growing area")),
    ("crop", gettext_lazy("Crop")),
    ("unit", gettext_lazy("Commune")),
    ("area", gettext_lazy("Area (ha)")),
]
SORTS: dict[str, Any] = {
    "name": lambda row: sort_key(row.area.name),
    "crop": lambda row: sort_key(row.crop),
    "unit": lambda row: sort_key(row.unit.full_name) if row.unit else "",
    "area": lambda row: row.area.area_ha,
}


def areas(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Those in use on the day."""
    unit, on, person = entered(request, code, day)
    form = FindAreaForm(request.GET or None)
    used = here(areas_visible_to(person), unit).filter(valid_from__lte=on).exclude(valid_to__lte=on)
    found = area_rows(used.select_related("producer").prefetch_related("plots"), on)
    key = SORTS.get(request.GET.get("sort", ""), SORTS["name"])
    descending = request.GET.get("order") == "desc"
    rows = sorted((row for row in found if fits(row, form)), key=key, reverse=descending)
    shown = [row.area for row in rows]
    about = _("OpenNTM, growing areas of %(place)s on %(day)s") % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
    if ending := file_asked(request):
        return download(ending, "areas", [one.title for one in AREA_COLUMNS], area_lines(shown, on), about)
    if ending := file_asked(request, "plots"):
        plots = Plot.objects.filter(area__in=shown).select_related("area", "member")
        lines = plot_lines(plots, on, shows_persons=may_keep(person, unit.place))
        return download(ending, "plots", [one.title for one in PLOT_COLUMNS], lines, about)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"query": query_without(request, "page", "format", "plots"), "may_keep": may_keep(person, unit.place)}
    context["heads"] = list(heads(request, HEADS, request.GET.get("sort", ""), descending=descending))
    context["total"] = sum(row.area.area_ha for row in rows)
    return render(request, "produce/areas.html", context)


def fits(row: AreaRow, form: FindAreaForm) -> bool:
    one = row.area
    words = fold(f"{one.name} {one.code} {one.producer.name if one.producer else ''}")
    return fold(form.wanted("q")) in words and form.wanted("crop") in ("", one.crop)


def area(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    rows = here(areas_visible_to(person), unit).select_related("place", "producer__place").prefetch_related("plots")
    one = get_object_or_404(rows, pk=pk)
    knows = sees_persons(person, one.producer) if one.producer else may_keep(person, one.place)
    context = {"unit": unit, "on": on, "area": one, "row": area_rows([one], on)[0], "knows": knows}
    context |= {"plots": plot_rows(one, on, is_exact=knows)}
    context["may_keep"] = may_keep(person, one.place) and one.valid_to is None
    return render(request, "produce/area.html", context)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> GrowingArea:
    rows = here(areas_visible_to(signed_in(request)), unit).select_related("producer")
    found: GrowingArea = get_object_or_404(rows, pk=pk)
    return found


def choosable(request: HttpRequest, unit: PlaceVersion) -> Any:
    return here(producers_visible_to(signed_in(request)), unit).filter(ended_on__isnull=True)


@requires(Action.KEEP_PRODUCE)
def area_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    first = {"valid_from": first_day(on), "producer": request.GET.get("producer")}
    producers = choosable(request, unit)
    form = AreaForm(request.POST or None, units=communes(unit, on), producers=producers, initial=first)
    words = Words(heading=_("Add a growing area"), said=_("The growing area stands in the register."))
    return entry(request, form, services.add_area, back=at("areas", code, day), words=words)


@requires(Action.KEEP_PRODUCE)
def area_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    first = {name: getattr(one, name) for name in AreaForm.base_fields} | {"producer": one.producer_id}
    form = AreaForm(request.POST or None, producers=choosable(request, unit), initial=first)
    words = Words(heading=_("Change a growing area"), said=_("Saved."), lead=one.name, button=_("Save"))
    return entry(request, form, services.change_area, back=at("area", code, day, pk), given={"pk": pk}, words=words)


@requires(Action.KEEP_PRODUCE)
def area_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = EndForm(request.POST or None, initial={"day": first_day(on)})
    lead = _("%(name)s: from that day on it is not counted. What was harvested there stays.") % {"name": one.name}
    back = at("area", code, day, pk)
    words = Words(heading=_("End this growing area?"), button=_("End the growing area"), said=_("Ended."), lead=lead)
    return entry(request, form, services.end_area, back=back, given={"pk": pk}, is_danger=True, words=words)


@requires(Action.KEEP_PRODUCE)
def plot_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = PlotForm(request.POST or None, producer=one.producer)
    words = Words(heading=_("Add a plot"), said=_("The plot stands in the register."), lead=one.name)
    return entry(request, form, services.add_plot, back=at("area", code, day, pk), given={"area": pk}, words=words)


@requires(Action.KEEP_PRODUCE)
def plot_change(request: HttpRequest, code: str, day: str, pk: int, plot: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    kept = get_object_or_404(plots_visible_to(signed_in(request)).filter(area=one), pk=plot)
    first = {name: getattr(kept, name) for name in PlotForm.base_fields}
    form = PlotForm(request.POST or None, producer=one.producer, initial=first)
    words = Words(heading=_("Change a plot"), said=_("Saved."), lead=str(kept), button=_("Save"))
    return entry(request, form, services.change_plot, back=at("area", code, day, pk), given={"pk": plot}, words=words)
