"""Reads: which titles places held on a day, and the timeline behind it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from openntm.places.models import Place
from openntm.recognition.models import TitleEvent, TitleRecord


def records_in_force(on: date) -> QuerySet[TitleRecord]:
    """A title that is under review is still held."""
    current = Q(to_day__isnull=True) | Q(to_day__gt=on)
    return TitleRecord.objects.filter(current, from_day__lte=on).select_related("decision")


def titles_on(places: Iterable[int | Place], on: date) -> dict[int, dict[str, TitleRecord]]:
    """Of each place (a Place or its key) the records in force, by title; the latest one of a title stands."""
    ids = [place.pk if isinstance(place, Place) else place for place in places]
    found: dict[int, dict[str, TitleRecord]] = {pk: {} for pk in ids}
    for record in records_in_force(on).filter(place__in=ids, holder="").order_by("from_day"):
        found[record.place_id][record.title] = record
    return found


def named_hamlets_on(places: Iterable[int | Place], on: date) -> QuerySet[TitleRecord]:
    """The model hamlets of these communes whose names are known; never all of them."""
    return records_in_force(on).filter(place__in=list(places), title="model_hamlet")


def timeline(places: Iterable[int | Place], on: date) -> QuerySet[TitleRecord]:
    """Everything recorded of these places up to that day, ended titles too; `happened` are the events by then."""
    found = TitleRecord.objects.filter(place__in=list(places), from_day__lte=on).select_related("decision", "place")
    events = TitleEvent.objects.filter(day__lte=on).select_related("decision")
    return found.prefetch_related(Prefetch("events", events, to_attr="happened"))


def possible_on(places: Iterable[int], title: str, on: date) -> int:
    """How many more may hold the title already, by records whose beginning is not known exactly."""
    return TitleRecord.objects.filter(place__in=list(places), title=title, earliest__lte=on, from_day__gt=on).count()
