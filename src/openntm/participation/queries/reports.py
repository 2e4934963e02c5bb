"""Reports as pages and files show them, similar ones, and the commune that somebody names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from openntm.office.wording import in_language
from openntm.participation.access.reports import public_reports
from openntm.participation.likeness import likeness, metres
from openntm.participation.models import Report
from openntm.participation.report_rules import rules
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import search
from openntm.places.queries.units import versions_of
from openntm.places.vietnamese import fold

LOOKED_AT = 200  # of the newest of a commune and kind, when similar ones are sought


@dataclass(frozen=True)
class Alike:
    """A published report that may be about the same; `away` in metres where both have a position."""

    report: Report
    likeness: float
    away: float | None


@dataclass(frozen=True)
class Line:
    report: Report
    kind: str
    place: str
    seen_too: int


def kind_name(key: str) -> str:
    known = rules().kinds.get(key)
    return str(in_language(known.name)) if known else key


def kind_choices() -> list[tuple[str, str]]:
    return [(key, kind_name(key)) for key in rules().kinds]


def communes_named(text: str, on: date) -> list[PlaceVersion]:
    """The communes of the day that a name or a code means, old names too; those named exactly before all others."""
    hits = [(hit, [hit.version] if hit.standing else hit.now) for hit in search(text, on)]
    found = [(hit, one) for hit, units in hits for one in units if one.kind in COMMUNE_KINDS]
    asked = fold(text)
    exact = [one for hit, one in found if asked in names_of(hit.version)]
    return list({one.place_id: one for one in exact or [one for _hit, one in found]}.values())


def names_of(version: PlaceVersion) -> tuple[str, str, str]:
    return version.name_fold, fold(version.full_name), version.code


def similar_to(report: Report) -> list[Alike]:
    """Open ones of the same commune and kind: near, where both have a position, or alike in words."""
    rule, since = rules().similar, timezone.now() - timedelta(days=rules().similar.days)
    found = with_voices(public_reports().filter(state__in=Report.OPEN, is_hidden=False))
    found = found.filter(place=report.place, kind=report.kind, at__gte=since).exclude(pk=report.pk)
    alike = [alike_of(report, one) for one in found.order_by("-at", "-pk")[:LOOKED_AT]]
    fitting = [
        one for one in alike if one.likeness >= rule.likeness or (one.away is not None and one.away <= rule.metres)
    ]
    return sorted(fitting, key=lambda one: (-one.likeness, one.away or 0, one.report.pk))[: rule.most]


def alike_of(report: Report, other: Report) -> Alike:
    mine, theirs = f"{report.text} {report.where}", f"{other.public_text} {other.public_where}"
    spots = [(float(one.latitude), float(one.longitude)) for one in (report, other) if one.latitude and one.longitude]
    return Alike(other, likeness(mine, theirs), metres(*spots) if len(spots) == 2 else None)


def with_voices(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.annotate(seen_too=Count("voices", distinct=True))


def reports_found(
    seen: QuerySet[Report], places: Collection[int], given: dict[str, Any], *, inside: bool = False
) -> QuerySet[Report]:
    """Everybody searches the published words, those inside also what was sent."""
    found = with_voices(seen.filter(place__in=places))
    found = found.filter(kind=given["kind"]) if given.get("kind") else found
    found = found.filter(state=given["state"]) if given.get("state") else found
    if words := given.get("q", ""):
        asked = Q(public_text__icontains=words) | Q(public_where__icontains=words) | number(words)
        if inside:
            asked |= Q(text__icontains=words) | Q(where__icontains=words)
        found = found.filter(asked)
    return found


def number(words: str) -> Q:
    return Q(pk=int(words)) if words.isdecimal() and len(words) < 10 else Q(pk__in=[])


def lines(reports: Iterable[Report], on: date) -> list[Line]:
    rows = list(reports)
    names = {key: unit.full_name for key, unit in versions_of({one.place_id for one in rows}, on).items()}
    return [Line(one, kind_name(one.kind), names.get(one.place_id, ""), getattr(one, "seen_too", 0)) for one in rows]
