"""The public page that says what a print-out is, its files for who may read them, and its withdrawal."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.office.access import may, signed_in, today
from openntm.office.access.print_outs import print_outs_visible_to
from openntm.office.files.serve import print_out_answer
from openntm.office.forms import WithdrawForm
from openntm.office.hashing import FileTooLarge, sent_hash
from openntm.office.models import PrintOut
from openntm.office.printed import newer_print_out, printing_offices
from openntm.office.roles import Action
from openntm.office.services import print_outs as services
from openntm.places.queries.units import nearest_version


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # comparing a file changes nothing, so a mere reader gets no cookie
def verify(request: HttpRequest, token: str) -> HttpResponse:
    shown = PrintOut.objects.filter(code=token.upper()).select_related("place", "docx", "pdf", "made_by").first()
    if shown is None:
        return render(request, "office/verify_unknown.html", {"token": token}, status=404)
    context: dict[str, Any] = {"shown": shown, "newer": newer_print_out(shown), "offices": printing_offices(shown)}
    context["illustrative"] = shown.illustrative
    if request.method == "POST":
        context |= compared(request, shown)
    person = request.user
    context["name"] = settings.DOCUMENT_KINDS.get(shown.kind, "")
    on = shown.day or timezone.localdate(shown.made_at)
    context["unit"] = nearest_version(shown.place, on).full_name if shown.place else ""
    context["may_read"] = print_outs_visible_to(person, today()).filter(pk=shown.pk).exists()
    context["may_withdraw"] = bool(
        shown.place and not shown.withdrawn_why and may(person, Action.PUBLISH_FILES, shown.place, today())
    )
    answer = render(request, "office/verify.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def compared(request: HttpRequest, shown: PrintOut) -> dict[str, Any]:
    """Which of the two files was sent, if one of them."""
    try:
        sha256 = sent_hash(request, "file")
    except FileTooLarge:
        return {"is_compared": True, "too_large": settings.FILE_LIMIT_MB}
    names = {shown.pdf.sha256: "PDF", shown.docx.sha256: "Word"}
    return {"is_compared": True, "sent": sha256, "same": names.get(sha256 or "")}


@require_safe
def print_out_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    found = print_outs_visible_to(signed_in(request), today()).select_related("docx", "pdf")
    return print_out_answer(ending, lambda: get_object_or_404(found, pk=pk))


def print_out_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    shown = get_object_or_404(print_outs_visible_to(person, today()).select_related("place"), pk=pk)
    if shown.place is None or not may(person, Action.PUBLISH_FILES, shown.place, today()):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw_print_out(by=person, pk=pk, on=today(), **form.cleaned_data)
            messages.success(request, _("The print-out is withdrawn."))
            return redirect("office:verify", shown.code)
        except services.PrintOutWithdrawn:
            form.add_error(None, _("The print-out was withdrawn before."))
    return render(request, "office/print_out_withdraw.html", {"form": form, "shown": shown})
