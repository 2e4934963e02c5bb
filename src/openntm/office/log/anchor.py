"""The head of the log, also kept outside the database: who cuts the log's tail must find these files too."""

import os
from pathlib import Path

from django.conf import settings

from openntm.office.models import LogHead

TAIL = 200


def files() -> list[Path]:
    """`log-head` in the data directory, and the file that OPENNTM_ANCHOR names, best on another machine's disk."""
    return [settings.HOME / "log-head", *([Path(settings.ANCHOR)] if settings.ANCHOR else [])]


def drop(number: int) -> None:
    """After the commit: one line a transaction, however many entries it wrote."""
    behind = [path for path in files() if last_number(path) < number]
    if behind:
        head = LogHead.objects.get(pk=1)
        for path in behind:
            append(path, f"{head.number} {head.sha256}\n")


def append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def last_number(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        words = file.read().decode().split()
    return int(words[-2]) if len(words) > 1 and words[-2].isdecimal() else 0


def anchored(path: Path) -> list[tuple[int, str]]:
    """Every head the file remembers; raises ValueError on a line that is none."""
    lines = [line.split() for line in path.read_text().splitlines()]
    return [(int(number), sha256) for number, sha256 in lines]
