"""The headline of a day: titles, model hamlets and targets of a place, computed from records and published figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from openntm.assessment.queries import FigureView
from openntm.places.models import Place
from openntm.recognition.queries.counts import Count, counts_on, end_by, hamlets_on, share
from openntm.steering.arithmetic import Check, plain
from openntm.steering.models import PublishedMean, Target, Title
from openntm.steering.queries import check_published_mean, check_target, closed_on, means_on, targets_on

TITLES = (Title.NTM, Title.ADVANCED)
Json = dict[str, Any]


def headline(place: Place, on: date) -> Json:
    """What the overview says first, with the source of every figure; nothing in it is typed in."""
    counts, hamlets = counts_on(place, on, TITLES), hamlets_on(place, on)
    return {
        "on": on.isoformat(),
        "communes": hamlets.of,
        "titles": {title.value: _title(counts[title]) for title in TITLES},
        "model_hamlets": _hamlets(hamlets),
        "targets": [*_targets(place, on), *map(_mean, means_on(place, on))],
    }


def _title(one: Count) -> Json:
    """Counted from title records; where a page counts holders whom no source names, its count stands."""
    return {
        "count": one.count,
        "of": one.of,
        "share": share(one.count, one.of),
        "named": one.named,
        "by_rule": one.by_rule,
        "names_published": one.count is None or one.named == one.count,
        "possible": one.possible,
        "published": _values(one.published),
    }


def _hamlets(one: Count) -> Json:
    view = one.published
    return {"values": _values(view), "conflict": bool(view and view.is_disputed), "named": one.named}


def _values(view: FigureView | None) -> list[Json]:
    """Every value of the day with its source, the smallest first."""
    views = [view, *view.rivals] if view else []
    rows = [
        {"value": int(one.text), "source": one.source_title, "url": one.source_url, "day": one.day.isoformat()}
        for one in views
    ]
    return sorted(rows, key=lambda row: (row["value"], row["source"]))


def _targets(place: Place, on: date) -> list[Json]:
    end = end_by(place, on)
    return [_target(target, closed_on(target, end, on)) for target in targets_on(place, on)]


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
