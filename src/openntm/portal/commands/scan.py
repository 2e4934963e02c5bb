"""`openntm scan`: the small application that answers scanned codes, and the counting of scans."""

import os
import signal
import threading
from typing import Any

import click

from openntm.portal.command import ready

BEHIND = 19  # of the thread that counts, as `nice` has it: in a rush answers come first and counts follow


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port to listen on; 0 only counts.")
def command(host: str, port: int) -> None:
    """Answer scanned codes and count them. `openntm serve` runs it; alone it is for a machine of its own."""
    ready()
    from openntm.codes.scanning.fold import keep_folding, keep_synced
    from openntm.produce.stamps.alerts import Watch

    stop, failed = threading.Event(), threading.Event()

    def count() -> None:
        """Answers come first. A fault of ours ends the process: who tends it begins another."""
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)
        try:
            keep_folding(Watch(), stop)
        except BaseException:
            failed.set()
            os.kill(os.getpid(), signal.SIGTERM)
            raise

    counting = threading.Thread(target=count, name="counting")
    counting.start()
    threading.Thread(target=keep_synced, args=(stop,), name="syncing", daemon=True).start()
    try:
        listen(host, port) if port else wait()
    finally:
        stop.set()
        counting.join()
    if failed.is_set():
        raise SystemExit(1)


def wait() -> None:
    """Until it is told to end."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


def listen(host: str, port: int) -> None:
    """Blocks until it is stopped. Its workers are spawned: a fork would take half of the thread that counts along."""
    import multiprocessing

    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    class Scans(MPServer):
        signal_handler_reload = MPServer.signal_handler_interrupt  # a closed terminal ends it too

    multiprocessing.set_start_method("spawn", force=True)
    Scans(
        "openntm.portal.scan:load",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=settings.SCAN_WORKERS,
        workers_kill_timeout=10,
        backlog=2048,
        websockets=False,
        log_level=LogLevels.error,  # it warns of workers that it only believes to hang
        respawn_failed_workers=True,
    ).serve(target_loader=load_apart, wrap_loader=False)


def load_apart() -> Any:
    """In a process group of its own: a worker that Ctrl+C and the server stop at once can hang."""
    os.setpgid(0, 0)
    ready()
    from openntm.portal.scan import load

    return load()
