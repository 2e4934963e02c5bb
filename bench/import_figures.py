"""100,000 rows of 12 columns from an .xlsx file into the database: the product's way beside openpyxl with bulk_create.

The product's way reads, checks every row against places, indicators and what is held, and writes; the other way only
reads and writes. Both start from the same file and end in the same table of an empty database; they take turns three
times, and medians are printed.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HOME = tempfile.TemporaryDirectory(prefix="openntm-bench-")
os.environ |= {
    "OPENNTM_HOME": HOME.name,
    "OPENNTM_SECRET_KEY": "bench",
    "DJANGO_SETTINGS_MODULE": "openntm.portal.settings",
}

import django  # noqa: E402

django.setup()

import openpyxl  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from openntm.assessment.asked import figures_asked  # noqa: E402
from openntm.assessment.measures import measure_of  # noqa: E402
from openntm.assessment.models import Figure, Import  # noqa: E402
from openntm.assessment.services import confirm_import, own_source, read_import  # noqa: E402
from openntm.assessment.services.imports import looked_through, write_changes  # noqa: E402
from openntm.assessment.sheets.pause import collector_paused  # noqa: E402
from openntm.assessment.sheets.template import Line, Sheet, workbook  # noqa: E402
from openntm.assessment.storage import keep_import  # noqa: E402
from openntm.criteria import load_set  # noqa: E402
from openntm.criteria.types import ValueKind  # noqa: E402
from openntm.office.models import Person, Post  # noqa: E402
from openntm.office.roles import Role  # noqa: E402
from openntm.places.models import Place, PlaceVersion  # noqa: E402

ROWS, BAR, TURNS = 100_000, 6, 3
DAY, SET, BEGIN = date(2023, 12, 31), "commune_ntm_2021_2025", date(2011, 1, 1)


def district(communes):
    """A district with that many communes, and somebody who may enter for all of them."""
    top = Place.objects.create(key="bench")
    PlaceVersion.objects.create(place=top, code="218", name="Thử", kind="huyen", valid_from=BEGIN)
    places = Place.objects.bulk_create([Place(key=f"bench-{number}") for number in range(communes)])
    PlaceVersion.objects.bulk_create(
        [
            PlaceVersion(
                place=place, parent=top, code=f"{number + 10000}", name=f"Xã {number}", kind="xa", valid_from=BEGIN
            )
            for number, place in enumerate(places)
        ]
    )
    person = Person.objects.create_user(username="bench", display_name="Bench", password=None)
    Post.objects.create(person=person, place=top, role=Role.OFFICE, valid_from=BEGIN)
    return top, person


def lines(communes, asked):
    for number in range(communes):
        for figure, rule in asked.items():
            yield Line(
                {
                    "code": f"{number + 10000}",
                    "place": f"xã Xã {number}",
                    "criterion": "Tiêu chí",
                    "indicator": figure,
                    "title": rule.title.vi,
                    "unit": rule.unit,
                    "threshold": "≥ 95 %",
                    "last": "97 (2022)",
                    "value": value(rule, number),
                    "note": "theo báo cáo của xã",
                    "key": f"{number + 10000}|{figure}",
                }
            )


def value(rule, number):
    if rule.value_kind is ValueKind.BOOLEAN:
        return "đạt" if number % 5 else "không đạt"
    return (
        rule.scale[-1] if rule.scale else f"{number % 100},{number % 7}" if rule.unit == "percent" else str(number % 90)
    )


def ours(row, person):
    """What confirming a file does, in one go."""
    with transaction.atomic(), collector_paused():
        _table, checked = looked_through(row, person)
        assert not checked.problems, checked.problems[:3]
        write_changes(person, row, checked)
    return len(checked.changes)


def theirs(path, person):
    """As it is usually written: read-only openpyxl, one object a row, bulk_create in batches."""
    places = dict(PlaceVersion.objects.filter(kind="xa").values_list("code", "place_id"))
    source, now = own_source(), timezone.now()
    with transaction.atomic():
        page = openpyxl.load_workbook(path, read_only=True, data_only=True).active
        figures = [
            Figure(
                place_id=places[cells[0]],
                measure=measure_of(SET, cells[3]),
                day=DAY,
                period="2023",
                value=cells[8],
                unit=cells[5],
                layer="self",
                source=source,
                note=cells[9],
                entered_by=person,
                entered_at=now,
            )
            for cells in page.iter_rows(min_row=6, values_only=True)
        ]
        Figure.objects.bulk_create(figures, batch_size=1000)
    return len(figures)


def timed(work, *given):
    """Seconds on the clock and of the processor; what else the machine does lengthens only the first."""
    clock, cpu = time.perf_counter(), time.process_time()
    rows = work(*given)
    spent = time.perf_counter() - clock, time.process_time() - cpu
    assert rows >= ROWS, rows
    return spent


def in_turns(*sides):
    """The medians of three times, clock and processor apart."""
    spent = [[] for _ in sides]
    for _ in range(TURNS):
        for times, (work, *given) in zip(spent, sides, strict=True):
            times.append(timed(work, *given))
            emptied()
    return [tuple(map(statistics.median, zip(*times, strict=True))) for times in spent]


def emptied():
    Figure.objects.all().delete()


def main():
    call_command("migrate", verbosity=0)
    asked = dict(figures_asked(load_set(SET)).items())
    communes = -(-ROWS // len(asked))
    top, person = district(communes)
    content = workbook(Sheet("bench", [], {}, list(lines(communes, asked))))
    path = Path(HOME.name, "figures.xlsx")
    path.write_bytes(content)
    print(f"{communes * len(asked):,} rows × 12 columns, {len(content) / 2**20:.1f} MB")
    given = {"place": top, "set_id": SET, "day": DAY, "layer": "self", "name": "b.xlsx", "brought_by": person}
    rows = [Import.objects.create(**given, sha256=keep_import(content), brought_at=timezone.now()) for _ in range(2)]
    own_source()
    fast, slow = in_turns((ours, rows[0], person), (theirs, path, person))
    began = time.perf_counter()
    read_import(pk=rows[1].pk)
    preview = time.perf_counter() - began
    confirm_import(by=person, pk=rows[1].pk)
    whole = time.perf_counter() - began
    print(f"read, checked and written     {fast[0]:6.2f} s, {fast[1]:6.2f} s of the processor")
    print(f"openpyxl with bulk_create     {slow[0]:6.2f} s, {slow[1]:6.2f} s of the processor")
    print(f"preview {preview:.2f} s, preview and confirm {whole:.2f} s")
    ratios = [one / other for one, other in zip(slow, fast, strict=True)]
    print(f"ratio {ratios[0]:.1f} on the clock, {ratios[1]:.1f} of the processor (bar {BAR})")
    return 0 if max(ratios) >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
