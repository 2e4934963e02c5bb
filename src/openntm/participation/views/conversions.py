"""Rates by which units are valued, and a file of contributions that is handed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openntm.office.access import requires, signed_in
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import FileRefused
from openntm.office.forms import HandInForm
from openntm.office.handed_in import handed_rows
from openntm.office.handing_in import HandedIn
from openntm.office.listing import file_asked, query_without
from openntm.office.roles import Action
from openntm.participation.forms.contributions import ConversionForm
from openntm.participation.models import Conversion
from openntm.participation.queries.columns import COLUMNS
from openntm.participation.queries.valuing import rates_at
from openntm.participation.services.handing_in import hand_in_contributions
from openntm.participation.services.valuing import set_conversion
from openntm.participation.views.common import at
from openntm.produce.queries.naming import units_of

KEEP = Action.KEEP_CONTRIBUTIONS


@requires(KEEP)
def conversions(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    rows = rates_at(unit, on)
    if ending := file_asked(request):
        names = [_("What is valued"), _("Unit"), _("Dong for one unit"), _("First day"), _("Document")]
        about = _("OpenNTM, rates of %(place)s, as of %(day)s") % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "rates", names, [line(one) for one in rows], about)
    units = units_of((one.place_id for one in rows), on)
    context = {"unit": unit, "on": on, "rows": [(one, units.get(one.place_id)) for one in rows]}
    context["query"] = query_without(request, "format")
    return render(request, "participation/conversions.html", context)


def line(one: Conversion) -> list[object]:
    return [one.material or one.get_thing_display(), one.unit_word, one.dong, one.valid_from, one.source_title]


@requires(KEEP)
def conversion_set(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = ConversionForm(request.POST or None, units=[unit], initial={"valid_from": first_day(on)})
    lead = _("It holds from its first day at %(place)s and below it. What was valued before keeps its value.")
    words = Words(_("Set a rate"), _("The rate is set."), lead % {"place": unit.full_name})
    return entry(request, form, set_conversion, words=words, back=at("conversions", code, day))


@requires(KEEP)
def contributions_hand_in(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """First what the file would do, then it is written."""
    unit, on = spot(request, code, day)
    if ending := file_asked(request):
        return download(
            ending, "contributions", [one.title for one in COLUMNS], [], _("OpenNTM, empty file to fill in")
        )
    form = HandInForm(request.POST or None, request.FILES or None)
    result = read(request, form) if form.is_valid() else None
    if result and not result.problems and "write" in request.POST:
        counts = {"added": result.added, "changed": result.changed, "same": result.same}
        messages.success(request, _("Added: %(added)s. Changed: %(changed)s. As before: %(same)s.") % counts)
        return redirect(at("contributions", code, day))
    context = {"unit": unit, "on": on, "form": form, "columns": COLUMNS, "result": result}
    context |= {"heading": _("Hand in a file of contributions"), "back": at("contributions", code, day)}
    context["lead"] = _(
        "New rows are added; a row with a number must be as it stands. With one wrong row nothing is written."
    )
    is_wrong = bool(form.errors) or bool(result and result.problems)
    return render(request, "office/hand_in.html", context, status=422 if is_wrong else 200)


def read(request: HttpRequest, form: HandInForm) -> HandedIn | None:
    """None when the file itself is refused."""
    try:
        rows = handed_rows(form.cleaned_data["file"], COLUMNS)
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return None
    return hand_in_contributions(by=signed_in(request), rows=rows, is_trial="write" not in request.POST)
