"""The page on which one thing is entered, and the units that a keeper chooses from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from openntm.office.access import signed_in
from openntm.office.asked import done
from openntm.places.models import COMMUNE_KINDS, HAMLET_KINDS, PlaceVersion
from openntm.places.queries import subtree


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"services:{name}", args=[code, day, *pks])


def units_in(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Communes and hamlets at the unit and under it, each commune before its hamlets."""
    found = subtree(unit.place, on, (*COMMUNE_KINDS, *HAMLET_KINDS))
    keys = {one.place_id: one.sort_key for one in found}
    return sorted(
        found,
        key=lambda one: (keys.get(one.parent_id or 0, "") if one.is_hamlet else one.sort_key, one.level, one.sort_key),
    )


@dataclass(frozen=True)
class Words:
    """What the page of one form says, and what is said when it was accepted."""

    heading: Any
    said: Any
    lead: Any = ""
    button: Any = ""


def entry(
    request: HttpRequest,
    form: Any,
    service: Callable[..., Any],
    *,
    words: Words,
    back: str,
    given: dict[str, Any] | None = None,
) -> HttpResponse:
    """Sent and accepted: back, with a word; else the form, with what was wrong."""
    if request.method == "POST" and form.is_valid():
        sent = {**form.cleaned_data, **(given or {})}
        if done(form, service, by=signed_in(request), **sent) is not None:
            messages.success(request, words.said)
            return redirect(back)
    context = {"form": form, "heading": words.heading, "lead": words.lead, "button": words.button or words.heading}
    return render(request, "services/entry.html", context | {"back": back}, status=422 if form.errors else 200)
