"""The overview of a district or province on a day, and the map by itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from openntm.assessment.queries import conflicts
from openntm.assessment.queries.completeness import Progress, progress
from openntm.office.tables import Table
from openntm.reports.communes import drawing, heat, nearest, shorts
from openntm.reports.conflicting import conflict_table
from openntm.reports.headline import headline
from openntm.reports.standing import Judged, Standing
from openntm.reports.targets import target_table
from openntm.reports.views.commune import commune
from openntm.reports.views.page import page, placed

NEAREST = 8


@placed
def overview(request: HttpRequest, standing: Standing) -> HttpResponse:
    if standing.is_commune:
        return commune(request, standing)
    context: dict[str, Any] = {"headline": headline(standing.version.place, standing.on)}
    context["facts"] = facts_of(context["headline"])
    tables: list[Table] = []
    if standing.first_set and not standing.is_closed:
        found = standing.judged(standing.first_set)
        short = shorts(standing)
        tables = [nearest(standing, short[:NEAREST]), heat(standing, found)]
        context |= {"rules": found.rules, "shorts": len(short), "falling": falling(standing, found)}
        context |= {"waiting": waiting(found), "maps": maps(standing, found)}
    disputed = conflicts(
        [standing.version.place_id, *(unit.place_id for unit in standing.units)],
        standing.on,
        among=standing.sight.figures(),
    )
    tables += [conflict_table(standing, disputed), target_table(context["headline"])]
    return page(request, standing, "reports/overview.html", context, tables)


def falling(standing: Standing, found: Judged) -> dict[str, int]:
    """Communes judged today: how many meet every criterion, how many fall short, of how many nothing is known."""
    known = [found.results[unit.place_id] for unit in standing.shown if found.has_figures(unit.place_id)]
    full = sum(result.criteria_met == result.criteria_total for result in known)
    return {"full": full, "short": len(known) - full, "silent": len(standing.shown) - len(known), "known": len(known)}


def facts_of(said: dict[str, Any]) -> dict[str, Any]:
    """The targets of the headline, each beside the title it is about."""
    targets = [one for one in said["targets"] if one["kind"] == "target"]
    return {"targets": targets, "failing": [one for one in said["targets"] if one["check"]["ok"] is False]}


def waiting(found: Judged) -> dict[str, int]:
    """Who is waiting for whom, in numbers of indicators."""
    each: list[Progress] = [progress(pk, found.rules, found.views[pk], found.results[pk]) for pk in found.results]
    names = ("missing", "unchecked", "unappraised", "no_threshold", "disputed")
    sums = {name: sum(len(getattr(one, name)) for one in each) for name in names}
    asked, reported = sum(one.asked for one in each), sum(one.reported for one in each)
    return sums | {"asked": asked, "reported": reported, "share": 100 * reported // asked if asked else 0}


def maps(standing: Standing, found: Judged) -> dict[str, Any]:
    """Twice, for the width of a screen and of a phone: letters keep their size."""
    title = next_title(standing)
    drawn = {"wide": drawing(standing, found, title, 540, 500), "narrow": drawing(standing, found, title, 330, 560)}
    return drawn | {"title": title, "empty": not drawn["wide"].marks}


def next_title(standing: Standing) -> str:
    """The rim shows the higher title as soon as one commune holds it."""
    return "advanced" if any("advanced" in held for held in standing.titles.values()) else "ntm"


@placed
def map_page(request: HttpRequest, standing: Standing) -> HttpResponse:
    if standing.first_set is None:
        return page(request, standing, "reports/map.html", {"maps": None})
    found = standing.judged(standing.first_set)
    title = next_title(standing)
    drawn = {"wide": drawing(standing, found, title, 860, 600), "narrow": drawing(standing, found, title, 330, 560)}
    context = {"maps": drawn | {"title": title, "empty": not drawn["wide"].marks}, "rules": found.rules}
    return page(request, standing, "reports/map.html", context, [heat(standing, found)])
