"""The small application beside Django: what it answers, and that it counts whatever happens to it."""

import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client

from openntm.codes.models import SingleDay
from openntm.codes.services import mint_code
from openntm.portal import codes
from openntm.portal.scan import Scanning, load
from orchard import make_orchard
from scanning import fold, forged, make_stamps, token


class Protocol:
    """What the server would send."""

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body

    def response_empty(self, status, headers):
        self.response_bytes(status, headers, b"")

    def response_str(self, status, headers, body):
        self.response_bytes(status, headers, body.encode())

    def response_file(self, status, headers, file):
        self.response_bytes(status, headers, Path(file))


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME = tmp_path
    orchard = make_orchard()
    run = make_stamps(orchard.commune, (0, 99, "active", orchard.lot.pk))
    return SimpleNamespace(**vars(orchard), run=run)


def asked(path, method="GET", query="", headers=None, app=None, authority=None, host="localhost:8001"):
    app, protocol = app or Scanning("", "", "http://localhost:8000"), Protocol()
    app.off_the_loop = at_once
    scope = SimpleNamespace(
        path=path,
        method=method,
        query_string=query,
        headers={"host": host, **(headers or {})},
        client="198.51.100.7:5000",
        authority=authority,
    )
    with suppress(StopIteration):  # without a loop: nothing is waited for, and the database stays that of the test
        app.__rsgi__(scope, protocol).send(None)
    return protocol


async def at_once(work):
    """In this thread: the tests' transaction belongs to it."""
    return work()


def test_a_process_is_warm_before_its_first_scan(land, django_assert_num_queries):
    app = load()
    with django_assert_num_queries(0):
        assert asked(f"/Q/{token(land.run, 1)}", app=app).status == 200


def test_a_process_begins_where_the_database_does_not_answer(land, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(codes.desk(), "warm_up", database_away)
        app = load()
    assert asked(f"/Q/{token(land.run, 1)}", app=app).status == 200


def database_away():
    raise OperationalError


def test_a_stamp_is_answered_with_the_page_and_the_headers_of_django(land, client):
    here = asked(f"/Q/{token(land.run, 1)}")
    there = client.get(f"/Q/{token(land.run, 1)}")
    assert here.status == there.status_code == 200
    assert here.body == there.content
    same = ("content-security-policy", "cache-control", "x-content-type-options", "content-type")
    assert {name: here.headers[name] for name in same} == {name: there[name] for name in same}
    assert fold() == 2


@pytest.mark.parametrize(
    ("method", "query", "status", "scans"),
    [
        ("GET", "", 200, 1),
        ("HEAD", "", 200, 0),
        ("GET", "lang=en", 200, 0),
        ("GET", "x=1", 200, 0),
        ("POST", "", 405, 0),
    ],
)
def test_only_a_scan_is_counted(land, method, query, status, scans):
    assert asked(f"/Q/{token(land.run, 1)}", method, query).status == status
    assert fold() == scans


def test_english_is_given_where_it_is_asked_for(land):
    assert b"the certificate is in force" in asked(f"/Q/{token(land.run, 1)}", query="lang=en").body
    assert b'<html lang="vi">' in asked(f"/Q/{token(land.run, 1)}", query="lang=xx").body


def test_a_forged_code_and_nonsense_are_404(land):
    for text in (forged(land.run, 1), "ABC", "%3Cscript%3E"):
        assert asked(f"/Q/{text}").status == 404


@pytest.mark.parametrize("end", ["/", ".", ",", "%20"])
def test_what_a_message_hangs_on_an_address_does_no_harm(land, client, end):
    path = f"/Q/{token(land.run, 1)}{end}"
    assert asked(path).status == client.get(path).status_code == 200


@pytest.mark.parametrize("agent", ["facebookexternalhit/1.1", "Zalo-LinkPreview", "Googlebot/2.1"])
def test_a_preview_of_a_link_is_no_scan(land, agent):
    assert asked(f"/Q/{token(land.run, 1)}", headers={"user-agent": agent}).status == 200
    assert fold() == 0
    asked(f"/Q/{token(land.run, 1)}", headers={"user-agent": "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 20)"})
    assert fold() == 1


def test_no_other_method_is_known_by_either(land, client):
    strict = Client(enforce_csrf_checks=True)
    for method in ("POST", "PUT", "DELETE"):
        path = f"/Q/{token(land.run, 1)}"
        assert asked(path, method).status == strict.generic(method, path).status_code == 405


def test_who_guesses_codes_that_are_minted_alone_waits_and_nobody_else(land, client, settings):
    settings.SCAN_PER_CLIENT = 2
    code, app = mint_code(kind="print_out", key="1"), Scanning("x-real-ip", "", "http://localhost:8000")
    me, other = {"x-real-ip": "203.0.113.5"}, {"x-real-ip": "203.0.113.6"}
    asking = [asked(f"/Q/{text}", headers=me, app=app).status for text in ("0" * 16, code.token, code.token)]
    assert asking == [404, 302, 429]
    assert asked(f"/Q/{code.token}", headers=other, app=app).status == 302
    codes.desk.cache_clear()
    assert [client.get(f"/Q/{text}").status_code for text in ("0" * 16, code.token, code.token)] == [404, 302, 429]


def test_a_code_that_is_minted_alone_leads_to_its_page(land):
    code = mint_code(kind="print_out", key="1")
    answer = asked(f"/Q/{code.token}")
    assert (answer.status, answer.headers["location"]) == (302, f"http://localhost:8000/verify/{code.token}/")


@pytest.mark.parametrize(
    ("method", "query", "agent", "scans"),
    [
        ("GET", "", "Mozilla/5.0", 1),
        ("HEAD", "", "Mozilla/5.0", 0),
        ("GET", "x=1", "Mozilla/5.0", 0),
        ("GET", "", "", 0),
    ],
)
def test_a_scan_of_a_single_code_is_counted_as_a_number_a_day(land, method, query, agent, scans):
    code = mint_code(kind="print_out", key="1")
    asked(f"/Q/{code.token}", method, query, {"user-agent": agent})
    assert sum(SingleDay.objects.values_list("count", flat=True)) == scans


def test_other_pages_are_those_of_django(land):
    path = f"/Q/{token(land.run, 1)}/report"
    assert asked(path).headers["location"] == f"http://localhost:8000{path}"
    assert asked(path, authority="localhost:8001").headers["location"] == f"http://localhost:8000{path}"
    assert asked(path, host="localhost:8000").status == asked(path, authority="localhost:8000").status == 404
    assert asked(path, query="lang=vi").headers["location"] == f"http://localhost:8000{path}?lang=vi"
    assert asked("/healthz").body == b"ok"
    assert asked("/static/portal/small.css").status == 200


def test_a_proxy_says_who_and_from_where(land):
    app = Scanning("x-forwarded-for", "x-place", "http://localhost:8000")
    scope = SimpleNamespace(
        query_string="",
        method="GET",
        client="127.0.0.1:1",
        headers={"x-forwarded-for": "6.6.6.6, 203.0.113.5", "x-place": "24", "user-agent": "phone"},
    )
    found = app.asked("X", scope)
    assert (found.address, found.place, found.agent) == ("203.0.113.5", "24", "phone")


def test_who_waits_is_told_how_long(land, settings):
    settings.SCAN_PER_CLIENT = 1
    app = Scanning("", "", "http://localhost:8000")
    asked(f"/Q/{token(land.run, 1)}", app=app)
    answer = asked(f"/Q/{token(land.run, 1)}", app=app)
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) > 0


# From here on real processes.

PREPARE = """
import sys
sys.path.insert(0, {tests!r})
import django
django.setup()
from openntm.portal.commands.prepare import prepare
prepare()
from orchard import make_orchard
from scanning import make_stamps
orchard = make_orchard()
make_stamps(orchard.commune, (0, 9999, "active", orchard.lot.pk), size=10_000)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("scanned")
    tests = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", PREPARE.format(tests=tests)], env=environ(home), check=True)
    return home


def environ(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENNTM_", "DJANGO_"))}
    unlimited = {f"OPENNTM_SCAN_PER_{what}": "1000000000" for what in ("CLIENT", "NETWORK", "CODE")}
    more = {"OPENNTM_HOME": str(home), "OPENNTM_SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "openntm.portal.settings"}
    return {**kept, **unlimited, **more, "OPENNTM_WORKERS": "1"}


def free_port():
    """With the next one free too; below those that the system gives to clients, which could meet themselves there."""
    for port in random.sample(range(20_000, 30_000), 100):
        with closing(socket.socket()) as probe, closing(socket.socket()) as other, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            other.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("no port is free")


def waited_for(port, server):
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as line:
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
    pytest.fail("it did not start")


def scanned(port, tokens):
    """How many were answered, one after the other, until the server goes away."""
    answered = 0
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(line), suppress(OSError, http.client.HTTPException):
        for text in tokens:
            line.request("GET", f"/Q/{text}")
            answer = line.getresponse()
            answer.read()
            answered += answer.status == 200
    return answered


def counted(home):
    with closing(sqlite3.connect(home / "openntm.sqlite3", timeout=20)) as database:
        return database.execute("SELECT coalesce(sum(count), 0) FROM codes_scantotal").fetchone()[0]


def tokens_of(count):
    run = SimpleNamespace(number=7)
    return [token(run, index) for index in range(count)]


@pytest.mark.slow  # whole processes start and stop
def test_a_clean_stop_loses_no_scan(prepared):
    port, before = free_port(), counted(prepared)
    with subprocess.Popen(
        [sys.executable, "-m", "openntm", "scan", "--port", str(port)], env=environ(prepared), start_new_session=True
    ) as server:
        waited_for(port, server)
        answered = scanned(port, tokens_of(2000))
        server.terminate()
        server.wait(timeout=30)
    assert answered == 2000
    assert counted(prepared) - before == 2000


@pytest.mark.slow  # whole processes start and stop
def test_kill_9_of_all_of_it_loses_no_scan_that_was_answered(prepared):
    port, before = free_port(), counted(prepared)
    with subprocess.Popen(
        [sys.executable, "-m", "openntm", "scan", "--port", str(port)], env=environ(prepared), start_new_session=True
    ) as server:
        waited_for(port, server)
        answered = scanned(port, tokens_of(1500))
        for pid in [*children(server.pid), server.pid]:
            os.kill(pid, signal.SIGKILL)
        server.wait(timeout=30)
    assert counted(prepared) - before <= answered
    subprocess.run([sys.executable, "-m", "openntm", "run-due"], env=environ(prepared), check=True, capture_output=True)
    assert counted(prepared) - before == answered == 1500


def children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.slow  # a whole server starts and stops
def test_serve_answers_scans_on_the_next_port_begins_again_and_ends_with_it(prepared):
    port, before = free_port(), counted(prepared)
    with subprocess.Popen(
        [sys.executable, "-m", "openntm", "serve", "--port", str(port)], env=environ(prepared), start_new_session=True
    ) as server:
        try:
            waited_for(port, server)
            waited_for(port + 1, server)
            answered = scanned(port, tokens_of(20)) + scanned(port + 1, tokens_of(20))
            [scan] = [one for one in children_of_all(server.pid) if b"\0scan\0" in command_of(one)]
            for one in [*children(scan), scan]:
                os.kill(one, signal.SIGKILL)
            waited_for(port + 1, server)
            answered += scanned(port + 1, tokens_of(20))
            os.killpg(server.pid, signal.SIGINT)
            assert server.wait(timeout=40) == 0
        finally:
            server.kill()
    assert answered == 60
    assert counted(prepared) - before == 60
    with pytest.raises(OSError):
        http.client.HTTPConnection("127.0.0.1", port + 1, timeout=1).connect()


def children_of_all(pid):
    """Of every thread."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_the_page_where_a_code_is_typed_is_one_of_the_pages(land):
    answer = asked("/Q/")
    assert (answer.status, dict(answer.headers)["location"]) == (307, codes.settings.ADDRESS + "/Q/")
