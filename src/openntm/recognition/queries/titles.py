"""Reads: which titles places held on a day, and the timeline behind it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from openntm.places.models import Lineage, Part, Place
from openntm.recognition.models import TitleEvent, TitleRecord


def records_in_force(on: date, *, counted: bool = False) -> QuerySet[TitleRecord]:
    """A title that is under review is still held; what the demonstration gave is shown, marked, and never `counted`."""
    current = Q(to_day__isnull=True) | Q(to_day__gt=on)
    found = TitleRecord.objects.filter(current, from_day__lte=on).select_related("decision")
    return found.filter(illustrative=False) if counted else found


def titles_on(places: Iterable[int | Place], on: date, *, counted: bool = False) -> dict[int, dict[str, TitleRecord]]:
    """Of each place (a Place or its key) the records in force, by title; the latest one of a title stands."""
    ids = [place.pk if isinstance(place, Place) else place for place in places]
    found: dict[int, dict[str, TitleRecord]] = {pk: {} for pk in ids}
    for record in records_in_force(on, counted=counted).filter(place__in=ids, holder="").order_by("from_day"):
        found[record.place_id][record.title] = record
    return found


def named_hamlets_on(places: Iterable[int | Place], on: date, *, counted: bool = False) -> QuerySet[TitleRecord]:
    """The model hamlets of these communes whose names are known, also those from before a merge; never all of them."""
    ids = [place.pk if isinstance(place, Place) else place for place in places]
    origins = {origin for row in origins_of(ids, on).values() for origin in row}
    return records_in_force(on, counted=counted).filter(place__in=origins, title="model_hamlet")


def timeline(places: Iterable[int | Place], on: date) -> QuerySet[TitleRecord]:
    """Everything recorded of these places up to that day, ended titles too; `happened` are the events by then."""
    found = TitleRecord.objects.filter(place__in=list(places), from_day__lte=on).select_related("decision", "place")
    events = TitleEvent.objects.filter(day__lte=on).select_related("decision")
    return found.prefetch_related(Prefetch("events", events, to_attr="happened"))


def states_on(records: Iterable[TitleRecord], on: date) -> dict[int, str]:
    """By record: under review, confirmed, kept by a rule alone, or simply held, as it was on the day."""
    rows = {record.pk: record for record in records}
    found = {pk: "by_rule" if record.rule else "held" for pk, record in rows.items()}
    for event in TitleEvent.objects.filter(record__in=rows, day__lte=on).order_by("day", "pk"):
        found[event.record_id] = _state_after(event.kind, rows[event.record_id], found[event.record_id])
    return found


def _state_after(kind: str, record: TitleRecord, before: str) -> str:
    if kind == TitleEvent.Kind.CONFIRMED:
        return "confirmed"
    if kind == TitleEvent.Kind.REVIEW_OPENED:
        return "under_review"
    if kind == TitleEvent.Kind.REVIEW_CLOSED:
        return "by_rule" if record.is_by_rule_alone else "held"
    return before


def hamlets_by_commune(places: Iterable[int], on: date) -> dict[int, list[TitleRecord]]:
    """Of each commune the titled hamlets that lie in it, also those recorded under a commune it was made of."""
    origins = origins_of(places, on)
    ids = {origin for row in origins.values() for origin in row}
    records = records_in_force(on).filter(place__in=ids).exclude(holder="").select_related("place")
    by_place: dict[int, list[TitleRecord]] = defaultdict(list)
    for record in records.order_by("place", "holder"):
        by_place[record.place_id].append(record)
    return {place: [one for origin in row for one in by_place[origin]] for place, row in origins.items()}


def origins_of(places: Iterable[int], on: date) -> dict[int, set[int]]:
    """Each place with all that went wholly into it up to the day; a query a generation."""
    found = {place: {place} for place in places}
    fresh = {origin for row in found.values() for origin in row}
    while fresh:
        lines = Lineage.objects.filter(successor__in=fresh, rival=False, part=Part.WHOLE, change__day__lte=on)
        steps = list(lines.exclude(predecessor=F("successor")).values_list("successor", "predecessor"))
        known = {origin for row in found.values() for origin in row}
        for row in found.values():
            row |= {before for after, before in steps if after in row}
        fresh = {before for _, before in steps} - known
    return found


def possible_on(places: Iterable[int], title: str, on: date) -> int:
    """How many more may hold the title already, by records whose beginning is not known exactly."""
    found = TitleRecord.objects.filter(place__in=list(places), title=title, earliest__lte=on, from_day__gt=on)
    return found.filter(illustrative=False).count()
