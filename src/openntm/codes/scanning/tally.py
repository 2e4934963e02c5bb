"""Scans added up, and written in as few statements as there are tables."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from django.db import connection
from django.db.models import Model

from openntm.codes.models import ScanDay, ScanTotal
from openntm.codes.scanning.journal import Scan

# Django's `bulk_create` can replace what is there, but not add to it; both databases can. {0} is a table of ours.
LATER = "last_at = CASE WHEN excluded.last_at > {0}.last_at THEN excluded.last_at ELSE {0}.last_at END"
ADD_DAY = """INSERT INTO {0} (run_id, "index", day, place, count, visitors, first_at, last_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (run_id, "index", day, place) DO UPDATE
    SET count = {0}.count + excluded.count, visitors = {0}.visitors + excluded.visitors, {1}"""
ADD_TOTAL = """INSERT INTO {0} (run_id, "index", count, first_at, last_at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (run_id, "index") DO UPDATE SET count = {0}.count + excluded.count, {1}"""


def statement(text: str, model: type[Model]) -> str:
    table = model._meta.db_table
    return text.format(table, LATER.format(table))


class Tally:
    """`codes`: scans, first and last moment; `days`: the same by day and place, with how many visitors are new."""

    def __init__(self, sizes: Mapping[int, tuple[int, int]]) -> None:
        self.sizes = sizes
        self.scans = 0
        self.codes: dict[int, list[int]] = {}
        self.days: dict[tuple[int, date, bytes], list[int]] = {}
        self.heads: dict[str, set[int]] = {}

    def knows(self, scan: Scan) -> bool:
        """A damaged record may name anything."""
        return scan.number in self.sizes and scan.nth < self.sizes[scan.number][1]

    def add(self, scan: Scan, day: date, *, is_new: bool) -> None:
        self.scans += 1
        head, at = scan.head, scan.at
        self.heads.setdefault(day.isoformat(), set()).add(head)
        for held in (
            self.codes.setdefault(head, [0, at, at]),
            by_place := self.days.setdefault((head, day, scan.place), [0, at, at, 0]),
        ):
            held[0] += 1
            held[1], held[2] = min(held[1], at), max(held[2], at)
        by_place[3] += is_new


def written(tally: Tally) -> None:
    """In the transaction of the fold."""
    operations = connection.ops
    day_of = cache(operations.adapt_datefield_value)
    moment = cache(lambda at: operations.adapt_datetimefield_value(datetime.fromtimestamp(at, UTC)))

    def code(head: int) -> tuple[int, int]:
        return tally.sizes[head >> 20][0], head & (1 << 20) - 1

    days = [
        [*code(head), day_of(day), place.decode("ascii", "replace"), count, new, moment(first), moment(last)]
        for (head, day, place), (count, first, last, new) in sorted(tally.days.items())
    ]
    totals = [
        [*code(head), count, moment(first), moment(last)] for head, (count, first, last) in sorted(tally.codes.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement(ADD_DAY, ScanDay), days)
        cursor.executemany(statement(ADD_TOTAL, ScanTotal), totals)
