"""The same document sent by two at once is written once."""

import pytest

from openntm.produce.models import EventItem, TraceEvent
from openntm.produce.services.capturing import capture_events
from orchard import make_orchard
from recognition.at_once import in_threads, shared_database

from .tracing import document, shipped

__all__ = ["shared_database"]
pytestmark = pytest.mark.postgres


def test_two_who_capture_the_same_events_write_them_once(transactional_db, request):
    land = make_orchard()
    request.getfixturevalue("shared_database")
    sent = document(*(shipped(land.lot, quantity=n) for n in (1, 2, 3)))
    counts, shown = [], []

    def capture(person):
        done = capture_events(by=person, document=sent)
        counts.append((done.new, done.known))

    assert in_threads(capture, (land.htx,), (land.an,)) == []
    assert sorted(counts) == [(0, 3), (3, 0)]
    in_threads(lambda: shown.append((TraceEvent.objects.count(), EventItem.objects.count())), ())
    assert shown == [(3, 6)]
