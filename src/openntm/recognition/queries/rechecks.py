"""Reads: titled places judged again, and what changed between two runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openntm.assessment.access import Sight
from openntm.criteria import CriterionResult, Verdict
from openntm.places.models import DISTRICT_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version, subtree
from openntm.recognition.models import Recheck, TitleEvent, TitleRecord
from openntm.recognition.queries.counts import communes
from openntm.recognition.queries.scores import Score, scores_on
from openntm.recognition.queries.titles import titles_on
from openntm.recognition.rechecking import Criterion, Thresholds, recheck, sentence, thresholds_for

FORMAT = "openntm-recheck-1"
Json = dict[str, Any]


def titled_units(place: Place, on: date) -> list[PlaceVersion]:
    """The communes and districts of the place that stand on the day."""
    return [*(one for one in subtree(place, on) if one.kind in DISTRICT_KINDS), *communes(place, on)]


def recheck_content(place: Place, on: date, sight: Sight) -> Json:
    """Every title held on the day with how it stands; nothing in it depends on when it is run."""
    units = titled_units(place, on)
    held = titles_on([unit.place_id for unit in units], on)
    scores = scores_on(units, held, on, sight)
    revoked = revoked_by([unit.place_id for unit in units], on)
    rows: list[Json] = []
    unjudged: list[Json] = []
    for unit in units:
        for record in held[unit.place_id].values():
            law = thresholds_for(record.title)
            score = scores[unit.place_id].get(law.set_level) if law else None
            if law is None or score is None:
                unjudged.append(_named(unit, record))
            else:
                rows.append(_row(unit, record, score, law, (len(revoked), len(units) - 1)))
    named = nearest_version(place, on)
    return {
        "format": FORMAT,
        "on": on.isoformat(),
        "place": {"key": place.key, "code": named.code, "name": named.full_name},
        "rows": rows,
        "unjudged": unjudged,
    }


def revoked_by(places: Iterable[int], on: date) -> set[int]:
    """The places whose title was revoked up to the day."""
    events = TitleEvent.objects.filter(kind=TitleEvent.Kind.REVOKED, day__lte=on, record__place__in=list(places))
    return set(events.values_list("record__place", flat=True))


def _named(unit: PlaceVersion, record: TitleRecord) -> Json:
    since = {"since": record.from_day.isoformat(), "since_vi": record.from_text_vi, "since_en": record.from_text_en}
    place = {"key": unit.place.key, "code": unit.code, "name": unit.full_name, "sort": unit.sort_key}
    return {**place, "title": record.title, **since, "by_rule": record.is_by_rule_alone}


def _row(unit: PlaceVersion, record: TitleRecord, score: Score, law: Thresholds, district: tuple[int, int]) -> Json:
    found = recheck(map(_criterion, score.result.criteria), law, revoked=district[0], communes=district[1])
    vi, en = sentence(found)
    return {
        **_named(unit, record),
        "set": score.rules.id,
        "met": found.met,
        "total": found.total,
        "failed": [_told(one) for one in found.failed],
        "unknown": [_told(one) for one in found.unknown],
        "named": [one.id for one in found.named],
        "share": str(found.share),
        "left": found.left,
        "level": found.level.value,
        "at_worst": found.at_worst.value,
        "vi": vi,
        "en": en,
        "illustrative": score.illustrative,
    }


def _criterion(one: CriterionResult) -> Criterion:
    not_met = tuple(finding.indicator for finding in one.findings if finding.verdict == Verdict.NOT_MET)
    unknown = tuple(finding.indicator for finding in one.findings if finding.verdict == Verdict.UNKNOWN)
    return Criterion(one.id, one.title.vi, one.title.en, one.verdict.value, not_met, unknown)


def _told(one: Criterion) -> Json:
    words = {"id": one.id, "vi": one.title_vi, "en": one.title_en}
    return {**words, "not_met": list(one.not_met), "unknown": list(one.unknown)}


@dataclass(frozen=True)
class Turn:
    """What changed for one title of one place between two runs."""

    name: str
    title: str
    before: Json | None
    after: Json | None
    worse: tuple[Json, ...] = ()
    better: tuple[Json, ...] = ()


def compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Turn]:
    """Criteria that newly fail or no longer do; places that came or went."""
    before, after = ({(row["key"], row["title"]): row for row in run["rows"]} for run in (old, new))
    turns = [_turn(before.get(spot), after.get(spot)) for spot in dict.fromkeys([*after, *before])]
    return [one for one in turns if one.before is None or one.after is None or one.worse or one.better]


def _turn(before: Json | None, after: Json | None) -> Turn:
    shown = after or before or {}
    then = {one["id"] for one in before["failed"]} if before else set()
    now = {one["id"] for one in after["failed"]} if after else set()
    worse = tuple(one for one in after["failed"] if one["id"] not in then) if before and after else ()
    better = tuple(one for one in before["failed"] if one["id"] not in now) if before and after else ()
    return Turn(shown["name"], shown["title"], before, after, worse, better)


def earlier_than(run: Recheck) -> Recheck | None:
    """The run before it of the same place, of the same day or an earlier one."""
    return Recheck.objects.filter(place=run.place, on__lte=run.on, pk__lt=run.pk).first()
