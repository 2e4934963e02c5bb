"""Scans are written down at once and counted once: whatever breaks off in between."""

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from openntm.codes.models import Journal, ScanDay, ScanTotal
from openntm.codes.scanning import journal, limits
from openntm.codes.scanning.counts import Counts
from openntm.codes.scanning.fold import alone, fold_all
from openntm.codes.scanning.journal import RECORD, Scan, Writer
from openntm.codes.scanning.seen import Day
from openntm.produce.stamps.alerts import Watch
from orchard import make_orchard
from scanning import fold, make_stamps, new_desk, scan, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def stamps(settings, tmp_path):
    settings.HOME = tmp_path
    orchard = make_orchard()
    return make_stamps(orchard.commune, (0, 99, "active", orchard.lot.pk))


def total(run, index):
    return ScanTotal.objects.filter(run=run, index=index).values_list("count", flat=True).first() or 0


@pytest.mark.postgres
def test_scans_are_counted_by_code_day_and_place(stamps):
    desk = new_desk()
    for address in ("198.51.100.7", "198.51.100.7", "203.0.113.9"):
        scan(desk, token(stamps, 5), address=address)
    assert fold() == 3
    assert total(stamps, 5) == 3
    rows = ScanDay.objects.filter(run=stamps, index=5).order_by("count")
    assert [(row.count, row.visitors) for row in rows] == [(1, 1), (2, 1)]
    assert {row.day for row in rows} == {timezone.localdate()}


@pytest.mark.postgres
def test_a_second_fold_counts_nothing_twice(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 5))
    assert [fold(), fold()] == [1, 0]
    scan(desk, token(stamps, 5), agent="another")
    assert fold() == 1
    assert total(stamps, 5) == 2
    assert ScanDay.objects.get(run=stamps, index=5).visitors == 2


def test_the_page_says_what_was_counted_and_this_scan(stamps):
    desk = new_desk()
    assert "lần quét đầu tiên" in scan(desk, token(stamps, 5)).body.decode()
    fold()
    assert "Đã quét 2 lần" in scan(desk, token(stamps, 5)).body.decode()
    assert "Đã quét 1 lần" in scan(desk, token(stamps, 5), counts=False).body.decode()


def test_a_look_that_is_no_scan_is_not_counted(stamps):
    scan(new_desk(), token(stamps, 5), counts=False)
    assert not fold()


def test_what_fails_while_counting_is_counted_later_and_once(stamps, monkeypatch):
    desk = new_desk()
    scan(desk, token(stamps, 5))

    class Broken(Watch):
        def judge(self, facts):
            raise DatabaseError("gone")

    with pytest.raises(DatabaseError):
        fold(Broken())
    assert total(stamps, 5) == 0
    assert not Journal.objects.exists()
    assert fold() == 1
    assert total(stamps, 5) == 1


def test_half_a_record_waits_for_its_other_half(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 5))
    [name] = journal.names(journal.folder())
    whole = Scan(7, 6, int(timezone.now().timestamp()), 0, b"v" * 8, b"p").packed()
    with (journal.folder() / name).open("ab") as file:
        file.write(whole[:11])
    assert fold() == 1
    with (journal.folder() / name).open("ab") as file:
        file.write(whole[11:])
    assert fold() == 1
    assert total(stamps, 6) == 1


def test_damaged_records_count_for_nothing(stamps):
    where = journal.folder()
    where.mkdir(parents=True)
    day = timezone.localdate().isoformat()
    no_run, beyond = Scan(99, 1, 1, 0, b"", b""), Scan(7, 100, 1, 0, b"", b"")
    (where / f"{day}-x.scans").write_bytes(bytes(RECORD.size) + no_run.packed() + beyond.packed())
    assert fold() == 0
    assert not ScanTotal.objects.exists()


def test_a_full_disk_costs_the_count_but_not_the_page(stamps, monkeypatch):
    monkeypatch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    answer = scan(new_desk(), token(stamps, 5))
    assert answer.status == 200
    assert "Chưa ghi nhận" in answer.body.decode()


def test_after_half_a_write_a_new_file_is_begun(stamps, monkeypatch, tmp_path):
    writer, real = Writer(tmp_path), os.write
    one = Scan(7, 1, 1, 0, b"v", b"p")
    assert writer.write("2026-11-29", one)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: real(file, data[:9]))
        assert not writer.write("2026-11-29", one)
    assert writer.write("2026-11-29", one)
    assert sorted(path.stat().st_size for path in tmp_path.glob("*.scans")) == [40, 49]


def test_only_one_process_folds(stamps):
    scan(new_desk(), token(stamps, 5))
    with alone(journal.folder()) as mine:
        assert mine
        assert fold() is None
    assert fold() == 1


def test_finished_days_leave_nothing_but_numbers(stamps):
    scan(new_desk(), token(stamps, 5))
    fold()
    tomorrow = timezone.now() + timedelta(days=1, minutes=2)
    assert fold_all(Watch(), tomorrow) == 0
    assert not Journal.objects.exists()
    assert sorted(path.name for path in journal.folder().iterdir()) == ["counts", "folding"]
    assert total(stamps, 5) == 1


def test_the_mapped_counts_are_made_anew_from_the_tables(stamps):
    scan(new_desk(), token(stamps, 5))
    fold()
    for path in (journal.folder() / "counts").iterdir():
        path.write_bytes(bytes(path.stat().st_size))
    fold()
    assert Counts(journal.folder()).of(7, 5).scans == 1


def test_many_processes_write_beside_one_another(stamps):
    one, other = new_desk(), new_desk()
    for number in range(10):
        scan((one, other)[number % 2], token(stamps, number % 3))
    assert len(journal.names(journal.folder())) == 2
    assert fold() == 10
    assert sum(total(stamps, index) for index in range(3)) == 10


def test_a_batch_at_a_time_is_as_good_as_all_at_once(stamps, monkeypatch):
    desk = new_desk()
    for number in range(7):
        scan(desk, token(stamps, number % 2))
    monkeypatch.setattr("openntm.codes.scanning.fold.BATCH", 2)
    assert fold() == 7
    assert [total(stamps, 0), total(stamps, 1)] == [4, 3]


def test_after_a_restart_visitors_of_the_day_are_still_known(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 5))
    fold()
    scan(desk, token(stamps, 5))
    fold()
    assert ScanDay.objects.get(run=stamps, index=5).visitors == 1


def test_run_due_counts_where_nothing_else_does(stamps):
    from click.testing import CliRunner

    from openntm.portal.commands.run_due import command

    scan(new_desk(), token(stamps, 5))
    assert "1 scans counted" in CliRunner().invoke(command).output


SCANS = some.builds(
    Scan,
    some.just(7),
    some.integers(0, 3),
    some.integers(0, 86399),
    some.integers(0, 8),
    some.binary(min_size=8, max_size=8),
    some.sampled_from([b"a", b"b", b"c"]),
)


@given(some.lists(SCANS, max_size=30))
def test_the_facts_of_a_day_are_what_one_counts_by_hand(scans):
    day = Day(timezone.localdate())
    fresh = sum(day.add(one) for one in scans)
    assert fresh == len({(one.nth, one.place, one.visitor) for one in scans})
    for facts in day.facts({one.head for one in scans}):
        own = [one for one in scans if one.nth == facts.index]
        assert facts.scans == len(own)
        assert facts.places == len({one.place for one in own})
        assert facts.in_an_hour == max(sum(a.at // 3600 == b.at // 3600 for b in own) for a in own)
        assert sum(facts.standings.values()) == len(own)


@given(some.lists(SCANS, max_size=30))
def test_a_journal_gives_back_what_was_written(scans):
    assert list(journal.scans_in(b"".join(one.packed() for one in scans))) == scans


@given(some.integers(1, 50), some.lists(some.floats(0, 5), max_size=200))
@examples(max_examples=50)
def test_a_limit_never_lets_more_through_than_twice_its_rate_in_a_window(rate, pauses):
    bucket, now, through = limits.Bucket(rate), 0.0, []
    for pause in pauses:
        now += pause
        if not bucket.wait("x", now):
            through.append(now)
    assert all(sum(at - 60 < one <= at for one in through) <= 2 * rate for at in through)


def test_a_flood_of_clients_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 100)
    bucket = limits.Bucket(5)
    for number in range(1000):
        bucket.wait(number, 0.0)
    assert len(bucket.full_at) <= 100
