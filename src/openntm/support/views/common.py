"""The door of the pages of support, and the page on which one act is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.office.access import may, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import done, spot
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import number_text
from openntm.places.models import PlaceVersion
from openntm.support.access import applications_visible_to
from openntm.support.models import Application, Call
from openntm.support.queries.schemes import calls_on


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The unit, the day and who asks; for whoever reads there or applies there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    if not any(may(person, act, unit.place, today()) for act in (Action.READ_FIGURES, Action.APPLY_SUPPORT)):
        raise Http404
    return unit, on, person


def application_of(
    request: HttpRequest, code: str, day: str, pk: int
) -> tuple[Application, PlaceVersion, date, Person]:
    """One that the person may see, under the address of its unit, of one above, or of the one that pays."""
    unit, on, person = entered(request, code, day)
    reach = covered([unit.place], today())
    found = applications_visible_to(person).filter(Q(place__in=reach) | Q(call__scheme__place__in=reach))
    related = ("call__scheme__place", "call__terms", "place", "producer", "certificate", "registration", "entered_by")
    return get_object_or_404(found.select_related(*related), pk=pk), unit, on, person


def call_of(unit: PlaceVersion, on: date, pk: int) -> Call:
    found: Call = get_object_or_404(calls_on(unit.place, on), pk=pk)
    return found


def at(name: str, code: str, day: str, *more: Any) -> str:
    return reverse(f"support:{name}", args=[code, day, *more])


def dong(amount: int) -> str:
    return _("%(amount)s dong") % {"amount": number_text(amount)}


def act(
    request: HttpRequest,
    form: Any,
    service: Callable[..., Any],
    *,
    heading: str,
    back: str,
    said: str,
    lead: str = "",
    button: str = "",
    is_danger: bool = False,
    about: list[tuple[Any, Any]] | None = None,
    given: dict[str, Any] | None = None,
    after: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Restates the act (`about`), does it and goes back (or where `after` leads), or says in words why not."""
    if request.method == "POST" and form.is_valid():
        made = done(form, service, by=signed_in(request), **{**form.cleaned_data, **(given or {})})
        if made is not None:
            messages.success(request, said)
            return redirect(after(made) if after else back)
    context = {"form": form, "heading": heading, "lead": lead, "button": button or heading, "back": back}
    context |= {"is_danger": is_danger, "about": about or []}
    return render(request, "support/act.html", context, status=422 if form.errors else 200)
