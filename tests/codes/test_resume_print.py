"""A worker that is killed in the middle of a print order: another one goes on without a gap and without a double."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pypdf
import pytest
from django.db import connection
from django.utils import timezone

from codes.stamps import make_stamps
from openntm.codes.models import PrintJob
from openntm.codes.services import move_codes, ordered
from openntm.codes.services.sheets import path_of
from openntm.codes.tokens import token_of

pytestmark = pytest.mark.slow  # processes of their own, each with a Django of its own
CODES = 700
WORKER = """
import os, signal, sys
import django
django.setup()
from openntm.codes.services import sheets

sheets.PART = 100
spot, nth = sys.argv[2], int(sys.argv[3])
kept, calls = getattr(sheets, spot, None), []

def killed(*given):
    calls.append(1)
    if len(calls) == nth:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*given)

if kept:
    setattr(sheets, spot, killed)
sheets.make_sheets_of(int(sys.argv[1]))
"""
RESUMER = """
import sys
import django
django.setup()
from django.test.utils import override_settings
from django.utils.dateparse import parse_datetime
from openntm.codes.services import resume_stalled

with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}):
    print(resume_stalled(parse_datetime(sys.argv[1])))
"""


def run(code, home, *arguments):
    env = {**os.environ, "OPENNTM_HOME": str(home)}
    return subprocess.run([sys.executable, "-c", code, *map(str, arguments)], env=env, capture_output=True, text=True)


@pytest.fixture
def here(transactional_db, settings, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the other processes get the rows as a file")
    settings.HOME = tmp_path
    here = make_stamps(size=CODES, title="HTX Na dai Thử")
    move_codes(by=here.binh, run=here.run, first=0, last=CODES - 1, state="allotted", reason="cấp")
    given = {"by": here.binh, "run": here.run, "first": 0, "last": CODES - 1, "layout": "a4-24"}
    here.job = ordered(**given)
    with closing(sqlite3.connect(tmp_path / "openntm.sqlite3")) as copy:
        connection.connection.backup(copy)
    here.home = tmp_path
    return here


def row(here, *fields):
    with closing(sqlite3.connect(here.home / "openntm.sqlite3")) as file:
        return file.execute(f"SELECT {', '.join(fields)} FROM codes_printjob WHERE id = ?", [here.job.pk]).fetchone()


@pytest.fixture
def uninterrupted(here, settings, tmp_path):
    """The same order made in one go, in this process."""
    settings.HOME = tmp_path / "whole"
    from openntm.codes.services.sheets import make_sheets_of

    make_sheets_of(here.job.pk)
    return path_of(here.job).read_bytes()


@pytest.mark.parametrize(
    ("spot", "nth", "done"),
    [
        ("write_whole", 3, 240),  # before a part is on the disk
        ("checked_in", 3, 240),  # a part is there, and nobody says so
        ("finish", 1, 700),  # all parts are there
        ("end", 1, 700),  # the file is there, and the order is not ended
    ],
)
def test_another_worker_goes_on_where_a_killed_one_stood(here, uninterrupted, spot, nth, done):
    killed = run(WORKER, here.home, here.job.pk, spot, nth)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert row(here, "state", "done") == ("working", done)
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    went_on = run(RESUMER, here.home, later)
    assert went_on.stdout.strip() == f"[{here.job.pk}]", went_on.stderr
    content = (here.home / "prints" / f"{here.job.pk}.pdf").read_bytes()
    assert row(here, "state", "done", "sha256") == ("done", 700, hashlib.sha256(content).hexdigest())
    assert content == uninterrupted
    assert sorted(path.name for path in (here.home / "prints").iterdir()) == [f"{here.job.pk}.pdf"]


def test_the_sheets_of_an_order_that_was_killed_hold_each_code_once(here):
    run(WORKER, here.home, here.job.pk, "checked_in", 2)
    run(RESUMER, here.home, (timezone.now() + timedelta(hours=1)).isoformat())
    reader = pypdf.PdfReader(here.home / "prints" / f"{here.job.pk}.pdf")
    found = [line.replace(" ", "") for page in reader.pages for line in page.extract_text().split("\n") if line]
    assert found == [token_of(bytes(here.run.secret), here.run.number, index) for index in range(CODES)]


def test_a_worker_that_lives_is_left_alone(here):
    now = timezone.now()
    PrintJob.objects.filter(pk=here.job.pk).update(state="working", begun_at=now, alive_at=now)
    from openntm.codes.services import resume_stalled

    assert resume_stalled(now + timedelta(seconds=100)) == []
