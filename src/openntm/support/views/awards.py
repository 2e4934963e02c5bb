"""The pages of approved lists: approving one, the lists of a unit, and one as it was frozen."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import first_day, spot
from openntm.office.exports import download
from openntm.office.files.serve import print_out_answer
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.office.wording import in_language, number_text
from openntm.places.vietnamese import fold, sort_key
from openntm.support.access import applications_visible_to, awards_visible_to, refuse_unless
from openntm.support.forms.applications import ApproveForm
from openntm.support.forms.fields import FindForm
from openntm.support.models import AwardList, State
from openntm.support.queries.applications import Row, applications_here, rows_of
from openntm.support.queries.schemes import amount_text
from openntm.support.services.awards import approve_list
from openntm.support.services.printing import print_award
from openntm.support.views.calls import limits_of
from openntm.support.views.common import act, at, call_of, dong

HEADS = [
    ("number", gettext_lazy("Number")),
    ("day", gettext_lazy("Day")),
    ("scheme", gettext_lazy("Scheme")),
    ("by", gettext_lazy("Approved by")),
    ("total", gettext_lazy("Amount (dong)")),
]
SORTS: dict[str, Callable[[AwardList], Any]] = {
    "number": lambda one: sort_key(one.number),
    "day": lambda one: (one.decided_on, one.pk),
    "scheme": lambda one: sort_key(one.call.scheme.title_vi),
    "by": lambda one: sort_key(str(one.approved_by)),
    "total": lambda one: one.total,
}
HEADINGS = [
    *(gettext_lazy("Row number"), gettext_lazy("Who gets it"), gettext_lazy("Unit"), gettext_lazy("What is supported")),
    *(gettext_lazy("Number or quantity"), gettext_lazy("Unit of the rate"), gettext_lazy("Amount (dong)")),
    gettext_lazy("Marks"),
]


@requires(Action.READ_FIGURES)
def approve(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The leader chooses among what is appraised; the page restates the money that is left."""
    unit, on = spot(request, code, day)
    person, one = signed_in(request), call_of(unit, on, pk)
    refuse_unless(person, Action.APPROVE_SUPPORT, one.scheme.place)
    found = applications_here(applications_visible_to(person).filter(call=one, state=State.APPRAISED), unit.place)
    rows = rows_of(found.order_by("pk"), person, on)
    if not rows and request.method != "POST":
        messages.info(request, _("Nothing of this call is appraised and waits for a list."))
        return redirect(at("call", code, day, pk))
    form = ApproveForm(request.POST or None, rows=[(row.application.pk, choice(row)) for row in rows])
    form.initial = {"applications": [row.application.pk for row in rows], "day": first_day(on)}
    about: list[tuple[Any, Any]] = [(_("Scheme"), in_language(one.scheme, "title")), (_("Call"), one.title)]
    about.append((_("Amount"), amount_text(one.scheme, one.terms)))
    about += [(row["name"], left(row)) for row in limits_of(one)]
    about.append((_("Proposed in all"), dong(sum(row.application.appraised or 0 for row in rows))))
    words: dict[str, Any] = {"heading": _("Approve a list"), "button": _("Approve and freeze the list")}
    words |= {"said": _("The list is approved and frozen."), "about": about}
    words["lead"] = _("Whoever is on the list has a grant from then on. The list cannot be changed afterwards.")

    def there(made: Any) -> str:
        return at("award", code, day, made.pk)

    return act(request, form, approve_list, back=at("call", code, day, pk), given={"call": one}, after=there, **words)


def choice(row: Row) -> str:
    one = row.application
    amount = _("no amount") if one.appraised is None else dong(one.appraised)
    return f"{row.name}: {one.thing} · {number_text(one.quantity)} {one.call.scheme.get_unit_display()} · {amount}"


def left(row: dict[str, Any]) -> str:
    words = {"left": number_text(row["left"]), "most": number_text(row["most"])}
    return _("%(left)s left of %(most)s") % words


@requires(Action.READ_FIGURES)
def awards(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    reach = covered([unit.place], today())
    found = awards_visible_to(signed_in(request)).filter(place__in=reach, decided_on__lte=on)
    form = FindForm(request.GET or None)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    every = list(found.select_related("call__scheme", "approved_by"))
    rows = [one for one in every if fold(form.wanted("q")) in words_of(one)]
    rows = sorted(rows, key=SORTS[sort], reverse=descending) if sort in SORTS else rows
    if ending := file_asked(request):
        names = (_("Number"), _("Day"), _("Scheme"), _("Call"), _("Amount (dong)"), _("Checksum"), _("Marks"))
        lines = (
            [one.number, one.decided_on, one.call.scheme.title_vi, one.call.title, one.total, one.sha256, mark_of(one)]
            for one in rows
        )
        told = _("OpenNTM, approved lists of support of %(place)s") % {"place": unit.full_name}
        return download(ending, "support-lists", names, lines, told)
    context = {"unit": unit, "on": on, "page": page_of(request, rows), "all": len(every), "form": form}
    context |= {"query": query_without(request, "page", "format"), "total": sum(one.total for one in rows)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "support/awards.html", context)


def words_of(one: AwardList) -> str:
    return fold(f"{one.number} {one.call.title} {one.call.scheme.title_vi} {one.approved_by}")


@requires(Action.READ_FIGURES)
def award(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """As it was approved: from the frozen text alone, whose hash is worked out again."""
    unit, on = spot(request, code, day)
    found = awards_visible_to(signed_in(request)).filter(place__in=covered([unit.place], today()))
    one = get_object_or_404(found.select_related("call__scheme", "approved_by"), pk=pk)
    kept = json.loads(one.snapshot)
    if ending := file_asked(request):
        told = _("OpenNTM, list %(number)s of %(day)s, checksum %(sum)s")
        words = {"number": one.number, "day": f"{one.decided_on:%d/%m/%Y}", "sum": one.sha256}
        return download(ending, "support-list", HEADINGS, lines_of(one, kept), told % words)
    context = {"unit": unit, "on": on, "award": one, "kept": kept, "is_whole": is_whole(one)}
    return render(request, "support/award.html", context)


@require_POST
@requires(Action.READ_FIGURES)
def award_print(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    person = signed_in(request)
    get_object_or_404(awards_visible_to(person).filter(place__in=covered([unit.place], today())), pk=pk)
    return print_out_answer(request.POST.get("format"), lambda: print_award(by=person, pk=pk))


def is_whole(one: AwardList) -> bool:
    return hashlib.sha256(one.snapshot.encode()).hexdigest() == one.sha256


def mark_of(one: AwardList) -> str:
    return _("illustrative") if one.illustrative else ""


def lines_of(one: AwardList, kept: dict[str, Any]) -> list[list[Any]]:
    rows, unit, mark = enumerate(kept["rows"], 1), one.call.scheme.get_unit_display(), mark_of(one)
    lines = [
        [
            *(n, row["name"] or row["place_name"], row["place_name"], row["thing"]),
            *(Decimal(row["quantity"]), unit, row["amount"], mark),
        ]
        for n, row in rows
    ]
    return [*lines, ["", _("Total"), "", "", "", "", one.total, mark]]
