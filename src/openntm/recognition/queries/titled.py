"""Reads: for each place of a territory its titles and since when, with today's score beside them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openntm.assessment.access import Sight
from openntm.places.models import DISTRICT_KINDS, HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version, subtree
from openntm.recognition.models import Title, TitleRecord
from openntm.recognition.phrases import named, say
from openntm.recognition.queries.counts import MEASURES, communes, published_on
from openntm.recognition.queries.merges import Merge, merges_into
from openntm.recognition.queries.scores import Score, score_of, scores_on
from openntm.recognition.queries.series import Point, series, since_last
from openntm.recognition.queries.steps import Step
from openntm.recognition.queries.titles import hamlets_by_commune, states_on, titles_on

Json = dict[str, Any]
DISTRICT_TITLES = (Title.DISTRICT_NTM, Title.DISTRICT_ADVANCED)
# Of these a day without any record and any published count says nothing about how many there were.
NOT_KNOWN = dict.fromkeys((Title.NTM, Title.ADVANCED, Title.MODEL, Title.MODERN), None)


def titled_places(place: Place, on: date, sight: Sight) -> Json:
    """The communes proper, the districts and the titled hamlets of the place on the day."""
    units = communes(place, on)
    districts = [unit for unit in subtree(place, on) if unit.kind in DISTRICT_KINDS]
    held = titles_on([unit.place_id for unit in [*units, *districts]], on)
    hamlets = hamlets_by_commune([unit.place_id for unit in units], on)
    records = [record for row in held.values() for record in row.values()]
    states = states_on([*records, *(one for row in hamlets.values() for one in row)], on)
    scores = scores_on([*units, *districts], held, on, sight)
    merges = merges_into([unit.place_id for unit in units], on)
    rows = [
        _place(unit, held[unit.place_id].values(), states, scores[unit.place_id], merges.get(unit.place_id, []))
        for unit in [*districts, *units]
    ]
    points = series(place, on)
    last = since_last(place, points, on)
    return {
        "on": on.isoformat(),
        "place": nearest_version(place, on).full_name,
        "summary": _summary(place, on, units, districts, held, [one for row in hamlets.values() for one in row]),
        "places": [*rows, *_hamlets(units, hamlets, states, on)],
        "illustrative": any(score.illustrative for row in scores.values() for score in row.values()),
        **({"series": [_point(point) for point in points]} if points else {}),
        **({"since_last": _point(last)} if last else {}),
    }


def _summary(
    place: Place,
    on: date,
    units: Sequence[PlaceVersion],
    districts: Sequence[PlaceVersion],
    held: Mapping[int, Mapping[str, TitleRecord]],
    hamlets: Sequence[TitleRecord],
) -> Json:
    """`named` by the records; `count` is larger where a page counts holders whom no source names.

    What is `illustrative` is in neither.
    """
    published = published_on(place, on, MEASURES.values(), list(units))
    found: Json = {}
    for title in Title:
        among = districts if title in DISTRICT_TITLES else units
        every = [held[unit.place_id][title] for unit in among if title in held[unit.place_id]]
        records = [record for record in every if not record.illustrative]
        said = published.get(MEASURES.get(title, ""))
        count = max(len(records), int(said.text)) if said else len(records) or NOT_KNOWN.get(title, 0)
        found[title.value] = {
            "count": count,
            "of": len(among),
            "named": len(records),
            "published": int(said.text) if said else None,
            "by_rule": sum(record.is_by_rule_alone for record in records),
            "illustrative": len(every) - len(records),
        }
    real = sum(not record.illustrative for record in hamlets)
    numbers = {"count": real or None, "of": None, "named": real, "illustrative": len(hamlets) - real}
    found[Title.MODEL_HAMLET.value] |= numbers
    return found


def _place(
    unit: PlaceVersion,
    records: Iterable[TitleRecord],
    states: Mapping[int, str],
    levels: Mapping[str, Score],
    merges: list[Merge],
) -> Json:
    made = merges[-1].outcome if merges else None
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "titles": [_title(record, states[record.pk], score_of(record.title, levels)) for record in records],
        "score_today": _score(next(iter(levels.values()), None)),
        "explanation_vi": made.text_vi if made else "",
        "explanation_en": made.text_en if made else "",
    }


def _title(record: TitleRecord, state: str, score: Score | None) -> Json:
    decision = record.decision
    return {
        "title": record.title,
        "since": record.from_day.isoformat(),
        "since_vi": record.from_text_vi,
        "since_en": record.from_text_en,
        "decision": decision.number if decision else None,
        "decided": decision.issued.isoformat() if decision else None,
        "score_today": _score(score),
        **({} if score else named("score_reason", say("no_score"))),
        "state": state,
        "rule": record.rule or None,
        "verified": record.verified,
        "illustrative": record.illustrative or bool(decision and decision.illustrative),
        "explanation_vi": record.note_vi,
        "explanation_en": record.note_en,
        "source": record.source_title,
        "source_url": record.source_url,
    }


def _score(score: Score | None) -> Json | None:
    if score is None:
        return None
    counts = {"met": score.met, "of": score.of, "unknown": score.unknown}
    return {**counts, "set": score.rules.id, "illustrative": score.illustrative}


def _hamlets(
    units: Sequence[PlaceVersion], hamlets: Mapping[int, list[TitleRecord]], states: Mapping[int, str], on: date
) -> list[Json]:
    """A hamlet with a place of its own has a code; of the others the commune's stands."""
    found: list[Json] = []
    for unit in units:
        names = {one.name: one for one in subtree(unit.place, on, HAMLET_KINDS)} if hamlets[unit.place_id] else {}
        for record in hamlets[unit.place_id]:
            known = names.get(record.holder)
            row = {"code": known.code if known else unit.code, "name": record.holder, "kind": "thon"}
            found.append({**row, "commune": unit.code, "titles": [_title(record, states[record.pk], None)]})
    return found


def _point(point: Point) -> Json:
    count, of = point.computed.numbers
    found: Json = {
        "day": point.day.isoformat(),
        "published": None,
        "computed": {"count": count, "of": of},
        "agrees": point.agrees,
    }
    if point.published:
        said = point.published.numbers
        found["published"] = {"count": said[0], "of": said[1]}
        found["sources"] = [
            {"title": one.source.title, "url": one.source.url, "count": int(one.value), "note": one.note}
            for one in point.published.counts
        ]
        then = point.counted.numbers
        found["counted_on"] = point.counted.day.isoformat() if point.published.agrees(point.counted) else None
        found["computed_then"] = {"count": then[0], "of": then[1]}
    return found | {"changes": [_step(step) for step in point.steps]}


def _step(step: Step) -> Json:
    record = step.record
    return {
        "code": step.unit.code,
        "name": step.unit.name,
        "day": step.day.isoformat(),
        "count": step.count,
        "of": step.of,
        "vi": step.vi,
        "en": step.en,
        "since": record.from_day.isoformat() if record else None,
        "decision": record.decision.number if record and record.decision else None,
        "source": record.source_title if record else None,
        "verified": step.verified,
    }
