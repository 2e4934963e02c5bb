"""A file of a register is handed in: first what it would do, then it is written."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.files import FileRefused
from openntm.office.forms import HandInForm
from openntm.office.handed_in import handed_rows
from openntm.office.handing_in import HandedIn
from openntm.office.listing import file_asked
from openntm.office.roles import Action
from openntm.produce.queries.columns import COLUMNS
from openntm.produce.services.handing_in import hand_in as service

HEADINGS = {
    "producers": gettext_lazy("Hand in a file of producers"),
    "members": gettext_lazy("Hand in a file of members"),
    "products": gettext_lazy("Hand in a file of products"),
    "areas": gettext_lazy("Hand in a file of growing areas"),
    "plots": gettext_lazy("Hand in a file of plots"),
}
BACK = {
    "producers": "produce:producers",
    "members": "produce:producers",
    "products": "produce:producers",
    "areas": "produce:areas",
    "plots": "produce:areas",
}


@requires(Action.KEEP_PRODUCE)
def hand_in(request: HttpRequest, code: str, day: str, kind: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    if kind not in COLUMNS:
        raise Http404
    columns = COLUMNS[kind]
    if ending := file_asked(request):
        return download(ending, kind, [one.title for one in columns], [], _("OpenNTM, empty file to fill in"))
    form = HandInForm(request.POST or None, request.FILES or None)
    result = read(request, form, kind) if form.is_valid() else None
    if result and not result.problems and "write" in request.POST:
        counts = {"added": result.added, "changed": result.changed, "same": result.same}
        messages.success(request, _("Added: %(added)s. Changed: %(changed)s. As before: %(same)s.") % counts)
        return redirect(BACK[kind], code, day)
    context = {"unit": unit, "on": on, "form": form, "columns": columns, "result": result}
    context |= {"heading": HEADINGS[kind], "back": reverse(BACK[kind], args=[code, day])}
    others = [(HEADINGS[one], reverse("produce:hand_in", args=[code, day, one])) for one in HEADINGS if one != kind]
    context["others"] = others
    is_wrong = bool(form.errors) or bool(result and result.problems)
    return render(request, "office/hand_in.html", context, status=422 if is_wrong else 200)


def read(request: HttpRequest, form: HandInForm, kind: str) -> HandedIn | None:
    """None when the file itself is refused."""
    upload: UploadedFile = form.cleaned_data["file"]
    try:
        rows = handed_rows(upload, COLUMNS[kind])
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return None
    return service(by=signed_in(request), kind=kind, rows=rows, is_trial="write" not in request.POST)
