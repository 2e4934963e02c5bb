"""The public page of what was mobilised at a place up to a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of, query_without
from openntm.participation.charts import bars
from openntm.participation.models import MobilisedStatement
from openntm.participation.queries.mobilised import Mobilised, mobilised_at, named, named_at, statements_at
from openntm.participation.queries.published import contradicted, falls, plans, shares
from openntm.places.models import PlaceVersion
from openntm.produce.queries.naming import units_of

Measure = MobilisedStatement.Measure
BILLION = Decimal(1_000_000_000)


def mobilised(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody: sums, and the names of those alone who agreed to stand here."""
    unit, on = spot(request, code, day)
    found = mobilised_at(unit, on)
    if ending := file_asked(request):
        return as_file(ending, unit, on, found)
    said = statements_at(unit, on)
    if ending := file_asked(request, "said"):
        return said_file(ending, unit, on, said)
    page = page_of(request, named_at(unit, on))
    context: dict[str, Any] = {"unit": unit, "on": on, "found": found, "page": page}
    context["names"] = [named(one) for one in page]
    context["unnamed"] = found.gifts - page.paginator.count
    context |= published(said, on)
    context |= {"query": query_without(request, "page", "format", "said"), "illustrative": found.is_illustrative}
    return render(request, "participation/mobilised.html", context)


def published(said: list[MobilisedStatement], on: date) -> dict[str, Any]:
    units = units_of((one.place_id for one in said), on)
    doubtful = contradicted(said)
    return {
        "said": [(one, units.get(one.place_id), one.pk in doubtful) for one in said],
        "falls": falls(said),
        "shares": shares(said),
        "plans": plans(said),
        "chart": bars([bar(one, one.pk in doubtful) for one in said if is_drawn(one)]),
    }


def is_drawn(one: MobilisedStatement) -> bool:
    return one.measure in (Measure.TOTAL, Measure.PEOPLE) and not one.is_plan


def bar(one: MobilisedStatement, is_doubtful: bool) -> tuple[str, Decimal, bool]:
    return f"{one.get_measure_display()}, {one.first_year}–{one.last_year}", one.value / BILLION, is_doubtful


def as_file(ending: str, unit: PlaceVersion, on: date, found: Mobilised) -> HttpResponse:
    told = _("OpenNTM, resources mobilised at %(place)s, as of %(day)s")
    names = [
        _("Part"),
        pgettext("of a thing", "Name"),
        pgettext("contribution", "Quantity"),
        _("Unit"),
        _("Value (dong)"),
        _("Contributions"),
    ]
    words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
    return download(ending, "mobilised", names, list(lines(found)), told % words, is_open=True)


def lines(found: Mobilised) -> Iterator[list[Any]]:
    parts: Iterable[tuple[str, Any]] = (
        (_("By kind"), found.things),
        (_("By giver"), found.givers),
        (_("By year"), found.years),
    )
    for part, rows in parts:
        for row in rows:
            quantity = "" if row.quantity is None else row.quantity
            yield [part, str(row.name), quantity, str(row.unit), row.worth, row.gifts]
    for one in found.works:
        origin = (
            _("from the register of works") if one.counted.is_from_works else _("from the register of contributions")
        )
        yield [_("For works"), f"{one.name}: {one.source}", "", origin, one.counted.value, ""]


def said_file(ending: str, unit: PlaceVersion, on: date, said: list[MobilisedStatement]) -> HttpResponse:
    names = [_("What"), _("From year"), _("To year"), _("Value"), _("Unit"), _("Plan"), _("Contradicted"), _("Source")]
    names, doubtful = [*names, _("Address")], contradicted(said)
    rows = [
        [
            one.get_measure_display(),
            *(one.first_year, one.last_year, one.value, one.unit),
            _("yes") if one.is_plan else _("no"),
            _("yes") if one.pk in doubtful else _("no"),
            *(one.source_title, one.source_url),
        ]
        for one in said
    ]
    told = _("OpenNTM, published sums of resources of %(place)s") % {"place": unit.full_name}
    return download(ending, "mobilised-published", names, rows, told, is_open=True)
