"""Reads: why the numbers of two days differ: who got a title, who left or joined the communes, and by which act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from openntm.places.models import Act, Lineage, PlaceVersion
from openntm.places.queries import versions_of
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.phrases import NOTHING, Both, say
from openntm.recognition.queries.merges import Merge, merges_into


class Counted(Protocol):
    """The communes of a day and the records that count."""

    @property
    def day(self) -> date: ...
    @property
    def units(self) -> dict[int, PlaceVersion]: ...
    @property
    def held(self) -> dict[int, TitleRecord]: ...


@dataclass(frozen=True)
class Step:
    """One unit's share in the change of holders (`count`) and of communes (`of`)."""

    unit: PlaceVersion
    count: int
    of: int
    day: date
    vi: str
    en: str
    record: TitleRecord | None = None
    verified: bool = True


def steps(before: Counted | None, after: Counted) -> list[Step]:
    """Their shares add up to the whole change; before the first day counted, only the titles themselves."""
    if before is None:
        return [gained(after.units[pk], record) for pk, record in after.held.items()]
    left = {pk: unit for pk, unit in before.units.items() if pk not in after.units}
    new = {pk: unit for pk, unit in after.units.items() if pk not in before.units}
    both = before.units.keys() & after.units.keys()
    found = [
        *_left(left, before, after),
        *_joined(new, after),
        *(gained(after.units[pk], record) for pk, record in after.held.items() if pk in both and pk not in before.held),
        *_lost({pk: after.units[pk] for pk in both & before.held.keys() - after.held.keys()}, before, after),
    ]
    return sorted(found, key=lambda step: (step.day, step.unit.sort_key))


def gained(unit: PlaceVersion, record: TitleRecord) -> Step:
    decision = record.decision
    by = say("decision", number=decision.number) if decision else say("no_decision")
    since = (record.from_text_vi, record.from_text_en)
    told = say("gained", name=unit.full_name, since=since, decision=by, source=record.source_title)
    return Step(unit, 1, 0, record.from_day, *told, record, record.verified)


def _left(units: dict[int, PlaceVersion], before: Counted, after: Counted) -> Iterable[Step]:
    now = versions_of(units, after.day)
    gone = _lines_out([pk for pk in units if pk not in now], before.day, after.day)
    takers = {line.successor_id or 0: line.change.day for line in gone.values()}
    names = {pk: unit for day in set(takers.values()) for pk, unit in versions_of(takers, day).items()}
    for pk, unit in units.items():
        record = before.held.get(pk)
        if pk in now:
            yield _changed_kind(unit, now[pk], record)
        elif pk in gone:
            yield _merged(unit, gone[pk], names.get(gone[pk].successor_id or 0), record)
        else:
            told = say("gone", name=unit.full_name, held=_holding(record))
            yield _leaving(unit, record, unit.valid_to or after.day, told)


def _leaving(unit: PlaceVersion, record: TitleRecord | None, day: date, told: Both, *, verified: bool = True) -> Step:
    return Step(unit, -1 if record else 0, -1, day, *told, record, verified)


def _holding(record: TitleRecord | None) -> Both:
    return say("holding" if record else "lacking")


def _by(act: Act | None) -> Both:
    return say("by_act", act=act.number) if act else NOTHING


def _changed_kind(old: PlaceVersion, new: PlaceVersion, record: TitleRecord | None) -> Step:
    day = old.valid_to or new.valid_from
    held = _holding(record)
    told = say("became", name=old.full_name, held=held, new=new.full_name, day=day, act=_by(new.act))
    return _leaving(old, record, day, told, verified=new.verified)


def _merged(unit: PlaceVersion, line: Lineage, into: PlaceVersion | None, record: TitleRecord | None) -> Step:
    change, to = line.change, into.full_name if into else "–"
    told = say(
        "joined",
        name=unit.full_name,
        held=_holding(record),
        into=say("same_name", name=to) if to == unit.full_name else to,
        day=change.day,
        act=_by(change.act),
        note=NOTHING if line.verified else (f" ({line.note_vi})", f" ({line.note_en})"),
    )
    return _leaving(unit, record, change.day, told, verified=line.verified)


def _lines_out(places: list[int], since: date, until: date) -> dict[int, Lineage]:
    lines = Lineage.objects.filter(predecessor__in=places, rival=False, successor__isnull=False)
    lines = lines.filter(change__day__gt=since, change__day__lte=until).select_related("change__act")
    return {line.predecessor_id: line for line in lines.order_by("change__day", "pk")}


def _joined(units: dict[int, PlaceVersion], after: Counted) -> Iterable[Step]:
    merges = merges_into(units, after.day)
    for pk, unit in units.items():
        record = after.held.get(pk)
        made = merges.get(pk, [])
        yield _founded(unit, made[-1] if made else None, record)


def _founded(unit: PlaceVersion, merge: Merge | None, record: TitleRecord | None) -> Step:
    day = merge.change.day if merge else unit.valid_from
    how = NOTHING
    if record:
        since = (record.from_text_vi, record.from_text_en)
        how = say("formed_by_rule", rule=record.rule) if record.rule else say("formed_holding", since=since)
    made = (merge.outcome.text_vi, merge.outcome.text_en) if merge else NOTHING
    told = say("formed", name=unit.full_name, day=day, how=how, made=made)
    verified = merge is None or merge.verified
    return Step(unit, 1 if record else 0, 1, day, *told, record, verified)


def _lost(units: dict[int, PlaceVersion], before: Counted, after: Counted) -> Iterable[Step]:
    records = {before.held[pk].pk: pk for pk in units}
    ending = TitleEvent.objects.filter(record__in=records, kind__in=TitleEvent.ENDING, day__lte=after.day)
    why = {records[event.record_id]: event for event in ending.select_related("decision")}
    for pk, unit in units.items():
        event, record = why.get(pk), before.held[pk]
        day = event.day if event else record.to_day or after.day
        by = say("by_act", act=event.decision.number) if event and event.decision else NOTHING
        yield Step(unit, -1, 0, day, *say("lost", name=unit.full_name, day=day, act=by), record)
