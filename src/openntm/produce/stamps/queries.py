"""Alerts and reports as their lists and pages show them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openntm.codes.models import ScanDay, ScanTotal
from openntm.codes.queries import plain_token, read_code
from openntm.codes.tokens import token_of
from openntm.places.models import PlaceVersion
from openntm.places.queries.units import versions_of
from openntm.produce.models import CopyAlert, Lot, StampReport
from openntm.produce.stamps.copying import Rule, rules
from openntm.produce.stamps.forms import KIND_WORDS

DAYS_SHOWN = 30
FIGURES = {
    "scans": _("scans"),
    "places": _("places"),
    "visitors": _("visitors"),
    "in_an_hour": _("within an hour"),
}


@dataclass(frozen=True)
class AlertLine:
    alert: CopyAlert
    token: str
    title: str
    explanation: str
    figures: str
    place: str
    scans: int
    code_url: str


@dataclass(frozen=True)
class ReportLine:
    report: StampReport
    kind: Any
    place: str


def alerts_found(
    seen: QuerySet[CopyAlert], places: Iterable[int], which: str, on: date, *, q: str = "", rule: str = ""
) -> QuerySet[CopyAlert]:
    """A whole code finds its own, whatever stands beside it; other words are looked for in lots and products."""
    found = seen.filter(place__in=places).order_by("-day", "run", "index", "pk")
    found = found.filter(rule=rule) if rule else found
    if code := read_code(q):
        return found.filter(run=code.run, index=code.index)
    found = found.filter(Q(lot__number__icontains=q) | Q(lot__product__name__icontains=q)) if q else found
    if which == "new":
        return found.filter(state=CopyAlert.State.NEW)
    return found.exclude(state=CopyAlert.State.NEW) if which == "done" else found.filter(day=on)


def alert_lines(alerts: Sequence[CopyAlert], on: date, issued: Container[int]) -> list[AlertLine]:
    """In three queries, however many; `issued` are the places whose codes the reader issues."""
    wanted = Q(pk__in=[])
    for one in alerts:
        wanted |= Q(run=one.run_id, index=one.index)
    totals = {(one.run_id, one.index): one.count for one in ScanTotal.objects.filter(wanted)}
    units = versions_of({place for one in alerts for place in (one.place_id, one.run.place_id)}, on)
    return [alert_line(one, totals, units, on, issued) for one in alerts]


def alert_line(
    alert: CopyAlert, totals: dict[Any, int], units: dict[int, PlaceVersion], on: date, issued: Container[int]
) -> AlertLine:
    language, rule = get_language() or "vi", rule_of(alert.rule)
    figures = ", ".join(f"{FIGURES[name]}: {value}" for name, value in alert.facts.items() if name in FIGURES)
    place = units.get(alert.place_id)
    return AlertLine(
        alert,
        token_of(bytes(alert.run.secret), alert.run.number, alert.index),
        rule.title.said(language) if rule else alert.rule,
        rule.explanation.said(language) if rule else "",
        figures,
        place.full_name if place else "",
        totals.get((alert.run_id, alert.index), 0),
        code_url(alert, units, on, issued),
    )


def rule_of(key: str) -> Rule | None:
    return next((rule for rule in rules().rules if rule.key == key), None)


def code_url(alert: CopyAlert, units: dict[int, PlaceVersion], on: date, issued: Container[int]) -> str:
    """Empty for who may not see where codes of the run stand."""
    unit = units.get(alert.run.place_id)
    if unit is None or unit.place_id not in issued:
        return ""
    return reverse("codes:code", args=[unit.code, on.isoformat(), alert.run.number, alert.index + 1])


def scans_by_day(run: int, index: int) -> list[dict[str, Any]]:
    """The last days that are kept, the latest first: how often, from how many places, by how many visitors."""
    found: dict[date, dict[str, Any]] = {}
    rows = ScanDay.objects.filter(run__number=run, index=index).order_by("-day", "place")
    for row in rows.values("day", "count", "visitors"):
        day = found.setdefault(row["day"], {"day": row["day"], "scans": 0, "places": 0, "visitors": 0})
        day["scans"] += row["count"]
        day["visitors"] += row["visitors"]
        day["places"] += 1
    return list(found.values())[:DAYS_SHOWN]


def reports_found(seen: QuerySet[StampReport], places: Iterable[int], given: dict[str, Any]) -> QuerySet[StampReport]:
    """Those of the places and those of no place, if the reader sees such."""
    found = seen.filter(Q(place__in=places) | Q(place__isnull=True)).select_related("lot__product")
    found = found.filter(state=given["state"]) if given.get("state") else found
    found = found.filter(kind=given["kind"]) if given.get("kind") else found
    if words := given.get("q", ""):
        named = Lot.objects.filter(Q(number__icontains=words) | Q(product__name__icontains=words)).values("pk")
        asked = Q(token__icontains=plain_token(words)) | Q(text__icontains=words) | Q(seen_at__icontains=words)
        found = found.filter(asked | Q(lot__in=named))
    return found


def report_lines(reports: Iterable[StampReport], on: date) -> list[ReportLine]:
    reports = list(reports)
    units = versions_of({one.place_id for one in reports if one.place_id}, on)
    return [
        ReportLine(one, KIND_WORDS.get(one.kind, one.kind), unit.full_name if unit else "")
        for one in reports
        for unit in [units.get(one.place_id or 0)]
    ]
