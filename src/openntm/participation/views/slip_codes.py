"""The code of a household's slip: as it is printed, the page on which it is typed, and what is said of a wrong one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openntm.codes.printing.sheets import grouped
from openntm.codes.queries import plain_token
from openntm.codes.scanning.limits import Bucket
from openntm.office.documents.qr import qr
from openntm.participation.forms.common import CodeForm
from openntm.participation.strangers import HOUR, shown, wait

PAGE = "participation/slip_code.html"
# Wrong codes of one client; right ones are always answered, a village shares a network.
GUESSES = Bucket(60, window=HOUR)


def on_paper(token: str, leads_to: str, typed_at: str) -> dict[str, Any]:
    """The symbol leads to the page of this household; who has no camera types the code."""
    code = qr(settings.ADDRESS + leads_to)
    symbol = code.svg_inline(scale=3, border=4, omitsize=True, svgclass="symbol", lineclass=None)
    return {"symbol": symbol, "token": grouped(token), "address": settings.ADDRESS + typed_at}


def ask_code(request: HttpRequest, heading: str, action: str, to: Callable[[str], str]) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid() and (token := plain_token(form.cleaned_data["code"])).isalnum():
        return redirect(to(token))
    return shown(request, PAGE, {"form": form, "heading": heading, "action": action})


def unknown_code(request: HttpRequest, heading: str, action: str) -> HttpResponse:
    context = {"form": CodeForm(), "heading": heading, "action": action}
    if late := wait(GUESSES, request):
        return shown(request, PAGE, context | {"is_busy": True}, late=late)
    return shown(request, PAGE, context | {"is_unknown": True}, status=404)
