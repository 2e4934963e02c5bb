"""Stamps a second from code to finished PDF: the product's print order beside segno with reportlab, in one run.

The product's way is the whole of it: tokens with their tags, symbols at level Q, pages, parts on disk with a checkpoint
in the database each, the file put together, its checksum, and the move of the codes to printed, in one process. The
other way is what one writes with these two libraries: the same tokens, the same layout, symbols of level Q drawn as
filled paths from segno's matrix, the code in groups under each, saved to a file.
"""

import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HOME = tempfile.TemporaryDirectory(prefix="openntm-bench-")
os.environ |= {
    "OPENNTM_HOME": HOME.name,
    "OPENNTM_SECRET_KEY": "bench",
    "OPENNTM_ADDRESS": "https://ntm.bacgiang.gov.vn",
    "DJANGO_SETTINGS_MODULE": "openntm.portal.settings",
}

import django  # noqa: E402

django.setup()

import segno  # noqa: E402
from django.core.management import call_command  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from openntm.codes.models import PrintJob  # noqa: E402
from openntm.codes.printing.layouts import POINT, layouts  # noqa: E402
from openntm.codes.printing.sheets import grouped  # noqa: E402
from openntm.codes.queries import address_of  # noqa: E402
from openntm.codes.services import mint_run, move_codes, order_print  # noqa: E402
from openntm.codes.services.sheets import make_sheets_of, path_of  # noqa: E402
from openntm.codes.tokens import token_of  # noqa: E402
from openntm.office.models import Person, Post  # noqa: E402
from openntm.office.roles import Role  # noqa: E402
from openntm.places.models import Place, PlaceVersion  # noqa: E402

OURS, THEIRS, BAR, ROUNDS = 100_000, 600, 20, 3
LAYOUT = "a4-65"


def theirs(secret, number, count):
    """As it is usually written: one path of squares for each symbol."""
    layout = layouts()[LAYOUT]
    page = [side * POINT for side in layout.page]
    canvas = Canvas(str(Path(HOME.name, "theirs.pdf")), pagesize=page)
    corners = list(layout.corners())
    for index in range(count):
        if index and index % len(corners) == 0:
            canvas.showPage()
        draw(canvas, layout, corners[index % len(corners)], token_of(secret, number, index))
    canvas.save()
    return count


def draw(canvas, layout, corner, token):
    left, top = corner
    matrix = segno.make_qr(address_of(token).upper(), error="q", boost_error=False).matrix
    side = layout.symbol.side * POINT / len(matrix)
    x0 = (left + layout.symbol.left) * POINT
    y0 = (layout.page[1] - top - layout.symbol.top) * POINT
    path = canvas.beginPath()
    for row, line in enumerate(matrix, start=1):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x0 + column * side, y0 - row * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFont("Helvetica-Bold", layout.text.size)
    middle = (left + layout.text.left + layout.text.width / 2) * POINT
    canvas.drawCentredString(middle, (layout.page[1] - top - layout.text.top - 1.5) * POINT, grouped(token))


def ours(person, run):
    """What the background worker does with an order."""
    job = order_print(by=person, run=run, first=0, last=run.size - 1, layout=LAYOUT, in_background=False)
    make_sheets_of(job.pk)
    job.refresh_from_db()
    assert job.state == PrintJob.State.DONE, job.problem
    return run.size, job


def office():
    place = Place.objects.create(key="bench")
    PlaceVersion.objects.create(place=place, code="24", name="Thử", kind="tinh", valid_from=date(2011, 1, 1))
    person = Person.objects.create_user(username="bench", display_name="Bench", password=None)
    Post.objects.create(person=person, place=place, role=Role.OFFICE, valid_from=date(2011, 1, 1))
    return person, place


def stamps(person, place, size):
    run = mint_run(by=person, kind="stamp", size=size, place=place, reason="bench")
    move_codes(by=person, run=run, first=0, last=size - 1, state="allotted", reason="bench")
    return run


def rate(work, *given):
    began, cpu = time.perf_counter(), time.process_time()
    work(*given)
    return time.perf_counter() - began, time.process_time() - cpu


def main():
    call_command("migrate", verbosity=0)
    person, place = office()
    small = stamps(person, place, 5_000)
    theirs(bytes(small.secret), small.number, 20)
    ours(person, small)  # both are warm now
    fast, slow = [], []
    for _ in range(ROUNDS):  # in turns, so that whatever else the machine does falls on both
        run = stamps(person, place, OURS // ROUNDS)
        fast.append([run.size / one for one in rate(ours, person, run)])
        slow.append([THEIRS / one for one in rate(theirs, bytes(run.secret), run.number, THEIRS)])
    job = PrintJob.objects.first()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    clock = [sorted(row[0] for row in side)[ROUNDS // 2] for side in (fast, slow)]
    cpu = [sorted(row[1] for row in side)[ROUNDS // 2] for side in (fast, slow)]
    print(f"layout {LAYOUT}, {OURS:,} stamps in {ROUNDS} orders, medians; one process")
    print(f"print order            {clock[0]:8.0f} stamps/s on the clock, {cpu[0]:8.0f} a second of the processor")
    print(f"segno with reportlab   {clock[1]:8.0f} stamps/s on the clock, {cpu[1]:8.0f} a second of the processor")
    codes = job.last - job.first + 1
    print(f"{path_of(job).stat().st_size / codes:.0f} bytes a stamp, peak memory {peak:.0f} MB (with what segno took)")
    ratios = [side[0] / side[1] for side in (clock, cpu)]
    print(f"ratio {ratios[0]:.1f} on the clock, {ratios[1]:.1f} of the processor (bar {BAR})")
    return 0 if max(ratios) >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
