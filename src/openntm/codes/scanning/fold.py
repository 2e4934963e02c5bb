"""The fold: once a second what stands in the journals is counted, in one transaction with how far it was read.

One process of a machine folds at a time. A failure changes nothing: the memory is given up and read again.
"""

import fcntl
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import click
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from openntm.codes import generation
from openntm.codes.models import Journal, Run, ScanTotal
from openntm.codes.scanning import journal
from openntm.codes.scanning.counts import Count, CountsKept
from openntm.codes.scanning.crowd import drop_salts
from openntm.codes.scanning.journal import Scan
from openntm.codes.scanning.seen import Day, Facts
from openntm.codes.scanning.tally import Tally, written

EVERY = 1.0
BATCH = 50_000  # scans of one transaction
GRACE = timedelta(seconds=60)  # after midnight, for a scan that is being written


class Watch(Protocol):
    """Who knows what looks like copying."""

    def judge(self, facts: list[Facts]) -> Mapping[int, int]:
        """In the transaction that counts: the bits of warnings of each code that now has some."""

    def warned(self) -> Mapping[int, int]:
        """Of all codes, as they stand in the tables."""


@dataclass
class Read:
    """What was read of one journal: up to where, and the scans."""

    name: str
    upto: int
    scans: list[Scan]


@contextmanager
def alone(where: Path) -> Iterator[bool]:
    """False if another process folds."""
    where.mkdir(parents=True, exist_ok=True)
    with (where / "folding").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class Fold:
    """Begun under `alone`; everything it remembers is in the tables and the journals too."""

    def __init__(self, watch: Watch) -> None:
        self.where, self.watch = journal.folder(), watch
        self.generation = generation.current()
        self.sizes: dict[int, tuple[int, int]] = {}
        self.offsets = dict(Journal.objects.values_list("name", "offset"))
        self.counts = CountsKept(self.where)
        self.warned: dict[int, int] = {}
        self.days: dict[str, Day] = {}
        self.picture()
        for name in self.offsets.keys() & set(journal.names(self.where)):
            for scan in self.read(name, 0, self.offsets[name]):
                self.day_of(name).add(scan)

    def picture(self) -> None:
        """The mapped files, made anew from the tables."""
        self.sizes = {number: (pk, size) for pk, number, size in Run.objects.values_list("pk", "number", "size")}
        self.warned = dict(self.watch.warned())
        for number, (pk, size) in self.sizes.items():
            totals = ScanTotal.objects.filter(run=pk).values_list("index", "count", "first_at")
            counts = [
                (index, Count(count, int(first.timestamp()), self.warned.get(number << 20 | index, 0)))
                for index, count, first in totals.iterator(chunk_size=10_000)
            ]
            if counts:
                self.counts.anew(number, size, counts)

    def day_of(self, name: str) -> Day:
        day = journal.day_of(name)
        return self.days.setdefault(day, Day(date.fromisoformat(day)))

    def read(self, name: str, start: int, most: int) -> list[Scan]:
        with (self.where / name).open("rb") as file:
            data = os.pread(file.fileno(), most, start)
        return list(journal.scans_in(data[: journal.whole(len(data))]))

    def fold(self, now: datetime) -> int:
        """How many scans were counted; all that stood in the journals when it began."""
        if generation.current() != self.generation:
            self.renew()
        counted = 0
        while taken := self.taken():
            counted += self.count(taken)
        self.tidy(now)
        return counted

    def renew(self) -> None:
        """New runs are known, warnings that the office has answered go."""
        self.generation = generation.current()
        self.sizes = {number: (pk, size) for pk, number, size in Run.objects.values_list("pk", "number", "size")}
        warned = dict(self.watch.warned())
        for head in self.warned.keys() | warned.keys():
            if self.warned.get(head, 0) != warned.get(head, 0):
                self.warn(head, warned.get(head, 0))
        self.warned = warned

    def warn(self, head: int, warnings: int) -> None:
        number, index = head >> 20, head & (1 << 20) - 1
        if number in self.sizes:
            self.counts.warn(number, self.sizes[number][1], index, warnings)

    def taken(self) -> list[Read]:
        """The next batch; empty when all is counted."""
        found, left = [], BATCH * journal.RECORD.size
        for name in journal.names(self.where):
            start = self.offsets.get(name, 0)
            size = journal.whole((self.where / name).stat().st_size - start)
            if size > 0 and left > 0:
                most = min(size, left)
                found.append(Read(name, start + most, self.read(name, start, most)))
                left -= most
        return found

    def count(self, taken: list[Read]) -> int:
        tally = Tally(self.sizes)
        days = {id(day): day for day in (self.day_of(one.name) for one in taken)}.values()
        for one in taken:
            day = self.day_of(one.name)
            for scan in one.scans:
                if tally.knows(scan):
                    tally.add(scan, day.day, is_new=day.add(scan))
        with transaction.atomic():
            written(tally)
            for one in taken:
                Journal.objects.update_or_create(name=one.name, defaults={"offset": one.upto})
            facts = [fact for day in days for fact in day.facts({head for head, on, _ in tally.days if on == day.day})]
            warned = self.watch.judge(facts)
        self.offsets |= {one.name: one.upto for one in taken}
        for head, (scans, first, _) in tally.codes.items():
            number = head >> 20
            self.counts.add(number, self.sizes[number][1], head & (1 << 20) - 1, scans, first)
        for head, bits in warned.items():
            self.warned[head] = self.warned.get(head, 0) | bits
            self.warn(head, self.warned[head])
        return tally.scans

    def tidy(self, now: datetime) -> None:
        """What belongs to days that are over, once nothing more can come: first the file, then its row."""
        day = timezone.localdate(now - GRACE).isoformat()
        for name in [name for name in journal.names(self.where) if journal.day_of(name) < day]:
            (self.where / name).unlink()
            Journal.objects.filter(name=name).delete()
            self.offsets.pop(name, None)
        for old in [one for one in self.days if one < day]:
            del self.days[old]
        drop_salts(self.where, day)


def fold_all(watch: Watch, now: datetime) -> int | None:
    """One round, for who comes by from time to time; None where another process folds."""
    with alone(journal.folder()) as mine:
        return Fold(watch).fold(now) if mine else None


def keep_folding(watch: Watch, stop: threading.Event, every: float = EVERY) -> None:
    """Until it is stopped, and then once more; while another process folds, it waits for its turn."""
    while not stop.is_set():
        with alone(journal.folder()) as mine:
            if mine:
                fold_until(watch, stop, every)
            else:
                stop.wait(every)
    connection.close()


def fold_until(watch: Watch, stop: threading.Event, every: float) -> None:
    fold, stopped = None, False
    while not stopped:
        stopped = stop.wait(every)
        fold = once(watch, fold)


def keep_synced(stop: threading.Event, every: float = EVERY) -> None:
    """Once a second the disk is asked to keep what was written: a power cut costs no more than that."""
    while not stop.wait(every):
        for name in journal.names(journal.folder()):
            with suppress(FileNotFoundError), (journal.folder() / name).open("rb") as file:
                os.fdatasync(file.fileno())


def once(watch: Watch, fold: Fold | None) -> Fold | None:
    now = timezone.now()
    try:
        fold = fold or Fold(watch)
        fold.fold(now)
    except (DatabaseError, OSError) as failure:
        click.echo(f"Scans wait to be counted: {failure}", err=True)
        connection.close()
        return None
    return fold
