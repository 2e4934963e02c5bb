"""What runs beside the pages: the worker for long work, begun again should it die, and the acts that fall due."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic

import click

WORK = (sys.executable, "-m", "django", "db_worker", "--queue-name", "*", "-v", "0")
SCAN = (sys.executable, "-m", "openntm", "scan")
DUE = (sys.executable, "-m", "openntm", "run-due")
LOOK = 1.0  # seconds between two looks at the worker
LONGEST_PAUSE = 60.0  # before a worker that dies at once is begun again


@contextmanager
def tended(
    minutes: int,
    *,
    work: Sequence[str] = WORK,
    due: Sequence[str] = DUE,
    look: float = LOOK,
    before: Callable[[], object] = lambda: None,
    scan: Sequence[str] = (),
) -> Iterator[None]:
    """All as long as the block lasts; `minutes` between two runs of what falls due, 0 for never.

    `before` is done each time before the worker begins; `scan` answers scanned codes and counts them.
    """
    stop = threading.Event()
    threads = [threading.Thread(target=tend, args=(stop, work, look, before), name="worker")]
    if minutes:
        threads.append(threading.Thread(target=repeat, args=(stop, due, minutes * 60)))
    if scan:
        threads.append(threading.Thread(target=tend, args=(stop, scan, look, lambda: None, "counting of scans")))
    for one in threads:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join()


def tend(
    stop: threading.Event,
    work: Sequence[str],
    look: float,
    before: Callable[[], object],
    name: str = "background worker",
) -> None:
    """A worker that keeps dying is begun again after ever longer pauses."""
    from django.db import DatabaseError  # here: the command explains itself without a database

    pause = look
    while not stop.is_set():
        began = monotonic()
        with suppress(DatabaseError):  # a database that is away for a while: the worker itself waits for it
            before()
        ended = run(stop, work, look)
        if ended is None:
            return
        pause = look if monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        click.echo(f"The {name} ended with {ended}; it begins again in {pause:.0f} s.", err=True)
        stop.wait(pause)


def repeat(stop: threading.Event, due: Sequence[str], seconds: float) -> None:
    while not stop.wait(seconds):
        run(stop, due, LOOK)


def run(stop: threading.Event, command: Sequence[str], look: float) -> int | None:
    """The exit code; None where it was ended because all ends. In a group of its own: Ctrl+C reaches it through us."""
    process = subprocess.Popen(command, process_group=0, stdin=subprocess.DEVNULL)
    while process.poll() is None:
        if stop.wait(look):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            if process.poll() is None:
                process.kill()
                process.wait()
            return None
    return process.returncode
