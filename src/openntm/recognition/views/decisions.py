"""The register of decisions, open to everybody, and what is entered into it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, places_of, requires, signed_in, today
from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of, query_without
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.recognition.access.dossiers import acting_posts
from openntm.recognition.access.public import NOBODYS
from openntm.recognition.forms.decisions import AnnounceForm, RecordForm, RegisterForm
from openntm.recognition.models import Decision
from openntm.recognition.procedure.engine import open_transitions
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.queries.decisions import (
    Entry,
    announce_by,
    entries,
    gaps,
    gaps_text,
    narrowed,
    register_of,
    rules,
)
from openntm.recognition.queries.naming import names_of
from openntm.recognition.services.decisions import announce_decision, record_decision
from openntm.recognition.views.asked import done, first_day, spot

HEADINGS = [
    gettext_lazy("Number and symbol"),
    gettext_lazy("Day of the decision"),
    gettext_lazy("Issued by"),
    gettext_lazy("Signed by"),
    gettext_lazy("Kind"),
    gettext_lazy("Subject"),
    gettext_lazy("Title"),
    gettext_lazy("Units"),
    gettext_lazy("Announced on"),
    gettext_lazy("Source"),
    gettext_lazy("Marks"),
]


def decisions(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    whole = register_of(unit.place, on)
    years = sorted(set(whole.values_list("year", flat=True)), reverse=True)
    form = RegisterForm(request.GET or None, years=years)
    asked = form.cleaned_data if form.is_valid() else {}
    found = narrowed(whole, text=asked.pop("q", ""), **asked) if asked else whole
    if ending := file_asked(request):
        return as_file(ending, unit, on, entries(found))
    page = page_of(request, found)
    context = {
        "unit": unit,
        "on": on,
        "form": form,
        "page": page,
        "rows": entries(on_page(page)),
        "query": query_without(request, "page", "format"),
    }
    context |= {"missing": missing(unit, [asked["year"]] if asked.get("year") else years), "total": whole.count()}
    context["may_record"] = may(request.user, Action.RECORD_DECISIONS, unit.place, today())
    context["may_sign"] = may(request.user, Action.SIGN_DECISIONS, unit.place, today())
    return render(request, "recognition/decisions.html", context)


def on_page(page: Any) -> Any:
    """The rows of the page as a query of its own, in the order of the register."""
    chosen = [decision.pk for decision in page]
    return Decision.objects.filter(pk__in=chosen).order_by("-issued", "-running", "number")


def missing(unit: PlaceVersion, years: list[int]) -> list[tuple[int, str]]:
    """(year, the numbers not seen) of the unit's own register."""
    found = [(year, gaps_text(gaps(unit.place, year))) for year in years]
    return [(year, text) for year, text in found if text]


def as_file(ending: str, unit: PlaceVersion, on: date, found: list[Entry]) -> HttpResponse:
    said = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
    told = _("OpenNTM, register of decisions of %(place)s as of %(day)s; each row names its source") % said
    return download(ending, "decisions", HEADINGS, [as_row(one) for one in found], told, is_open=True)


def as_row(entry: Entry) -> list[str | int]:
    one = entry.decision
    marks = [_("illustrative")] if one.illustrative else []
    marks += [] if one.verified else [_("unverified")]
    announced = one.announced_on.isoformat() if one.announced_on else ""
    source = one.source_title or _("made in this system")
    kind, titles = str(one.get_kind_display()), ", ".join(map(str, entry.titles))
    return [
        *(one.number, one.issued.isoformat(), one.issuer, one.signer, kind, one.title_vi, titles),
        *(entry.units, announced, source, ", ".join(marks)),
    ]


def decision(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = get_object_or_404(register_of(unit.place, max(on, today())), pk=pk)
    records = list(found.records.select_related("place"))
    ended = list(found.events.select_related("record__place"))
    places = names_of([*(one.place for one in records), *(one.record.place for one in ended)], found.issued)
    context = {"unit": unit, "on": on, "decision": found, "illustrative": found.illustrative}
    context |= {"records": [(one, places[one.place_id]) for one in records]}
    context |= {"ended": [(one, places[one.record.place_id]) for one in ended]}
    due = announce_by(found.issued, found.dossiers.all())
    context |= {"announce_by": due, "within": rules()["announce_within"]}
    keeps = keeps_decision(request, found)
    waits = keeps and found.announced_on is None
    context["may_announce"] = waits and steps_are_ours(signed_in(request), found, first_day(on))
    context["may_print"] = keeps and not found.source_title
    context["is_late"] = found.announced_on is None and due < today()
    context["answered"] = found.review_requests.filter(answered_at__isnull=False).exclude(NOBODYS)
    return render(request, "recognition/decision.html", context)


def keeps_decision(request: HttpRequest, found: Decision) -> bool:
    actions = (Action.RECORD_DECISIONS, Action.SIGN_DECISIONS)
    return found.place is not None and any(may(request.user, one, found.place, today()) for one in actions)


def steps_are_ours(person: Person, found: Decision, on: date) -> bool:
    """The procedure leaves the announcement to the district on some days: then each does it at its dossier."""
    for one in found.dossiers.filter(state="recognised"):
        law = load_procedure(one.procedure)
        steps = [step for step in open_transitions(law, one.state, on) if step.to == "announced"]
        if not any(acting_posts(person, law.actors[step.actor], one.place) for step in steps):
            return False
    return True


def decision_announce(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = get_object_or_404(register_of(unit.place, max(on, today())), pk=pk)
    if not keeps_decision(request, found):
        raise Http404
    form = AnnounceForm(request.POST or None, initial={"day": first_day(on)})
    if form.is_valid() and done(form, announce_decision, by=signed_in(request), pk=pk, **form.cleaned_data):
        messages.success(request, _("The decision is announced."))
        return redirect("recognition:decision", code, day, pk)
    due = announce_by(found.issued, found.dossiers.all()).strftime("%d/%m/%Y")
    lead = _("%(number)s, to be announced by %(day)s.") % {"number": found.number, "day": due}
    context = {"unit": unit, "on": on, "form": form, "heading": _("Record the announcement"), "lead": lead}
    context |= {"button": _("Record the announcement")}
    return render(
        request, "recognition/act.html", context | {"back": reverse("recognition:decision", args=[code, day, pk])}
    )


@requires(Action.RECORD_DECISIONS)
def decision_record(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    person = signed_in(request)
    reach = places_of(person, today(), Action.RECORD_DECISIONS)
    form = RecordForm(request.POST or None, reach=reach, initial={"kind": Decision.Kind.RECOGNITION})
    words = {"by": person, "place": unit.place}
    if form.is_valid() and done(form, record_decision, **words, **form.cleaned_data):
        messages.success(request, _("The decision stands in the register."))
        return redirect("recognition:decisions", code, day)
    context = {"unit": unit, "on": on, "form": form, "heading": _("Record a decision made elsewhere")}
    context |= {"lead": unit.full_name, "button": _("Record the decision")}
    return render(
        request, "recognition/act.html", context | {"back": reverse("recognition:decisions", args=[code, day])}
    )
