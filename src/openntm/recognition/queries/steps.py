"""Reads: why the numbers of two days differ: who got a title, who left or joined the communes, and by which act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from openntm.places.models import Lineage, PlaceVersion
from openntm.places.queries import versions_of
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.queries.merges import Merge, merges_into

NO_DECISION = ("chưa thấy quyết định", "decision not seen")


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
    by = (f"quyết định {decision.number}", f"decision {decision.number}") if decision else NO_DECISION
    vi = f"{unit.full_name} đạt chuẩn nông thôn mới {record.from_text_vi}; {by[0]}; nguồn: {record.source_title}"
    en = f"{unit.full_name} recognised as NTM {record.from_text_en}; {by[1]}; source: {record.source_title}"
    return Step(unit, 1, 0, record.from_day, vi, en, record, record.verified)


def _left(units: dict[int, PlaceVersion], before: Counted, after: Counted) -> Iterable[Step]:
    now = versions_of(units, after.day)
    gone = _lines_out([pk for pk in units if pk not in now], before.day, after.day)
    takers = {line.successor_id or 0: line.change.day for line in gone.values()}
    names = {pk: unit for day in set(takers.values()) for pk, unit in versions_of(takers, day).items()}
    for pk, unit in units.items():
        record = before.held.get(pk)
        count = -1 if record else 0
        said = _holding(record)
        if pk in now:
            yield _changed_kind(unit, now[pk], count, said, record)
        elif pk in gone:
            yield _merged(unit, gone[pk], names.get(gone[pk].successor_id or 0), count, said, record)
        else:
            day = unit.valid_to or after.day
            vi, en = f"{unit.full_name} {said[0]} không còn", f"{unit.full_name} {said[1]} is no more"
            yield Step(unit, count, -1, day, vi, en, record)


def _holding(record: TitleRecord | None) -> tuple[str, str]:
    return ("(giữ danh hiệu)", "(holding the title)") if record else ("(chưa giữ danh hiệu)", "(without the title)")


def _changed_kind(
    old: PlaceVersion, new: PlaceVersion, count: int, said: tuple[str, str], record: TitleRecord | None
) -> Step:
    day = old.valid_to or new.valid_from
    act = (f" theo {new.act.number}", f" by {new.act.number}") if new.act else ("", "")
    vi = f"{old.full_name} {said[0]} thành {new.full_name} ngày {day:%d/%m/%Y}{act[0]}: ra khỏi số xã"
    en = f"{old.full_name} {said[1]} became {new.full_name} on {day}{act[1]}: no longer counted as a commune"
    return Step(old, count, -1, day, vi, en, record, new.verified)


def _merged(
    unit: PlaceVersion,
    line: Lineage,
    into: PlaceVersion | None,
    count: int,
    said: tuple[str, str],
    record: TitleRecord | None,
) -> Step:
    change = line.change
    act = (f" theo {change.act.number}", f" by {change.act.number}") if change.act else ("", "")
    to = into.full_name if into else "–"
    new = ("mới ", "the new ") if to == unit.full_name else ("", "")
    vi = f"{unit.full_name} {said[0]} nhập vào {to} {new[0]}ngày {change.day:%d/%m/%Y}{act[0]}"
    en = f"{unit.full_name} {said[1]} became part of {new[1]}{to} on {change.day}{act[1]}"
    notes = ("", "") if line.verified else (f" ({line.note_vi})", f" ({line.note_en})")
    return Step(unit, count, -1, change.day, vi + notes[0], en + notes[1], record, line.verified)


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
    count, day = (1 if record else 0), merge.change.day if merge else unit.valid_from
    vi, en = f"{unit.full_name} được thành lập ngày {day:%d/%m/%Y}", f"{unit.full_name} was formed on {day}"
    if record and record.rule:
        vi, en = f"{vi}, giữ danh hiệu theo {record.rule}", f"{en}, keeping the title by {record.rule}"
    elif record:
        vi, en = f"{vi}, đạt chuẩn {record.from_text_vi}", f"{en}, holding NTM {record.from_text_en}"
    told = (merge.outcome.text_vi, merge.outcome.text_en) if merge else ("", "")
    verified = merge is None or merge.verified
    return Step(unit, count, 1, day, f"{vi}. {told[0]}".strip(), f"{en}. {told[1]}".strip(), record, verified)


def _lost(units: dict[int, PlaceVersion], before: Counted, after: Counted) -> Iterable[Step]:
    records = {before.held[pk].pk: pk for pk in units}
    ending = TitleEvent.objects.filter(record__in=records, kind__in=TitleEvent.ENDING, day__lte=after.day)
    why = {records[event.record_id]: event for event in ending.select_related("decision")}
    for pk, unit in units.items():
        event, record = why.get(pk), before.held[pk]
        day = event.day if event else record.to_day or after.day
        number = event.decision.number if event and event.decision else ""
        by = (f" theo {number}", f" by {number}") if number else ("", "")
        vi = f"{unit.full_name} thôi giữ danh hiệu ngày {day:%d/%m/%Y}{by[0]}"
        yield Step(unit, -1, 0, day, vi, f"{unit.full_name} lost the title on {day}{by[1]}", record)
