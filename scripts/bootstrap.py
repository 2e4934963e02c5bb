"""Make the project's own environment in `.venv` from the hashed lock, with nothing but the standard library.

Usage: python3 scripts/bootstrap.py run|dev|bench

Where a folder `wheels` stands (`make offline` writes one), everything comes from it and no network is needed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV_VERSION = "0.13.9"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "bench": "requirements-bench.lock"}
ORDER = ["run", "dev", "bench"]
WHEELS = ROOT / "wheels"
OFFLINE = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []


def call(*command: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"})


def ensure_venv_module() -> None:
    """Debian splits the venv module off: as root install it, otherwise say the one line to type."""
    if importlib.util.find_spec("ensurepip"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("python3-venv is missing. Type this, then repeat:\n  sudo apt-get install python3-venv")
    print("OpenNTM: installing python3-venv …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv"], check=True, **quiet)


def make_environment() -> Path:
    """The path of uv inside the environment, which is made when it is not there."""
    uv = ENVIRONMENT / "bin" / "uv"
    if not PYTHON.exists():
        ensure_venv_module()
        # A child process: ensurepip may have arrived only a moment ago.
        call(sys.executable, "-m", "venv", str(ENVIRONMENT))
    if not uv.exists():
        quiet = ["--quiet", "--disable-pip-version-check"]
        call(str(PYTHON), "-m", "pip", "install", *quiet, *OFFLINE, f"uv=={UV_VERSION}")
    return uv


def wanted(level: str) -> str:
    """A mark of what the environment should hold: the level, the lock and the project's own metadata."""
    texts = [(ROOT / name).read_bytes() for name in (LOCKS[level], "pyproject.toml")]
    return hashlib.sha256(b"\0".join([level.encode(), *texts])).hexdigest()


def is_ready(level: str) -> bool:
    """A richer environment serves a poorer wish too."""
    mark = ENVIRONMENT / "openntm-ready"
    marks = mark.read_text().split() if mark.exists() else []
    return PYTHON.exists() and any(
        wanted(richer) in marks for richer in ORDER[ORDER.index(level) :] if (ROOT / LOCKS[richer]).exists()
    )


def main(level: str) -> None:
    if is_ready(level):
        return
    print(f"OpenNTM: preparing .venv ({level}), about half a minute the first time …", flush=True)
    uv = make_environment()
    python = ["--python", str(PYTHON)]
    call(str(uv), "pip", "install", "--quiet", *python, *OFFLINE, "--require-hashes", "-r", LOCKS[level])
    call(str(uv), "pip", "install", "--quiet", *python, "--no-deps", "--no-build-isolation", "-e", ".")
    (ENVIRONMENT / "openntm-ready").write_text(wanted(level))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(__doc__)
    main(sys.argv[1])
