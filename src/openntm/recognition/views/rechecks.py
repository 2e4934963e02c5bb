"""The page of re-checks: run one, read the latest, see what changed since the one before."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_tasks.base import TaskResult

from openntm.office.access import requires, signed_in
from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.queries import place_at
from openntm.recognition.access.rechecks import may_recheck, rechecks_visible_to
from openntm.recognition.models import Recheck, Title
from openntm.recognition.queries.rechecks import compared, earlier_than, titled_units
from openntm.recognition.rechecking import Level, law
from openntm.recognition.services.rechecks import run_recheck
from openntm.recognition.services.refused import Refused
from openntm.recognition.tasks import ordered, recheck_many

MANY = 100
Json = dict[str, Any]
LEVELS: Mapping[str, Any] = {
    Level.REACHED: gettext_lazy("revocation conditions would be met"),
    Level.LINE: gettext_lazy("threshold reached, no named criterion"),
    Level.NEAR: gettext_lazy("one criterion from the threshold"),
    Level.SHORT: gettext_lazy("falls short"),
    Level.WELL: gettext_lazy("nothing failed"),
}
ORDER = [str(level) for level in LEVELS]
SORTS: Mapping[str, Any] = {
    "level": lambda row: (ORDER.index(row["level"]), row["sort"]),
    "name": lambda row: row["sort"],
    "failed": lambda row: (-len(row["failed"]), row["sort"]),
    "unknown": lambda row: (-len(row["unknown"]), row["sort"]),
}
HEADINGS = [
    gettext_lazy("Code"),
    gettext_lazy("Unit"),
    gettext_lazy("Title"),
    gettext_lazy("From"),
    gettext_lazy("Criteria met"),
    gettext_lazy("All criteria"),
    gettext_lazy("Not met"),
    gettext_lazy("Unknown"),
    gettext_lazy("Share not met, %"),
    gettext_lazy("Warning"),
    gettext_lazy("Criteria and indicators not met"),
    gettext_lazy("Criteria and indicators unknown"),
    gettext_lazy("Illustrative"),
]


@requires(Action.READ_FIGURES)
def rechecks(request: HttpRequest, code: str, day: str) -> HttpResponse:
    on = date.fromisoformat(day)
    place = place_at(code, on)
    may_run = may_recheck(signed_in(request), place.place)
    if request.method == "POST":
        if not may_run:
            raise PermissionDenied
        number = _run(request, place, on)
        return redirect(request.path + (f"?task={number}" if number else ""))
    order = ordered(request.GET["task"]) if request.GET.get("task") else None
    if request.headers.get("HX-Request") == "true":
        return _progress(request, order)
    runs = rechecks_visible_to(signed_in(request)).filter(place=place.place, on__lte=on).select_related("made_by")
    context = {"unit": place, "on": on, "day_iso": day, "may_run": may_run, "runs": list(runs.defer("content")[:10])}
    context["order"] = order
    run = runs.filter(pk=request.GET["run"]).first() if request.GET.get("run", "").isdecimal() else runs.first()
    if run is None:
        return render(request, "recognition/recheck.html", context)
    content = json.loads(run.content)
    key = request.GET.get("sort", "level")
    rows = sorted(content["rows"], key=SORTS.get(key, SORTS["level"]))
    if ending := file_asked(request):
        return _file(ending, run, rows)
    page = page_of(request, rows)
    context |= {
        "run": run,
        "page": page,
        "sort": key,
        "query": f"run={run.pk}&sort={key}",
        "illustrative": run.illustrative,
    }
    context |= {"rows": [_shown(row) for row in page], "unjudged": [_named(one) for one in content["unjudged"]]}
    return render(request, "recognition/recheck.html", context | _counts(rows) | _since(run, content) | {"law": law()})


def _progress(request: HttpRequest, order: TaskResult | None) -> HttpResponse:
    """Once the work is done the whole page is read again."""
    if order is None or order.is_finished:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "recognition/recheck_progress.html", {"order": order})


def _run(request: HttpRequest, place: PlaceVersion, on: date) -> str:
    """The number of the order, where the work goes on in the background."""
    by = signed_in(request)
    try:
        if len(titled_units(place.place, on)) > MANY:
            order = recheck_many.enqueue(place.place_id, on.isoformat(), by.pk)
            messages.success(request, _("Many units: the work goes on in the background. Open this page again soon."))
            return str(order.id)
        run_recheck(by=by, place=place.place, on=on)
        messages.success(request, _("The titled places were judged again. No title was changed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return ""


def _counts(rows: Sequence[Json]) -> Json:
    return {
        "all": len(rows),
        "short": sum(bool(row["failed"]) for row in rows),
        "reached": sum(row["level"] == Level.REACHED for row in rows),
        "doubtful": sum(bool(row["unknown"]) and not row["failed"] for row in rows),
    }


def _named(row: Json) -> Json:
    return {**row, "title_word": Title(row["title"]).label}


def _shown(row: Json) -> Json:
    grave = row["level"] in (Level.REACHED, Level.LINE)
    return {**_named(row), "level_word": LEVELS[row["level"]], "is_grave": grave}


def _since(run: Recheck, content: Json) -> Json:
    old = earlier_than(run)
    if old is None:
        return {"old": None}
    turns = compared(json.loads(old.content), content)
    return {"old": old, "turns": [{"turn": one, "title_word": Title(one.title).label} for one in turns]}


def _file(ending: str, run: Recheck, rows: Sequence[Json]) -> HttpResponse:
    told = _("OpenNTM, re-check of titles as of %(day)s, checksum %(sum)s") % {
        "day": run.on.strftime("%d/%m/%Y"),
        "sum": run.sha256,
    }
    return download(ending, "recheck", HEADINGS, [_cells(row) for row in rows], told)


def _cells(row: Json) -> list[Any]:
    counts = [row["met"], row["total"], len(row["failed"]), len(row["unknown"]), float(row["share"])]
    mark = _("illustrative") if row["illustrative"] else ""
    names = [row["code"], row["name"], str(Title(row["title"]).label), row["since"]]
    lists = [_listed(row["failed"], "not_met"), _listed(row["unknown"], "unknown")]
    return [*names, *counts, str(LEVELS[row["level"]]), *lists, mark]


def _listed(criteria: Sequence[Json], indicators: str) -> str:
    key = "vi" if (get_language() or "vi").startswith("vi") else "en"
    return "; ".join(f"{one['id']}. {one[key]} ({', '.join(one[indicators])})" for one in criteria)
