"""`openntm serve`: what a stranger sees first, and that Ctrl+C ends all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from unittest.mock import Mock

import django
import pytest

from openntm.portal import catalogues
from openntm.portal.command import ready


def test_texts_are_compiled_before_django_reads_them(monkeypatch):
    order = Mock()
    monkeypatch.setattr(catalogues, "compile_all", order.compile_all)
    monkeypatch.setattr(django, "setup", order.setup)
    ready()
    assert [call[0] for call in order.mock_calls] == ["compile_all", "setup"]


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
        return True
    return False


def serving(home, port):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENNTM_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "openntm", "serve", "--port", str(port)],
        env={**kept, "OPENNTM_HOME": str(home), "OPENNTM_WORKERS": "2"},
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.mark.slow  # a whole server starts and stops
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_or_a_closed_terminal_ends_all_of_it(home, sent):
    port = free_port()
    with serving(home, port) as server:
        try:
            until = time.monotonic() + 120
            while not answers(port) and server.poll() is None and time.monotonic() < until:
                time.sleep(0.1)
            assert server.poll() is None
            os.killpg(server.pid, sent)  # as a terminal does: the whole group at once
            assert server.wait(timeout=30) == 0
        finally:
            server.kill()
    assert not answers(port)
