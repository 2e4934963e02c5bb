"""Writes: what a merge makes of the titles of those that merged; old records end and are otherwise untouched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.models import Change, ChangeKind, Lineage, PlaceVersion
from openntm.places.queries import versions_of
from openntm.places.queries.units import day_before
from openntm.recognition.access.titles import may_record
from openntm.recognition.carrying import Fate, Passing
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.phrases import NOTHING, TITLES, Both, joined, named, say
from openntm.recognition.queries.merges import Merge, merges_of
from openntm.recognition.queries.titles import records_in_force

ENDINGS = (ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.ABOLISH)
CONFIDENCE = "by rule"


@dataclass(frozen=True)
class Carried:
    """What was read of the change, and how much of it was new in the tables."""

    merges: list[Merge]
    written: int
    kept: list[TitleRecord] = field(default_factory=list)


@transaction.atomic
def carry_over_titles(*, by: Person | None, change: Change) -> Carried:
    """Doing it again changes nothing, also in the same moment; `by` is None where facts are loaded."""
    Change.objects.select_for_update().get(pk=change.pk)
    merges = merges_of(change)
    refuse_outsider(by, change)
    kept = [kept_record(merge, one) for merge in merges if merge.stays is None for one in merge.outcome.kept]
    reviews = [event for merge in merges if merge.stays is not None for event in put_under_review(merge)]
    ended = end_records(change, {one.place_id: merge for merge in merges for one in merge.taken_in})
    written = sum(is_new for _, is_new in kept) + len(reviews) + len(ended)
    if written:
        after = {"kept": [str(one) for one, is_new in kept if is_new], "ended": [str(one) for one in ended]}
        after["reviewed"] = [str(event.record) for event in reviews]
        record(by, "title.carry_over", change, after=after, place=merges[0].unit.place if merges else None)
    return Carried(merges, written, [one for one, _ in kept])


def refuse_outsider(by: Person | None, change: Change) -> None:
    lines = change.lines.filter(rival=False).select_related("predecessor", "successor")
    if by and not all(may_record(by, line.successor or line.predecessor) for line in lines):
        raise PermissionDenied


def kept_record(merge: Merge, passing: Passing) -> tuple[TitleRecord, bool]:
    """The new unit's record: by the rule alone, without a decision."""
    rule, day, outcome = merge.outcome.rule, merge.change.day, merge.outcome
    assert rule is not None  # nothing is kept without a rule
    rests = merge.rests_on(passing.title)
    values: dict[str, Any] = {
        "earliest": day,
        **named("from_text", say("kept_since", day=day)),
        "rule": rule.named(passing.case),
        "source_title": rule.source["title"],
        "source_url": rule.source["url"],
        "confidence": CONFIDENCE,
        "verified": passing.case.verified and merge.verified and all(one.verified for one in rests),
        "illustrative": any(one.illustrative for one in rests),
        "note_vi": outcome.text_vi,
        "note_en": outcome.text_en,
    }
    spot = {"place": merge.unit.place, "title": passing.title, "holder": "", "from_day": day}
    return TitleRecord.objects.get_or_create(**spot, defaults=values)


def put_under_review(merge: Merge) -> list[TitleEvent]:
    """A unit that stays keeps its titles; those that what it took in does not hold are put under review."""
    if merge.stays is None:
        return []
    doubtful = {one.title for one in merge.outcome.passings if one.fate is not Fate.KEPT}
    own = merge.held.get(merge.stays.place_id, {})
    why = {"why_vi": merge.outcome.text_vi, "why_en": merge.outcome.text_en}
    found = []
    for title, held in own.items():
        if title in doubtful:
            values = {**why, "change": merge.change, "at": timezone.now(), "verified": merge.verified}
            spot = {"record": held, "kind": TitleEvent.Kind.REVIEW_OPENED, "day": merge.change.day}
            event, is_new = TitleEvent.objects.get_or_create(**spot, defaults=values)
            found += [event] if is_new else []
    return found


def end_records(change: Change, into: Mapping[int, Merge]) -> list[TitleRecord]:
    """The records of units that are no more from the day on; hamlets go on, and so do their titles."""
    if change.kind not in ENDINGS:
        return []
    lines = list(change.lines.filter(rival=False).select_related("change__act"))
    ids = {line.predecessor_id for line in lines}
    gone = ids - set(versions_of(ids, change.day))
    names = versions_of(gone, day_before(change.day))
    held = records_in_force(day_before(change.day)).filter(place__in=gone, holder="")
    found = list(held.exclude(events__kind__in=TitleEvent.ENDING).select_for_update(of=("self",)))
    for one in found:
        said = why_ended(
            one, names[one.place_id], [line for line in lines if line.predecessor_id == one.place_id], into
        )
        kind, verified = TitleEvent.Kind.SUPERSEDED, all(line.verified for line in lines)
        TitleEvent.objects.create(
            record=one, kind=kind, day=change.day, change=change, verified=verified, at=timezone.now(), **said
        )
        one.to_day = change.day
        one.save(update_fields=["to_day"])
    return found


def why_ended(held: TitleRecord, unit: PlaceVersion, lines: list[Lineage], into: Mapping[int, Merge]) -> dict[str, str]:
    merge, change = into.get(held.place_id), lines[0].change
    if merge is None:
        notes = [(line.note_vi, line.note_en) for line in lines]
        return named("why", joined([say("ended", name=unit.full_name, day=change.day), *notes]))
    new = merge.unit.full_name
    told = say(
        "merged",
        name=unit.full_name,
        into=say("same_name", name=new) if new == unit.full_name else new,  # a new unit may take over a name
        day=change.day,
        act=say("by_act", act=change.act.number) if change.act else NOTHING,
        then=then(held.title, merge),
    )
    return named("why", joined([told, *((line.note_vi, line.note_en) for line in lines if not line.verified)]))


def then(title: str, merge: Merge) -> Both:
    """Whether the new unit goes on holding it, as the end of a sentence."""
    name = merge.unit.full_name
    if not merge.is_commune:
        return say("then_outside", name=name)
    if merge.stays is not None:
        own = title in merge.held.get(merge.stays.place_id, {})
        return say("then_holds" if own else "then_lacks", name=name)
    is_kept = any(one.title == title for one in merge.outcome.kept)
    return say("then_kept" if is_kept else "then_anew", title=TITLES[title])
