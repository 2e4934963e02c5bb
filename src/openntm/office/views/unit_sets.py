"""Sets of units beside the tree: which there are over a place, who belongs to them, and their keeping."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office.access import may, places_of, reach, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.forms import ReasonForm, UnitSetForm
from openntm.office.queries import units_named
from openntm.office.roles import Action
from openntm.office.services import unit_sets as services
from openntm.places.models import UnitSet
from openntm.places.queries import members_on, superiors_of, unit_sets_over


def unit_sets(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    above = superiors_of(place, min(on, place.last_day) if place.valid_to else on)
    kept = unit_sets_over([place.place, *(one.place_id for one in above)])
    context = {"place": place, "on": on, "rows": [(one, members_on(one, on)) for one in kept]}
    context["may_keep"] = may(request.user, Action.KEEP_UNIT_SETS, place.place, today())
    return render(request, "office/unit_sets.html", context)


@requires(Action.KEEP_UNIT_SETS)
def unit_set_found(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    form = UnitSetForm(request.POST or None, initial={"kind": UnitSet.Kind.PROJECT})
    if form.is_valid():
        try:
            made = services.found_unit_set(by=signed_in(request), place=place.place, on=today(), **form.cleaned_data)
            messages.success(request, _("The set is there: now take in its units."))
            return redirect("office:unit_set", code, day, made.key)
        except services.UnitSetKnown:
            form.add_error("name_vi", _("There is a set of this name already."))
    return render(request, "office/unit_set_form.html", {"place": place, "on": on, "form": form})


def unit_set(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    """The members of the day; whoever keeps the set takes units in here."""
    place, on = spot(request, code, day)
    kept = get_object_or_404(UnitSet.objects.select_related("place"), key=key)
    may_keep = may(request.user, Action.KEEP_UNIT_SETS, kept.place, today())
    error = ""
    if request.method == "POST":
        if not may_keep:
            raise PermissionDenied
        error = take_in(request, kept, on)
        if not error:
            return redirect("office:unit_set", code, day, key)
    context = {"place": place, "on": on, "set": kept, "members": members_on(kept, on), "may_keep": may_keep}
    return render(request, "office/unit_set.html", {**context, "error": error, "typed": request.POST.get("unit", "")})


def take_in(request: HttpRequest, kept: UnitSet, on: date) -> str:
    """The sentence that says what is wrong; empty when the unit was taken in."""
    text = request.POST.get("unit", "").partition(" · ")[0].strip()
    reach = places_of(request.user, today(), Action.KEEP_UNIT_SETS)
    found = [one for one in units_named(text, reach, on) if one.stands_on(on)] if text else []
    if len(found) != 1:
        return _("Type the code of one unit of yours that stands on this day.")
    services.take_in(by=signed_in(request), unit_set=kept, place=found[0].place, valid_from=on, on=today())
    messages.success(request, _("%(unit)s now belongs to the set.") % {"unit": found[0].full_name})
    return ""


@requires(Action.KEEP_UNIT_SETS)
def unit_set_let_go(request: HttpRequest, code: str, day: str, key: str, unit: str) -> HttpResponse:
    place, on = spot(request, code, day)
    kept = get_object_or_404(
        UnitSet.objects.filter(place__in=reach(request.user, today(), Action.KEEP_UNIT_SETS)), key=key
    )
    member = next((one for one in members_on(kept, on) if one.code == unit), None)
    if member is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.let_go(
                by=signed_in(request), unit_set=kept, place=member.place, valid_to=on, on=today(), **form.cleaned_data
            )
            messages.success(request, _("%(unit)s no longer belongs to the set.") % {"unit": member.full_name})
            return redirect("office:unit_set", code, day, key)
        except services.NotAMember:
            form.add_error(None, _("The unit belongs to the set through a unit before it: let that one go on its day."))
    return render(
        request, "office/unit_set_let_go.html", {"place": place, "on": on, "set": kept, "unit": member, "form": form}
    )
