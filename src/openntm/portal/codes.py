"""The one table that leads from the kind of a code to the page that answers it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openntm.codes.models import Code
from openntm.codes.queries import resolve
from openntm.codes.services import PRINT_OUT

PAGES: dict[str, Callable[[Code], str]] = {
    PRINT_OUT: lambda code: reverse("office:verify", args=[code.token]),
}


@require_safe
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    code = resolve(token)
    if code is None or code.kind not in PAGES:
        return render(request, "office/verify_unknown.html", {"token": token}, status=404)
    return redirect(PAGES[code.kind](code))
