"""Targets set, changed and closed by an office; the sums are shown while one types and after saving."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import lifetime, subtree
from openntm.steering.access.targets import targets_visible_to
from openntm.steering.arithmetic import Check
from openntm.steering.forms.targets import CloseForm, TargetForm, first_values
from openntm.steering.models import Target
from openntm.steering.queries.named import joined, named_on
from openntm.steering.queries.targets import check_stated, check_target, closed_on, end_in_words
from openntm.steering.services.targets import PlaceNotThere, TargetClosed, close_target, set_target


@requires(Action.SET_TARGETS)
def target_new(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = TargetForm(request.POST or None, inside=unit.place, initial={"said_on": on, "base_day": on})
    return written(request, unit, day, form, None)


@requires(Action.SET_TARGETS)
def target_change(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, _on = spot(request, code, day)
    target = get_object_or_404(targets_visible_to(signed_in(request)), key=key, place=unit.place)
    called = [one.unit for one in named_on(target, target.said_on)]
    first = first_values(target, TargetForm.base_fields, called)
    form = TargetForm(request.POST or None, inside=unit.place, known=target, initial=first)
    return written(request, unit, day, form, target)


def written(
    request: HttpRequest, unit: PlaceVersion, day: str, form: TargetForm, target: Target | None
) -> HttpResponse:
    """A target that does not add up is kept and said not to: it is what the document states."""
    if form.is_valid():
        given = {"years": form.cleaned_data["years"], "named_places": form.cleaned_data["named"] or ()}
        pk = target.pk if target else None
        try:
            kept = set_target(by=signed_in(request), place=unit.place, pk=pk, stated=form.stated, **given)
        except TargetClosed:
            form.add_error(None, _("A closed target is not changed any more."))
        except PlaceNotThere:
            form.add_error("said_on", _("The place or a named unit does not stand on that day."))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            say(request, check_target(kept))
            shown = max(day, kept.said_on.isoformat())
            return redirect("recognition:target", unit.code, shown if stands(unit, shown) else day, kept.key)
    units = subtree(unit.place, unit.last_day, COMMUNE_KINDS)
    context = {"unit": unit, "day": day, "form": form, "target": target, "units": units}
    context["check"] = check_target(target) if target else None
    return render(request, "steering/target_form.html", context, status=422 if form.errors else 200)


def stands(unit: PlaceVersion, day: str) -> bool:
    return not unit.valid_to or day < unit.valid_to.isoformat()


def say(request: HttpRequest, check: Check) -> None:
    if check.ok is False:
        messages.warning(request, _("Saved as stated. The sums of the target do not add up: see the check."))
    else:
        messages.success(request, _("The target is saved."))


@requires(Action.SET_TARGETS)
def target_try(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The sums as one types: reckoned and shown, not saved."""
    unit, _on = spot(request, code, day)
    form = TargetForm(request.GET, inside=unit.place)
    form.is_valid()
    fields = ("base_value", "added_min", "added_max", "final_min", "final_max", "stated_share", "stated_of")
    tried = Target(**{name: form.stated.get(name) for name in fields})
    check = check_stated(tried, form.cleaned_data.get("years") or {})
    return render(request, "steering/target_tried.html", {"check": check})


@requires(Action.SET_TARGETS)
def target_close(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, _on = spot(request, code, day)
    target = get_object_or_404(targets_visible_to(signed_in(request)), key=key, place=unit.place)
    if target.closed_from:
        raise Http404
    form = CloseForm(request.POST or None, said_on=target.said_on, latest=today(), initial=first_reason(target, unit))
    if form.is_valid():
        close_target(by=signed_in(request), pk=target.pk, **form.cleaned_data)
        messages.success(request, _("The target is closed; its figures and sums stay."))
        return redirect("recognition:target", code, day, key)
    context = {"unit": unit, "day": day, "form": form, "target": target, "check": check_target(target)}
    return render(request, "steering/target_close.html", context, status=422 if form.errors else 200)


def first_reason(target: Target, unit: PlaceVersion) -> dict[str, Any]:
    """Where the place ended before the target was due, that is the reason, and it need not be typed."""
    _first, end = lifetime(target.place)
    closed = closed_on(target, end if end and end <= today() else None)
    if closed is None:
        return {"closed_from": today()}
    vi, en = end_in_words(unit, closed, joined(named_on(target, closed)))
    return {"closed_from": closed, "why_vi": vi[:300], "why_en": en[:300]}
