"""The list of applications, and one as it stands: its conditions with reasons, its history, its money."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, today
from openntm.office.asked import first_day
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.places.vietnamese import fold, sort_key
from openntm.support.access import applications_visible_to
from openntm.support.clauses import clauses_of
from openntm.support.cycle import cycle
from openntm.support.forms.applications import FindApplicationForm
from openntm.support.models import Application, Grant, State
from openntm.support.queries.applications import Row, applications_here, rows_of, steps_for
from openntm.support.queries.due import stopped_on
from openntm.support.queries.facts import judged_on, rivals_of
from openntm.support.queries.schemes import amount_text, names_on
from openntm.support.queries.stamps import stamps_left
from openntm.support.services.ledger import FINAL
from openntm.support.spoken import asked, reason
from openntm.support.views.common import application_of, entered

OPEN = (State.SUBMITTED, State.CONFIRMED, State.RETURNED)
UNPAID = (State.APPROVED, State.DELIVERED, State.ACCEPTED)
HEADS = [
    ("thing", gettext_lazy("What is supported")),
    ("name", gettext_lazy("Who asks")),
    ("scheme", gettext_lazy("Scheme")),
    ("since", gettext_lazy("State")),
    ("amount", gettext_lazy("Amount (dong)")),
]
SORTS: dict[str, Any] = {
    "thing": lambda row: sort_key(row.application.thing),
    "name": lambda row: sort_key(row.name),
    "scheme": lambda row: sort_key(row.application.call.scheme.title_vi),
    "since": lambda row: (list(State.values).index(row.application.state), row.application.since),
    "amount": lambda row: row.amount or 0,
}
HEADINGS = [
    *(gettext_lazy("What is supported"), gettext_lazy("Who asks"), gettext_lazy("Unit"), gettext_lazy("Scheme")),
    *(gettext_lazy("Call"), gettext_lazy("Number or quantity"), gettext_lazy("Unit of the rate")),
    *(
        gettext_lazy("Asked for"),
        gettext_lazy("Proposed"),
        gettext_lazy("Granted"),
        gettext_lazy("Paid"),
        gettext_lazy("State"),
    ),
    *(gettext_lazy("Since"), gettext_lazy("Marks")),
]


def applications(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    found = rows_of(applications_here(applications_visible_to(person), unit.place), person, on)
    form = FindApplicationForm(request.GET or None, calls=[row.application.call for row in found])
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    rows = [row for row in found if fits(row, form)]
    rows.sort(key=SORTS.get(sort, lambda row: (not row.is_mine, -row.application.pk)), reverse=descending)
    if ending := file_asked(request):
        told = _("OpenNTM, applications for support of %(place)s") % {"place": unit.full_name}
        return download(ending, "support", HEADINGS, (line_of(row) for row in rows), told)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"mine": sum(row.is_mine for row in found), "query": query_without(request, "page", "format")}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "support/applications.html", context)


def fits(row: Row, form: FindApplicationForm) -> bool:
    one, wanted = row.application, form.wanted
    words = fold(f"{one.thing} {row.name} {one.call.scheme.title_vi} {one.call.title}")
    return (
        fold(wanted("q")) in words
        and wanted("state") in ("", one.state)
        and wanted("kind") in ("", one.call.scheme.kind)
        and wanted("call") in ("", str(one.call_id))
        and (not wanted("turn") or row.is_mine)
    )


def line_of(row: Row) -> list[Any]:
    one, grant = row.application, getattr(row.application, "grant", None)
    line = [one.thing, row.name, row.unit.full_name if row.unit else "", in_language(one.call.scheme, "title")]
    line += [one.call.title, one.quantity, one.call.scheme.get_unit_display(), one.asked, one.appraised]
    line += [grant.amount if grant else None, grant.paid if grant else None, one.get_state_display(), one.since]
    return [*line, _("illustrative") if one.illustrative else ""]


def application(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, unit, on, person = application_of(request, code, day, pk)
    grant = Grant.objects.filter(application=one).select_related("award__place").first()
    names = names_on([one.place_id, one.call.scheme.place_id], on)
    steps = steps_for(person, one)
    context = {"unit": unit, "on": on, "application": one, "place": names.get(one.place_id)}
    context |= {"payer": names.get(one.call.scheme.place_id), "clauses": clauses_for(one, first_day(on))}
    context |= {"is_live": one.state in OPEN, "evidence": one.evidence.all(), "history": history_of(one)}
    context |= {"steps": [(key, step) for key, step in steps if not step.reason]}
    context |= {"ways_out": [(key, step) for key, step in steps if step.reason]}
    context |= {"amount": amount_text(one.call.scheme, one.call.terms), "illustrative": False}
    context |= {"rivals": rivals_of(one, applications_visible_to(person)), "may_approve": approves(person, one)}
    return render(request, "support/application.html", context | money_of(one, grant, person))


def approves(person: Person, one: Application) -> bool:
    """Lists are approved on a page of the call."""
    is_ready = one.state == State.APPRAISED and one.call.terms.amount_published
    return is_ready and may(person, Action.APPROVE_SUPPORT, one.call.scheme.place, today())


def clauses_for(one: Application, on: Any) -> list[dict[str, Any]]:
    """Each condition with its verdict and reason: live while it is being looked at, then as it was appraised."""
    terms = clauses_of(one.call.terms.eligibility)
    found = [kept.data() for kept in judged_on(one, on)] if one.state in OPEN else one.judged
    return [
        {
            "asks": asked(clause, one.call.scheme.kind),
            "article": clause.article,
            "verdict": row["verdict"],
            "reason": reason(row),
        }
        for clause, row in zip(terms, found, strict=False)
    ]


def history_of(one: Application) -> list[dict[str, Any]]:
    rows = one.steps.select_related("by", "on_behalf_of", "file")
    known = cycle().steps
    more = {"apply": _("Handed in"), "reverse": _("Payment reversed")}
    return [
        {"step": row, "said": in_language(known[row.transition]) if row.transition in known else more[row.transition]}
        for row in rows
    ]


def money_of(one: Application, grant: Grant | None, person: Person) -> dict[str, Any]:
    """The grant with its ledger, and what the person may book."""
    if grant is None:
        return {"grant": None}
    entries = list(grant.entries.select_related("by").prefetch_related("lines", "reversal"))
    pays = may(person, Action.PAY_SUPPORT, grant.award.place, today())
    acts = []
    if pays and grant.state in UNPAID:
        acts += [("advance", _("Pay an advance"))] if grant.committed else []
        acts += [("advance-back", _("Record an advance given back"))] if grant.advance else []
    if pays and grant.recoverable:
        acts.append(("recover", _("Record what was recovered")))
    issues = may(person, Action.ISSUE_STAMPS, one.place, today())
    left = stamps_left(grant) if issues else 0
    return {
        "grant": grant,
        "entries": [(entry, pays and is_reversible(entry)) for entry in entries],
        "money_acts": acts,
        "runs": grant.runs.select_related("run"),
        "stopped": stopped_on(grant, today()) if grant.state in UNPAID else "",
        "stamps_left": left,
        "issues": issues,
        "reads_list": may(person, Action.READ_FIGURES, grant.award.place, today()),
    }


def is_reversible(entry: Any) -> bool:
    return entry.kind not in FINAL and not hasattr(entry, "reversal")


def evidence(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """A file of the application or of one of its steps."""
    one, _unit, _on, _person = application_of(request, code, day, pk)
    theirs = [*one.evidence.values_list("pk", flat=True), *one.steps.values_list("file", flat=True)]
    kept = get_object_or_404(StoredFile.objects.filter(pk__in=[pk for pk in theirs if pk]), pk=file)
    return attachment(content(kept), kept.media_type, kept.original_name)
