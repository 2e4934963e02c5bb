"""A data directory that was never prepared, or that holds something else, ends every command in one clear line."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow  # each command is a process of its own


def openntm(home, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENNTM_", "DJANGO_"))}
    command = [sys.executable, "-m", "openntm", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**environment, "OPENNTM_HOME": str(home)}
    )


@pytest.mark.parametrize("arguments", [["overview", "--on", "2023-12-31"], ["log", "verify"], ["people", "list"]])
def test_a_command_on_an_empty_data_directory_says_what_to_run(tmp_path, arguments):
    ended = openntm(tmp_path / "home", *arguments)
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "openntm prepare" in ended.stderr


def test_a_file_that_is_no_database_is_named_so(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "openntm.sqlite3").write_text("no database " * 1000)
    ended = openntm(home, "overview", "--on", "2023-12-31")
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False), ended.stderr
