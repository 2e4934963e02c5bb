"""What the reading pages share: the place and day of the address, tables that sort, page and download."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from openntm.assessment.access import sight_of
from openntm.office.exports import export
from openntm.office.listing import file_asked
from openntm.office.tables import Table
from openntm.office.wording import in_language
from openntm.places.models import UnitSet
from openntm.places.queries import PlaceNotFound
from openntm.reports.standing import Standing, standing_at

Placed = Callable[..., HttpResponse]


def placed(view: Placed) -> Placed:
    """The view gets how the place stands on the day; a unit that did not exist that day gets a page that says so."""

    @wraps(view)
    def found(request: HttpRequest, code: str, day: str, **rest: Any) -> HttpResponse:
        key = request.GET.get("among", "")
        among = get_object_or_404(UnitSet, key=key) if key else None
        try:
            standing = standing_at(code, date.fromisoformat(day), sight_of(request.user), among)
        except ValueError as wrong:
            raise Http404 from wrong
        except PlaceNotFound as missing:
            return no_such_place(request, missing)
        request.place = standing.version  # type: ignore[attr-defined]
        return view(request, standing, **rest)

    return found


def no_such_place(request: HttpRequest, missing: PlaceNotFound) -> HttpResponse:
    if not missing.nearest:
        raise Http404
    context = {"code": missing.code, "day": missing.on, "nearest": missing.nearest}
    return render(request, "reports/no_place.html", context, status=404)


def page(
    request: HttpRequest, standing: Standing, template: str, context: dict[str, Any], tables: Sequence[Table] = ()
) -> HttpResponse:
    if (asked := file_asked(request)) and tables:
        key = request.GET.get("table", tables[0].key)
        table = next((one for one in tables if one.key == key), None)
        if table is None:
            raise Http404
        notes = [withheld_note(standing.withheld), among_note(standing)]
        told = replace(table.asked({}, ""), note="; ".join(note for note in notes if note))
        return export(told, standing.version.full_name, standing.on, asked)
    kept = urlencode({"among": standing.among.key}) if standing.among else ""
    address = f"{request.path}?{kept}" if kept else request.path
    shown = {table.key: table.asked(request.GET.dict(), address) for table in tables}
    marked = any(table.illustrative for table in tables)
    given = {"place": standing.version, "day": standing.on, "day_iso": standing.on.isoformat(), "standing": standing}
    given |= {"withheld": standing.withheld, "kept": f"{kept}&" if kept else ""}
    return render(request, template, {**given, "tables": shown, "illustrative": marked, **context})


def withheld_note(communes: int) -> str:
    """What a file says of the results that its reader may not see."""
    if not communes:
        return ""
    return _("Without the results of %(count)s communes: only the people in charge see them") % {"count": communes}


def among_note(standing: Standing) -> str:
    """What a file says when it was narrowed to a set of units."""
    if standing.among is None:
        return ""
    return _("Only the units of: %(name)s") % {"name": in_language(standing.among, "name")}
