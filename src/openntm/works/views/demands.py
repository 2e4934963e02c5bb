"""Demands of boards: the list with the overdue first, one demand with its history, and what each side enters."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import today
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.places.vietnamese import fold
from openntm.visits.models import Observation, Visit
from openntm.works.access import demands_answered_by, visits_visible_to, visits_watched_by
from openntm.works.access.boards import visits_led_by
from openntm.works.forms import supervision as forms
from openntm.works.forms.boards import FindForm
from openntm.works.queries.demands import STEPS, DemandRow, demand_rows, rows_of
from openntm.works.queries.register import here
from openntm.works.services import demands as services
from openntm.works.views.common import at, entered_supervision

HEADS = [
    ("due", gettext_lazy("To be answered by")),
    ("work", gettext_lazy("Work")),
    ("demand", gettext_lazy("Demand")),
    ("severity", gettext_lazy("How grave")),
    ("step", gettext_lazy("State")),
]
SORTS: dict[str, Any] = {
    "due": lambda row: row.observation.due,
    "work": lambda row: row.work.sort_key,
    "demand": lambda row: fold(row.observation.demand),
    "severity": lambda row: list(Observation.Severity).index(row.observation.severity),
    "step": lambda row: row.step,
}


def demands(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    visits = here(visits_visible_to(person), unit).filter(day__lte=on)
    found = demand_rows(visits, today())
    form = FindForm(request.GET or None, states=[("overdue", _("overdue")), *STEPS.items()])
    rows = [row for row in found if fits(row, form)]
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    if sort in SORTS:
        rows.sort(key=SORTS[sort], reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, demands of supervision boards of %(place)s") % {"place": unit.full_name}
        return download(ending, "demands", [title for _key, title in HEADS], map(line_of, rows), about)
    page = page_of(request, rows)
    context = {"unit": unit, "on": on, "form": form, "page": page, "rows": page.object_list, "all": len(found)}
    context |= {"overdue": sum(row.is_overdue for row in found), "open": sum(not row.is_done for row in found)}
    context["query"] = query_without(request, "page", "format")
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "works/demands.html", context)


def fits(row: DemandRow, form: FindForm) -> bool:
    state = form.wanted("state")
    named = fold(form.wanted("q")) in fold(f"{row.work.name} {row.observation.demand}")
    return named and (row.is_overdue if state == "overdue" else state in ("", row.step))


def line_of(row: DemandRow) -> list[Any]:
    said = [row.observation.due, row.work.name, row.observation.demand, row.observation.get_severity_display()]
    return [*said, row.step_word]


def row_of(request: HttpRequest, code: str, day: str, pk: int, among: Any = None) -> DemandRow:
    """What the reader may see; with `among`, only for whoever may act on it."""
    unit, _on, person = entered_supervision(request, code, day)
    visits = here(visits_visible_to(person), unit).filter(state=Visit.State.CLOSED)
    rows = Observation.objects.filter(visit__in=visits.values("pk")).select_related("visit", "answered_by", "closed_by")
    found = get_object_or_404(rows.prefetch_related("rechecks"), pk=pk)
    if among is not None and not among(person).filter(pk=found.visit_id).exists():
        raise PermissionDenied
    return rows_of([found], today())[0]


def demand(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    row = row_of(request, code, day, pk)

    def among(visits: QuerySet[Visit]) -> bool:
        return visits.filter(pk=row.observation.visit_id).exists()

    context = {"unit": unit, "on": on, "row": row, "one": row.observation, "work": row.work}
    context |= {"leads": among(visits_led_by(person)), "watches": among(visits_watched_by(person))}
    context |= {"answers": among(demands_answered_by(person)), "rechecks": row.observation.rechecks.all()}
    context["photos"] = [one.file for one in row.observation.evidence.select_related("file")]
    context["answer_photos"] = row.observation.photos.all()
    return render(request, "works/demand.html", context)


def demand_confirm(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    row = row_of(request, code, day, pk, visits_led_by)
    form = forms.ConfirmForm(request.POST or None, initial={"day": today(), "sent_to": row.work.owner})
    words = Words(
        heading=_("Confirm and send the demand?"),
        button=_("Confirm for the Front"),
        said=_("The demand is confirmed; its clock runs."),
        lead=row.observation.demand,
    )
    return send(request, form, services.confirm_demand, words, code, day, pk)


def demand_answer(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    row = row_of(request, code, day, pk, demands_answered_by)
    form = forms.AnswerForm(request.POST or None, request.FILES or None)
    words = Words(heading=_("Answer the demand"), said=_("The answer is sent."), lead=row.observation.demand)
    return send(request, form, services.answer_demand, words, code, day, pk)


def demand_recheck(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    row = row_of(request, code, day, pk, visits_watched_by)
    form = forms.RecheckForm(request.POST or None)
    words = Words(heading=_("Look at the remedy"), button=_("Record it"), said=_("Saved."), lead=row.observation.answer)
    return send(request, form, services.recheck_demand, words, code, day, pk)


def demand_reject(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    row = row_of(request, code, day, pk, visits_led_by)
    form = forms.RejectForm(request.POST or None)
    words = Words(
        heading=_("Let the finding fall?"), button=_("It does not hold"), said=_("Saved."), lead=row.observation
    )
    return send(request, form, services.reject_demand, words, code, day, pk)


def demand_outcome(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    row = row_of(request, code, day, pk, visits_watched_by)
    first = {name: getattr(row.demand, name, None) or 0 for name in ("recovered", "cut")}
    first["handled"] = row.demand.handled if row.demand else ""
    form = forms.OutcomeForm(request.POST or None, initial=first)
    words = Words(heading=_("What it brought back"), button=_("Save"), said=_("Saved."), lead=row.observation.demand)
    return send(request, form, services.record_outcome, words, code, day, pk)


def send(request: HttpRequest, form: Any, service: Any, words: Words, code: str, day: str, pk: int) -> HttpResponse:
    return entry(request, form, service, back=at("demand", code, day, pk), given={"pk": pk}, words=words)
