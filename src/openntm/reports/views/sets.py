"""The criteria sets: the law's data with every threshold, its source and how far it was checked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from openntm.assessment.views.common import set_named
from openntm.criteria import CriteriaSet, load_overlays, load_set, set_ids
from openntm.office.exports import export
from openntm.office.listing import file_asked
from openntm.office.tables import Table
from openntm.reports.law import every_asked, overlay_tables, set_table


def sets(request: HttpRequest) -> HttpResponse:
    found = sorted((load_set(name) for name in set_ids()), key=lambda rules: (-rules.starts.toordinal(), rules.id))
    return render(request, "reports/sets.html", {"sets": [(rules, verified_share(rules)) for rules in found]})


def verified_share(rules: CriteriaSet) -> dict[str, int]:
    rows = [(asked, row) for _id, asked, _depth in every_asked(rules) for row in asked.thresholds]
    return {"rows": len(rows), "verified": sum(asked.verified and row.verified for asked, row in rows)}


def one_set(request: HttpRequest, set_id: str) -> HttpResponse:
    rules = set_named(set_id)
    today = timezone.localdate()
    tables = [set_table(rules), *overlay_tables(rules)]
    if ending := file_asked(request):
        table = next((one for one in tables if one.key == request.GET.get("table", tables[0].key)), None)
        if table is None:
            raise Http404
        return export(table, "", today, ending)
    return render(request, "reports/set.html", set_context(request, rules, tables) | {"day": today})


def set_context(request: HttpRequest, rules: CriteriaSet, tables: list[Table]) -> dict[str, Any]:
    shown = [table.asked(request.GET.dict(), request.path) for table in tables]
    overlays = list(zip(load_overlays(rules.id), shown[1:], strict=True))
    return {"rules": rules, "table": shown[0], "overlays": overlays, "share": verified_share(rules)}
