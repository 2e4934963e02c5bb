"""The journal: each process appends scans to a file of its own; nothing waits in the process, so a kill loses none.

A file holds the scans of one day. It is kept until the day is over and all of it is counted, then it is deleted.
"""

import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

# mark, standing, nothing, number of the run, index, moment, visitor, coarse place
RECORD = struct.Struct("<BBHIII8s16s")
MARK = 0x51  # what a power cut leaves of a record does not begin with it
ENDING = ".scans"


class Scan(NamedTuple):
    """`visitor` and a hashed `place` cannot be linked over days; `standing` is what the page said, as a number."""

    number: int
    nth: int  # code of the run, from 0
    at: int
    standing: int
    visitor: bytes
    place: bytes

    @property
    def head(self) -> int:
        """Run and index in one number, as they are written into the code."""
        return self.number << 20 | self.nth

    def packed(self) -> bytes:
        return RECORD.pack(MARK, self.standing, 0, self.number, self.nth, self.at, self.visitor, self.place)


def folder() -> Path:
    return Path(settings.HOME) / "scans"


def scans_in(data: bytes) -> Iterator[Scan]:
    for mark, standing, _, number, nth, at, visitor, place in RECORD.iter_unpack(data):
        if mark == MARK:
            yield Scan(number, nth, at, standing, visitor, place.rstrip(b"\0"))


def whole(size: int) -> int:
    """How much of so many bytes is whole records."""
    return size - size % RECORD.size


def day_of(name: str) -> str:
    return name[:10]


def names(where: Path) -> list[str]:
    return sorted(path.name for path in where.glob(f"*{ENDING}"))


class Writer:
    """One process's end of the journal."""

    def __init__(self, where: Path) -> None:
        self.where, self.held, self.file = where, ("", 0), -1

    def write(self, day: str, scan: Scan) -> bool:
        """False if the disk took it only in part or not at all: then it is not counted."""
        try:
            if self.held != (day, os.getpid()):
                self.begin(day)
            if os.write(self.file, scan.packed()) == RECORD.size:
                return True
        except OSError:
            pass
        self.held = ("", 0)  # what stands after half a record would be read wrongly: a new file
        return False

    def begin(self, day: str) -> None:
        """A fork never writes to the file of its parent."""
        if self.file >= 0 and self.held[1] == os.getpid():
            os.close(self.file)
        self.where.mkdir(parents=True, exist_ok=True)
        path = self.where / f"{day}-{secrets.token_hex(6)}{ENDING}"
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
        self.held = (day, os.getpid())
