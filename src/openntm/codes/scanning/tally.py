"""Scans added up, and written in as few statements as there are tables."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

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
    """`codes`: scans, first and last moment; `days`: the same by day and place; `fresh`: how many visitors are new."""

    def __init__(self, sizes: Mapping[int, tuple[int, int]]) -> None:
        self.sizes = sizes
        self.scans = 0
        self.codes: dict[int, list[int]] = {}
        self.days: dict[tuple[int, date, bytes], list[int]] = {}
        self.fresh: dict[tuple[int, date, bytes], int] = {}

    def knows(self, scan: Scan) -> bool:
        """A damaged record may name anything."""
        return scan.number in self.sizes and scan.nth < self.sizes[scan.number][1]

    def add(self, scan: Scan, day: date, *, is_new: bool) -> None:
        self.scans += 1
        head, at, key = scan.head, scan.at, (scan.head, day, scan.place)
        added(self.codes, head, at)
        added(self.days, key, at)
        if is_new:
            self.fresh[key] = self.fresh.get(key, 0) + 1


def added(among: dict[Any, list[int]], key: Any, at: int) -> None:
    held = among.get(key)
    if held is None:
        among[key] = [1, at, at]
        return
    held[0] += 1
    if at < held[1]:
        held[1] = at
    elif at > held[2]:
        held[2] = at


def written(tally: Tally) -> None:
    """In the transaction of the fold."""
    operations = connection.ops
    day_of = cache(operations.adapt_datefield_value)
    moment = cache(lambda at: operations.adapt_datetimefield_value(datetime.fromtimestamp(at, UTC)))

    def code(head: int) -> tuple[int, int]:
        return tally.sizes[head >> 20][0], head & (1 << 20) - 1

    days = [
        [
            *code(head),
            day_of(day),
            place.decode("ascii", "replace"),
            count,
            tally.fresh.get(key, 0),
            moment(first),
            moment(last),
        ]
        for key, (count, first, last) in sorted(tally.days.items())
        for head, day, place in [key]
    ]
    totals = [
        [*code(head), count, moment(first), moment(last)] for head, (count, first, last) in sorted(tally.codes.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement(ADD_DAY, ScanDay), days)
        cursor.executemany(statement(ADD_TOTAL, ScanTotal), totals)
