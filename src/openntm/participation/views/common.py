"""The page on which one thing is entered, and what the pages of participation share."""

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
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import subtree


def communes(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Of which something can be entered here."""
    return sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"participation:{name}", args=[code, day, *pks])


@dataclass(frozen=True)
class Words:
    """What the page of one form says, and what is said when it was accepted."""

    heading: Any
    said: Any
    lead: Any = ""
    button: Any = ""
    is_danger: bool = False
    is_voluntary: bool = False


def entry(
    request: HttpRequest,
    form: Any,
    service: Callable[..., Any],
    words: Words,
    back: str,
    *,
    to: Callable[[Any], str] | None = None,
    **given: Any,
) -> HttpResponse:
    """Sent and accepted: to the page of what was made, or back, with a word; else the form, with what was wrong."""
    if request.method == "POST" and form.is_valid():
        made = done(form, service, by=signed_in(request), **{**form.cleaned_data, **given})
        if made is not None:
            messages.success(request, words.said)
            return redirect(to(made) if to else back)
    context = {"form": form, "words": words, "button": words.button or words.heading, "back": back}
    return render(request, "participation/entry.html", context, status=422 if form.errors else 200)
