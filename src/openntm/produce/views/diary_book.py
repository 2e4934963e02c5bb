"""The diary of a year as a list to search, to print and to take away."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of, query_without
from openntm.produce.access import producers_visible_to
from openntm.produce.access.acts import may_keep
from openntm.produce.access.writing import producers_written_by
from openntm.produce.forms.diary import BookForm
from openntm.produce.models import DiaryEntry
from openntm.produce.queries.diary import book, matching, plots_of
from openntm.produce.views.common import entered, here

MOST = 2000  # rows on one page that is to be printed
COLUMNS = [
    gettext_lazy("Day"),
    gettext_lazy("Producer"),
    gettext_lazy("Growing area"),
    gettext_lazy("Plot"),
    pgettext_lazy("farm", "Work"),
    gettext_lazy("Product used"),
    gettext_lazy("Registration number"),
    gettext_lazy("Dose"),
    gettext_lazy("Waiting days"),
    gettext_lazy("Harvested (kg)"),
    gettext_lazy("Who did it"),
    gettext_lazy("Note"),
    gettext_lazy("State"),
    gettext_lazy("Reason"),
    gettext_lazy("Illustrative"),
]


@require_safe
def diary_book(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Who did the work is shown to those who write the diary, and to who keeps the register."""
    unit, on, person = entered(request, code, day)
    producers = here(producers_visible_to(person), unit)
    form = BookForm(request.GET or None, producers=producers, plots=plots_of(producers, on))
    wanted: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    entries = matching(book(producers, on, wanted), wanted.get("q", ""))
    sees = may_keep(person, unit.place)
    named = set(producers_written_by(person).values_list("pk", flat=True))
    year = wanted.get("year") or on.year
    if ending := file_asked(request):
        said = {"place": unit.full_name, "year": year, "day": f"{on:%d/%m/%Y}"}
        about = _("OpenNTM, farm diary of %(place)s, year %(year)s, as of %(day)s") % said
        rows = lines(entries, lambda one: sees or one.plot.area.producer_id in named)
        return download(ending, f"diary-{code}-{year}", COLUMNS, rows, about)
    is_whole = request.GET.get("rows") == "all"
    page = Paginator(entries, MOST).get_page(request.GET.get("page")) if is_whole else page_of(request, entries)
    context = {"unit": unit, "on": on, "form": form, "page": page, "year": year, "is_whole": is_whole}
    context |= {"named": named, "sees": sees, "query": query_without(request, "page", "format")}
    context["whole"] = query_without(request, "page", "format", "rows")
    return render(request, "produce/diary_book.html", context)


def lines(entries: Iterable[DiaryEntry], shows: Any) -> Iterator[list[Any]]:
    for one in entries:
        area = one.plot.area
        yield [
            one.day,
            str(area.producer),
            area.name,
            one.plot.number,
            str(one.get_kind_display()),
            one.input_name,
            one.registration,
            one.dose,
            one.waiting_days,
            one.quantity_kg,
            one.done_by if shows(one) else "",
            one.note,
            state_of(one),
            one.reason,
            _("illustrative") if one.illustrative else "",
        ]


def state_of(one: Any) -> str:
    if one.withdrawn:
        return _("taken back")
    if one.is_replaced:
        return _("replaced")
    return _("correction") if one.corrects_id else _("as written")
