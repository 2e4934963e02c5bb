"""Print orders: given, stopped, gone on with; and lists of codes for a printer outside."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from openntm.codes.access import issuing_for, run_issued_by, runs_visible_to
from openntm.codes.models import PrintJob, Run
from openntm.codes.models.runs import State
from openntm.codes.printing.layouts import layouts
from openntm.codes.printing.sheets import grouped
from openntm.codes.queries import address_of, stock_of_run
from openntm.codes.services.moving import piece_of, said
from openntm.codes.services.refusals import (
    AlreadyOrdered,
    NotToBePrinted,
    OutsideRun,
    ReasonMissing,
    UnknownLayout,
    WrongState,
)
from openntm.codes.services.sheets import path_of
from openntm.codes.spans import cut
from openntm.codes.tasks import make_sheets
from openntm.codes.tokens import token_of
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.vietnamese import clean

J = PrintJob.State
UNDER_WAY = (J.WAITING, J.WORKING)
# Codes in use are never printed again: two goods would bear one code.
PRINTABLE = {False: {State.ALLOTTED}, True: {State.ALLOTTED, State.PRINTED}}


@transaction.atomic
def order_print(
    *,
    by: Person | None,
    run: Run,
    first: int,
    last: int,
    layout: str,
    again: bool = False,
    reason: str = "",
    in_background: bool = True,
) -> PrintJob:
    """The codes are printed once the file is ready; what is not made in the background, the caller makes at once."""
    run, behalf = run_issued_by(by, run)
    job = ordered(by=by, run=run, first=first, last=last, layout=layout, again=again, reason=reason)
    told = {"order": job.pk, "codes": said(first, last), "layout": layout, "again": again}
    record(by, "codes.print", run, after=told, place=run.place, reason=job.reason, on_behalf_of=behalf)
    if in_background:
        make_sheets.enqueue(job.pk)
        job.refresh_from_db()
    return job


def ordered(
    *, by: Person | None, run: Run, first: int, last: int, layout: str, again: bool = False, reason: str = ""
) -> PrintJob:
    """The order itself, for whoever asked for rights of their own, writes the log and sees to its making."""
    Run.objects.select_for_update().get(pk=run.pk)
    reason = clean(reason)
    if again and not reason:
        raise ReasonMissing
    if layout not in layouts():
        raise UnknownLayout
    refuse_unprintable(run, first, last, again=again)
    refuse_overlapping(run, first, last)
    given = {"run": run, "first": first, "last": last, "layout": layout, "again": again, "reason": reason}
    return PrintJob.objects.create(**given, ordered_by=by, ordered_at=timezone.now())


def refuse_unprintable(run: Run, first: int, last: int, *, again: bool) -> None:
    if not 0 <= first <= last < run.size:
        raise OutsideRun
    for piece in cut(map(piece_of, stock_of_run(run)), first, last):
        if piece.state not in PRINTABLE[again]:
            raise NotToBePrinted(piece)


def refuse_overlapping(run: Run, first: int, last: int) -> None:
    if PrintJob.objects.filter(run=run, first__lte=last, last__gte=first, state__in=UNDER_WAY).exists():
        raise AlreadyOrdered


@transaction.atomic
def stop_print(*, by: Person, pk: int, reason: str) -> PrintJob:
    """The worker notices after the part it is at; the order can be gone on with."""
    return turned(seen(by, pk), by, reason, (J.WAITING, J.WORKING), J.STOPPED, "codes.print_stop")


@transaction.atomic
def go_on_with_print(*, by: Person, pk: int, reason: str) -> PrintJob:
    """Where nothing came between: its codes may be printed still, and no other order is at them."""
    job = seen(by, pk)
    refuse_unprintable(job.run, job.first, job.last, again=job.again)
    refuse_overlapping(job.run, job.first, job.last)
    turned(job, by, reason, (J.STOPPED, J.FAILED), J.WAITING, "codes.print_go_on")
    make_sheets.enqueue(job.pk)
    job.refresh_from_db()
    return job


def seen(by: Person, pk: int) -> PrintJob:
    job = PrintJob.objects.select_related("run__place").get(pk=pk, run__in=runs_visible_to(by))
    Run.objects.select_for_update().get(pk=job.run_id)
    return job


def turned(job: PrintJob, by: Person, reason: str, before: tuple[str, ...], after: str, verb: str) -> PrintJob:
    behalf, reason = issuing_for(by, job.run.place), clean(reason)
    if not reason:
        raise ReasonMissing
    if not PrintJob.objects.filter(pk=job.pk, state__in=before).update(state=after):
        raise WrongState
    told = {"order": job.pk}
    record(by, verb, job.run, after=told, place=job.run.place, reason=reason, on_behalf_of=behalf)
    job.refresh_from_db()
    return job


@transaction.atomic
def fetch_sheets(*, by: Person, pk: int) -> PrintJob:
    """The finished file of an order: whoever has it can make stamps, so the log says who took it."""
    job = PrintJob.objects.select_related("run__place").get(pk=pk, run__in=runs_visible_to(by))
    behalf = issuing_for(by, job.run.place)
    if job.state != J.DONE or not path_of(job).exists():
        raise WrongState
    told = {"order": job.pk, "sha256": job.sha256}
    record(by, "codes.fetch", job.run, after=told, place=job.run.place, on_behalf_of=behalf)
    return job


@transaction.atomic
def export_codes(*, by: Person, run: Run, first: int, last: int, reason: str) -> Iterator[tuple[str, str, str]]:
    """For a printer outside: the number in the run, the code in groups, the address of its symbol."""
    (run, behalf), reason = run_issued_by(by, run), clean(reason)
    if not reason:
        raise ReasonMissing
    refuse_unprintable(run, first, last, again=True)
    told = {"codes": said(first, last)}
    record(by, "codes.export", run, after=told, place=run.place, reason=reason, on_behalf_of=behalf)
    secret = bytes(run.secret)
    tokens = ((index, token_of(secret, run.number, index)) for index in range(first, last + 1))
    return ((str(index + 1), grouped(token), address_of(token).upper()) for index, token in tokens)
