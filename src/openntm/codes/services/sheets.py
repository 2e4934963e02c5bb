"""A print order is made in parts, each written whole before the order says that it is there: a process that is killed
loses the part it was at and nothing else, and whoever goes on begins after the last whole one.
"""

import hashlib
import os
import shutil
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.codes.models import PrintJob, Run, Stock
from openntm.codes.models.runs import State
from openntm.codes.printing.layouts import layouts
from openntm.codes.printing.pdf import put_together
from openntm.codes.printing.sheets import Sheets
from openntm.codes.queries import address_of
from openntm.codes.services.moving import moved
from openntm.codes.tokens import token_of
from openntm.office.log import record

PART = 5_000  # codes, to the next full page
STALLED = timedelta(minutes=2)  # without a sign, a worker is taken for dead
CHUNK = 1 << 20
COUNT = struct.Struct("<I")


def folder() -> Path:
    return Path(settings.HOME) / "prints"


def path_of(job: PrintJob) -> Path:
    """Of the finished file. A package that hands it to a holder asks for rights of its own and logs who takes it."""
    return folder() / f"{job.pk}.pdf"


def parts_of(job: PrintJob) -> Path:
    return folder() / f"{job.pk}.parts"


def sheets_of(job: PrintJob) -> Sheets:
    """Capital letters: the host's name and the scheme may be written so, and the symbol is smaller."""
    run = job.run
    secret, number = bytes(run.secret), run.number
    return Sheets(
        layout=layouts()[job.layout],
        first=job.first,
        last=job.last,
        token=lambda index: token_of(secret, number, index),
        address=lambda token: address_of(token).upper(),
        title=run.title,
        about=f"OpenNTM {run.number}: {job.first + 1}-{job.last + 1}, {job.layout}",
    )


def make_sheets_of(pk: int, *, abandoned: bool = False) -> None:
    """Nothing where somebody else is at it, or it was stopped. A fault leaves the order to be gone on with.

    `abandoned` says that whoever was at it before is dead.
    """
    job = begun(pk, abandoned=abandoned)
    if job is None:
        return
    try:
        sheets = sheets_of(job)
        if all(checked_in(job, codes) for codes in parts_made(job, sheets)):
            finish(job, sheets)
    except Exception as fault:
        problem = f"{type(fault).__name__}: {fault}"[:300]
        mine(job).update(state=PrintJob.State.FAILED, problem=problem)
        raise


def begun(pk: int, *, abandoned: bool) -> PrintJob | None:
    now = timezone.now()
    open_to_us = [PrintJob.State.WAITING, *([PrintJob.State.WORKING] if abandoned else [])]
    waiting = PrintJob.objects.filter(pk=pk, state__in=open_to_us)
    if not waiting.update(state=PrintJob.State.WORKING, begun_at=now, alive_at=now, problem=""):
        return None
    return PrintJob.objects.select_related("run__place", "ordered_by").get(pk=pk)


def mine(job: PrintJob) -> QuerySet[PrintJob]:
    """The order as long as it is worked at since `begun_at`: none once it was stopped, or went to another worker."""
    return PrintJob.objects.filter(pk=job.pk, state=PrintJob.State.WORKING, begun_at=job.begun_at)


def checked_in(job: PrintJob, codes: int) -> bool:
    return bool(mine(job).update(done=codes, alive_at=timezone.now()))


def parts_made(job: PrintJob, sheets: Sheets) -> Iterator[int]:
    """How many codes stand in whole parts, after each."""
    parts_of(job).mkdir(parents=True, exist_ok=True, mode=0o700)
    pages = pages_a_part(sheets)
    for begin in range(kept_pages(job, sheets), sheets.pages, pages):
        end = min(begin + pages, sheets.pages)
        write_whole(parts_of(job) / f"{begin:07d}", written(list(sheets.objects(begin, end))))
        yield min(end * sheets.layout.per_page, sheets.codes)


def kept_pages(job: PrintJob, sheets: Sheets) -> int:
    """Pages in the parts that were checked in and are there, without a gap; any other part is made again."""
    checked_in = -(-job.done // sheets.layout.per_page)
    at = 0
    for path in whole_parts(job):
        if int(path.name) == at < checked_in:
            at += pages_in(path)
        else:
            path.unlink()
    return at


def whole_parts(job: PrintJob) -> list[Path]:
    """Their names are the pages with which they begin."""
    return sorted(path for path in parts_of(job).iterdir() if path.name.isdigit())


def pages_a_part(sheets: Sheets) -> int:
    return -(-PART // sheets.layout.per_page)


def pages_in(path: Path) -> int:
    with path.open("rb") as kept:
        objects: int = COUNT.unpack(kept.read(COUNT.size))[0]
    return objects // 2


def written(objects: list[bytes]) -> Iterator[bytes]:
    """The lengths of the objects stand before them."""
    yield COUNT.pack(len(objects))
    yield struct.pack(f"<{len(objects)}I", *map(len, objects))
    yield from objects


def read_part(path: Path) -> tuple[list[int], Iterator[bytes]]:
    with path.open("rb") as kept:
        (count,) = COUNT.unpack(kept.read(COUNT.size))
        lengths = list(struct.unpack(f"<{count}I", kept.read(COUNT.size * count)))
    return lengths, after(path, COUNT.size * (count + 1))


def after(path: Path, start: int) -> Iterator[bytes]:
    with path.open("rb") as kept:
        kept.seek(start)
        while chunk := kept.read(CHUNK):
            yield chunk


def write_whole(path: Path, pieces: Iterator[bytes]) -> None:
    """Under its name only once it is on the disk."""
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)


def finish(job: PrintJob, sheets: Sheets) -> None:
    unfinished = path_of(job).with_suffix(".unfinished")
    with unfinished.open("wb") as out:
        unfinished.chmod(0o600)
        size = put_together(out, map(read_part, whole_parts(job)), sheets.shared(), sheets.about)
        out.flush()
        os.fsync(out.fileno())
    with unfinished.open("rb") as made:
        sha256 = hashlib.file_digest(made, "sha256").hexdigest()
    unfinished.replace(path_of(job))
    if end(job, size, sha256):
        shutil.rmtree(parts_of(job), ignore_errors=True)


@transaction.atomic
def end(job: PrintJob, size: int, sha256: str) -> bool:
    """The file is ready and its codes are printed, both or neither, once."""
    Run.objects.select_for_update().get(pk=job.run_id)
    now = timezone.now()
    if not mine(job).update(state=PrintJob.State.DONE, size=size, sha256=sha256, finished_at=now, alive_at=now):
        return False
    with override(settings.LANGUAGE_CODE):
        reason = _("printed, order %(number)s") % {"number": job.pk}
    for stock in still_to_print(job):
        first, last = max(stock.first, job.first), min(stock.last, job.last)
        moved(by=job.ordered_by, run=job.run, first=first, last=last, state=State.PRINTED, reason=reason)
    told = {"order": job.pk, "sha256": sha256, "size": size}
    record(job.ordered_by, "codes.printed", job.run, after=told, place=job.run.place, reason=reason)
    return True


def still_to_print(job: PrintJob) -> list[Stock]:
    """What was voided or lost since the order stays so; what is printed again is printed already."""
    return list(Stock.objects.filter(run=job.run, first__lte=job.last, last__gte=job.first, state=State.ALLOTTED))


def resume_stalled(now: datetime) -> list[int]:
    """Orders whose worker gives no sign any more wait for another one; to be called by what falls due."""
    from openntm.codes.tasks import make_sheets

    lost = PrintJob.objects.filter(state=PrintJob.State.WORKING, alive_at__lt=now - STALLED)
    taken = [job.pk for job in lost if mine(job).filter(alive_at=job.alive_at).update(state=PrintJob.State.WAITING)]
    for pk in taken:
        make_sheets.enqueue(pk)
    return taken
