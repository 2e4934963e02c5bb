"""The headline of a day: titles, model hamlets and targets of a place, computed from records and published figures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openntm.assessment.access import published_figures
from openntm.assessment.queries import FigureView, figures_on
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import lifetime
from openntm.recognition.models import Title
from openntm.recognition.queries import named_hamlets_on, possible_on, titles_on
from openntm.recognition.queries.counts import MEASURES, communes, published_on
from openntm.steering.arithmetic import Check, plain, rounded
from openntm.steering.models import PublishedMean, Target
from openntm.steering.queries import check_published_mean, check_target, closed_on, means_on, targets_on

HAMLETS = "title.model_hamlet.hamlets"
Json = dict[str, Any]


def headline(place: Place, on: date) -> Json:
    """What the overview says first, with the source of every figure; nothing in it is typed in."""
    units = communes(place, on)
    figures = published_on(place, on, MEASURES.values(), units)
    hamlets = figures_on([place], on, [HAMLETS], among=published_figures())[place.pk].get(HAMLETS)
    hamlets = hamlets if end_by(place, on) is None else None
    return {
        "on": on.isoformat(),
        "communes": len(units),
        "titles": {title.value: _title(title, units, figures, on) for title in MEASURES},
        "model_hamlets": _hamlets(units, hamlets, on),
        "targets": [*_targets(place, on), *map(_mean, means_on(place, on))],
    }


def _title(title: Title, units: list[PlaceVersion], figures: Mapping[str, FigureView], on: date) -> Json:
    """Counted from title records; where a page counts holders whom no source names, its count stands."""
    records = [held[title] for held in titles_on([unit.place_id for unit in units], on).values() if title in held]
    named = len(records)
    view = figures.get(MEASURES[title])
    said = int(view.text) if view else None
    count = max(named, said or 0) if named or said is not None else None
    return {
        "count": count,
        "of": len(units),
        "share": share(count, len(units)),
        "named": named,
        "by_rule": sum(record.is_by_rule_alone for record in records),
        "names_published": count is None or named == count,
        "possible": possible_on([unit.place_id for unit in units], title, on),
        "published": _values(view),
    }


def _hamlets(units: list[PlaceVersion], view: FigureView | None, on: date) -> Json:
    named = named_hamlets_on([unit.place_id for unit in units], on).count()
    return {"values": _values(view), "conflict": bool(view and view.is_disputed), "named": named}


def _values(view: FigureView | None) -> list[Json]:
    """Every value of the day with its source, the smallest first."""
    views = [view, *view.rivals] if view else []
    rows = [
        {"value": int(one.text), "source": one.source_title, "url": one.source_url, "day": one.day.isoformat()}
        for one in views
    ]
    return sorted(rows, key=lambda row: (row["value"], row["source"]))


def share(count: int | None, of: int) -> str | None:
    if count is None or not of:
        return None
    return plain(rounded(Decimal(count) * 100 / of, Decimal("0.1")), ".")


def end_by(place: Place, on: date) -> date | None:
    """The day from which the place is no more, if that day has come."""
    _, end = lifetime(place)
    return end if end and end <= on else None


def _targets(place: Place, on: date) -> list[Json]:
    end = end_by(place, on)
    return [_target(target, closed_on(target, end)) for target in targets_on(place, on)]


def _target(target: Target, closed: date | None) -> Json:
    final = target.final
    low, high = (_number(final.low), _number(final.high)) if final else (None, None)
    return {
        "id": target.key,
        "kind": "target",
        "title_vi": target.title_vi,
        "title_en": target.title_en,
        "value": low if low == high else f"{low}-{high}",
        "min": low,
        "max": high,
        "of": target.stated_of,
        "share": target.stated_share or None,
        "unit": target.unit,
        "due": target.due.isoformat(),
        "source": target.source_title,
        "closed": closed.isoformat() if closed else None,
        "check": _check(check_target(target, closed=closed)),
    }


def _number(value: Decimal) -> int | str:
    """Whole numbers as numbers; anything else as exact text."""
    return int(value) if value == value.to_integral_value() else plain(value, ".")


def _mean(mean: PublishedMean) -> Json:
    return {
        "id": mean.key,
        "kind": "published_mean",
        "title_vi": mean.title_vi,
        "title_en": mean.title_en,
        "value": mean.value,
        "of": mean.of,
        "share": None,
        "day": mean.day.isoformat(),
        "source": mean.source_title,
        "check": _check(check_published_mean(mean)),
    }


def _check(check: Check) -> Json:
    return {"ok": check.ok, "message_vi": check.message_vi, "message_en": check.message_en}
