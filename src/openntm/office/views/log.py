"""The log of acts, as a page and as a table to take away."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.access import entries_visible_to, may_anywhere, requires, today
from openntm.office.exports import WRITERS, download
from openntm.office.forms import LogFilterForm
from openntm.office.listing import page_of, query_without
from openntm.office.models import LogEntry
from openntm.office.queries import Line, acts, lines_of
from openntm.office.roles import Action

MOST = 50_000
HEADINGS = [
    gettext_lazy("Number"),
    gettext_lazy("When"),
    gettext_lazy("Who"),
    gettext_lazy("Act"),
    gettext_lazy("What"),
    gettext_lazy("Place"),
    gettext_lazy("Field"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
    gettext_lazy("Reason"),
]


@require_safe
@requires(Action.READ_LOG)
def log(request: HttpRequest) -> HttpResponse:
    form, found = filtered(request)
    page = page_of(request, found)
    content: dict[str, Any] = {"form": form, "page": page, "lines": list(lines_of(page))}
    content["query"] = query_without(request, "page")
    content["shows_address"] = may_anywhere(request.user, Action.MANAGE_PEOPLE, today())
    return render(request, "office/log.html", content)


@require_safe
@requires(Action.READ_LOG)
def log_export(request: HttpRequest, ending: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    found = filtered(request)[1]
    told = _("OpenNTM, log of acts, taken on %(day)s") % {"day": f"{timezone.localdate():%d/%m/%Y}"}
    return download(ending, "log", HEADINGS, rows(lines_of(found[:MOST].iterator(1000))), told)


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
