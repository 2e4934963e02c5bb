"""`openntm codes`: runs of codes without a browser: mint one, allot it, print its sheets, list them all."""

import resource
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openntm.portal.command import ready

if TYPE_CHECKING:
    from openntm.codes.models import PrintJob, Run

RUN = click.argument("number", metavar="RUN", type=click.IntRange(1))
WHY = click.option("--reason", required=True, help="Kept in the ledger and in the log.")


@click.group()
def command() -> None:
    """Runs of codes for traceability stamps: mint, allot, print, list."""
    ready()


@command.command()
@click.option("--place", "code", required=True, help="Code of the place that issues them.")
@click.option("--size", type=click.IntRange(1, 1 << 20), required=True, help="How many codes.")
@click.option("--title", default="", help="Printed above each symbol where the layout has room.")
@click.option("--kind", default="stamp", show_default=True, help="What they stand for.")
@click.option("--illustrative", is_flag=True, help="Made for a demonstration.")
@WHY
def mint(code: str, size: int, title: str, kind: str, illustrative: bool, reason: str) -> None:
    """Mint a run; no code of it leads anywhere until it is put in use."""
    from openntm.codes.kinds import kinds
    from openntm.codes.services import ReasonMissing, mint_run
    from openntm.office.access import today
    from openntm.places.queries import PlaceNotFound, place_at

    if kind not in kinds():
        raise click.UsageError(f"--kind {kind}: there are {', '.join(kinds())}.")
    try:
        place = place_at(code, today()).place
        given = {"size": size, "title": title, "kind": kind, "illustrative": illustrative, "reason": reason}
        run = mint_run(by=None, place=place, **given)  # type: ignore[arg-type]
    except PlaceNotFound:
        raise click.UsageError(f"--place {code}: no unit bears this code today.") from None
    except ReasonMissing:
        raise click.UsageError("--reason: say why.") from None
    click.echo(f"run {run.number}: {run.size} codes")


@command.command()
@RUN
@WHY
def allot(number: int, reason: str) -> None:
    """Allot the codes of RUN that are minted, so that they may be printed; they stay with the holder they have."""
    from openntm.codes.queries import stock_of_run
    from openntm.codes.services import ReasonMissing, move_codes

    run = run_numbered(number)
    minted = list(stock_of_run(run).filter(state="minted"))
    try:
        for one in minted:
            move_codes(by=None, run=run, first=one.first, last=one.last, state="allotted", reason=reason)
    except ReasonMissing:
        raise click.UsageError("--reason: say why.") from None
    click.echo(f"run {number}: {sum(one.codes for one in minted)} codes allotted")


@command.command(name="print")
@RUN
@click.argument("file", metavar="FILE.pdf", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--layout", default="a4-65", show_default=True, help="A key of codes/data/layouts.yaml.")
@click.option(
    "--first", type=click.IntRange(1), help="Number of the first code; of the first allotted one if left out."
)
@click.option("--last", type=click.IntRange(1), help="Number of the last code; the end of that stretch if left out.")
def printed(number: int, file: Path, layout: str, first: int | None, last: int | None) -> None:
    """Print allotted codes of RUN to FILE.pdf here and now; says how fast, how large, and how much memory it took."""
    if file.exists():
        raise click.UsageError(f"{file} is there already: choose another name")
    began = time.perf_counter()
    job = made(run_numbered(number), layout, first, last)
    seconds = time.perf_counter() - began
    from openntm.codes.services.sheets import path_of

    shutil.copyfile(path_of(job), file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"{file}: codes {job.begins} to {job.ends} of run {number}, {job.size} bytes, sha256 {job.sha256}")
    click.echo(f"{job.codes} stamps in {seconds:.1f} s, {job.codes / seconds:.0f} a second, peak memory {peak:.0f} MB")


def run_numbered(number: int) -> "Run":
    from openntm.codes.models import Run

    found = Run.objects.filter(number=number).select_related("place").first()
    if found is None:
        raise click.UsageError(f"there is no run {number}; `openntm codes list` shows them all")
    return found


def made(run: "Run", layout: str, first: int | None, last: int | None) -> "PrintJob":
    from openntm.codes.printing.layouts import layouts
    from openntm.codes.queries import stock_of_run
    from openntm.codes.services import AlreadyOrdered, NotToBePrinted, OutsideRun, UnknownLayout, order_print
    from openntm.codes.services.sheets import make_sheets_of

    stretch = stock_of_run(run).filter(state="allotted").first()
    if stretch is None:
        raise click.UsageError(f"run {run.number} has no allotted codes: `openntm codes allot {run.number}`")
    begin, end = (first or stretch.begins) - 1, (last or (stretch.ends if first is None else run.size)) - 1
    try:
        job = order_print(by=None, run=run, first=begin, last=end, layout=layout, in_background=False)
    except UnknownLayout:
        raise click.UsageError(f"--layout {layout}: there are {', '.join(layouts())}") from None
    except NotToBePrinted as refused:
        piece = refused.piece
        raise click.UsageError(f"codes {piece.first + 1} to {piece.last + 1} are {piece.state}") from None
    except OutsideRun:
        raise click.UsageError(f"run {run.number} has the codes 1 to {run.size}") from None
    except AlreadyOrdered:
        raise click.UsageError("another print order is at these codes") from None
    make_sheets_of(job.pk)
    job.refresh_from_db()
    return job


@command.command(name="list")
def listing() -> None:
    """Every run: number, what for, size, codes in each state."""
    from openntm.codes.models import Run
    from openntm.codes.queries import counts_by_state

    for run in Run.objects.order_by("number"):
        counts = ", ".join(f"{state} {codes}" for state, codes in counts_by_state(run=run).items() if codes)
        mark = "  (illustrative)" if run.illustrative else ""
        click.echo(f"{run.number}  {run.kind}  {run.title or '–'}  {run.size} codes: {counts}{mark}")
    if not Run.objects.exists():
        click.echo("No run yet: `openntm codes mint` makes one.")
