"""The log is written with the act, and nobody rewrites it."""

import json
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from openntm.office import log
from openntm.office.log.chain import canonical, differences
from openntm.office.models import LogEntry, LogParticulars
from openntm.office.models.entries import AppendOnly

pytestmark = pytest.mark.postgres


def test_an_entry_tells_who_what_where_and_each_changed_field(land, somebody):
    an = somebody("an")
    entry = log.record(
        an,
        "figure.correct",
        land.h,
        before={"value": Decimal("4.10"), "day": date(2024, 1, 1), "note": "x"},
        after={"value": Decimal("4.20"), "day": date(2024, 1, 1), "note": "x"},
        place=land.a,
        reason="Nhập nhầm",
    )
    assert entry.changed == {"value": ["4.10", "4.20"]}
    assert (entry.by, entry.subject_kind, entry.subject_key, entry.place_key) == (an, "places.place", "h", "a")
    assert entry.particulars.reason == "Nhập nhầm"


def test_each_entry_is_bound_to_the_one_before(land, somebody):
    first, second = (log.record(None, "x.y", land.a) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.sha256


def test_no_personal_data_stands_in_the_hashed_part(somebody):
    an = somebody("an.nguyen")
    token = log.remote_address.set("203.0.113.9")
    after = {"username": "an.nguyen", "display_name": "Nguyễn An", "email": "an@example.vn", "is_active": True}
    entry = log.record(an, "person.add", an, after=after, reason="Bà An xin")
    log.remote_address.reset(token)
    hashed = json.dumps({field.name: str(getattr(entry, field.attname)) for field in entry._meta.fields})
    assert entry.changed == {"is_active": [None, True]}
    assert not [word for word in ("nguyen", "Nguy", "example.vn", "203.0", "xin") if word in hashed]
    assert entry.particulars.address == "203.0.113.9"
    assert entry.particulars.changed["email"] == [None, "an@example.vn"]


def test_an_act_that_fails_leaves_no_entry(land):
    with transaction.atomic():
        log.record(None, "x.y", land.a)
        transaction.set_rollback(True)
    assert not LogEntry.objects.exists()


def test_the_model_refuses_to_change_or_remove_an_entry(land):
    entry = log.record(None, "x.y", land.a)
    for act in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(verb="z"),
        lambda: LogEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnly):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE office_logentry SET verb = 'z'",
        "DELETE FROM office_logentry",
        "DELETE FROM office_logparticulars",
        "UPDATE office_logparticulars SET reason = 'z'",
    ],
)
def test_the_database_refuses_it_too(land, statement):
    log.record(None, "x.y", land.a)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogEntry.objects.get().verb == "x.y"
    assert LogParticulars.objects.count() == 1


def test_text_is_hashed_in_one_form_of_unicode():
    assert canonical(differences({}, {"name": "Đông"})) == canonical(differences({}, {"name": "Đông"}))


@pytest.mark.postgres_only  # SQLite lets one writer in at a time
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_do_not_fork_the_chain(anchor):
    from openntm.places.models import Place

    place, failed = Place.objects.create(key="a"), []

    def write():
        try:
            for _ in range(5):
                log.record(None, "x.y", place)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    assert list(LogEntry.objects.values_list("number", flat=True)) == list(range(1, 16))
    assert log.verify() is None
