"""`openntm serve`: the pages, the answers to scanned codes, and the worker for long work, as one process group."""

import os
import socket
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import click

from openntm.portal.command import ready
from openntm.portal.tending import SCAN, WORK, tended

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def command(host: str, port: int) -> None:
    """Serve the pages. The data directory is OPENNTM_HOME, or var/ here; it is made ready first."""
    ready()
    from openntm.portal.commands.prepare import prepare

    prepare()
    serve(host, port)


def serve(host: str, port: int) -> None:
    """Blocks until stopped; what runs beside it ends with it."""
    from django.conf import settings

    from openntm.portal.orphans import take_back

    if is_taken(host, port):
        raise click.UsageError(f"Port {port} is taken: stop what listens there or choose another with --port.")
    click.echo(f"OpenNTM: http://{host}:{port}/  (Ctrl+C stops it)")
    name = f"serve-{socket.gethostname()[:40]}-{port}"  # the same after a restart, so that its work is known again
    scan = (*SCAN, "--host", host, "--port", str(scan_port(host, port)))
    with tended(
        settings.RUN_DUE_MINUTES, work=(*WORK, "--worker-id", name), before=partial(take_back, name), scan=scan
    ):
        listen(host, port)


def scan_port(host: str, port: int) -> int:
    """Of the small application for scanned codes; 0 for none: then the pages answer them too, only slower."""
    from django.conf import settings

    wanted = settings.SCAN_PORT if settings.SCAN_PORT is not None else port + 1
    if not wanted or wanted > 65535 or not is_taken(host, wanted):
        return wanted if wanted <= 65535 else 0
    if settings.SCAN_PORT is not None:
        raise click.UsageError(f"Port {wanted} is taken: choose another with OPENNTM_SCAN_PORT, or 0 for none.")
    click.echo(f"Port {wanted} is taken: scanned codes are answered by the pages. OPENNTM_SCAN_PORT names another.")
    return 0


def is_taken(host: str, port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def listen(host: str, port: int) -> None:
    """Blocks until Ctrl+C, a kill or the end of the terminal."""
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    class Pages(MPServer):
        signal_handler_reload = MPServer.signal_handler_interrupt  # a closed terminal ends it too

    Pages(
        "openntm.portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        workers_kill_timeout=10,
        blocking_threads=4,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve(target_loader=load_apart, wrap_loader=False)


def load_apart() -> "WSGIHandler":
    """The application in a process group of its own: a worker that Ctrl+C and the server stop at once can hang."""
    os.setpgid(0, 0)
    from openntm.portal.wsgi import application

    return application
