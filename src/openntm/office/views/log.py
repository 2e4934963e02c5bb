"""The log of acts, as a page and as a table to take away."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openntm.office import tables
from openntm.office.access import entries_visible_to, may_anywhere, requires, today
from openntm.office.forms import LogFilterForm
from openntm.office.models import LogEntry
from openntm.office.queries import Line, acts, lines_of
from openntm.office.roles import Action

PAGE, MOST = 50, 50_000


@require_safe
@requires(Action.READ_LOG)
def log(request: HttpRequest) -> HttpResponse:
    form, found = filtered(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    content: dict[str, Any] = {"form": form, "page": page, "lines": list(lines_of(page)), "query": query.urlencode()}
    content["shows_address"] = may_anywhere(request.user, Action.MANAGE_PEOPLE, today())
    return render(request, "office/log.html", content)


@require_safe
@requires(Action.READ_LOG)
def log_export(request: HttpRequest, ending: str) -> HttpResponse:
    if ending not in tables.WRITERS:
        raise Http404
    _, found = filtered(request)
    return tables.download(ending, "log", tables.LOG_HEADINGS, rows(lines_of(found[:MOST].iterator(1000))))


def filtered(request: HttpRequest) -> tuple[LogFilterForm, QuerySet[LogEntry]]:
    """A wrong filter finds nothing and says why."""
    form = LogFilterForm(request.GET or None)
    seen = entries_visible_to(request.user, today())
    if not form.is_bound:
        return form, acts(among=seen)
    return form, acts(among=seen, **form.cleaned_data) if form.is_valid() else LogEntry.objects.none()


def rows(lines: Iterator[Line]) -> Iterator[list[str | int]]:
    """One row a changed field; an act without any has one row."""
    for line in lines:
        for field, before, after in line.changes or [("", "", "")]:
            at = line.at.isoformat(timespec="seconds")
            yield [line.number, at, line.who, line.verb, line.what, line.place, field, before, after, line.reason]
