"""The page on which one thing is entered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openntm.office.access import signed_in
from openntm.office.asked import done


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
    is_danger: bool = False,
) -> HttpResponse:
    """Sent and accepted: back, with a word; else the form, with what was wrong."""
    if request.method == "POST" and form.is_valid():
        sent = {**form.cleaned_data, **(given or {})}
        if done(form, service, by=signed_in(request), **sent) is not None:
            messages.success(request, words.said)
            return redirect(back)
    context = {"form": form, "heading": words.heading, "lead": words.lead, "button": words.button or words.heading}
    context |= {"back": back, "is_danger": is_danger}
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)
