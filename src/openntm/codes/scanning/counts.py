"""What pages say of a code (how often, since when, which warnings), in one mapped file a run.

The files are a picture of the tables: only the fold writes them, every process reads them, and the fold makes them anew
when it begins.
"""

import mmap
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ENTRY = struct.Struct("<IIII")  # scans, moment of the first, warnings as bits, nothing


class Count(NamedTuple):
    scans: int
    first: int
    warnings: int


NONE = Count(0, 0, 0)


class Counts:
    """One process's view of the files."""

    def __init__(self, where: Path) -> None:
        self.where = where / "counts"
        self.maps: dict[int, mmap.mmap] = {}

    def of(self, number: int, index: int) -> Count:
        mapped = self.maps.get(number) or self.opened(number)
        return Count(*ENTRY.unpack_from(mapped, index * ENTRY.size)[:3]) if mapped else NONE

    def opened(self, number: int) -> mmap.mmap | None:
        """None as long as nothing of the run was counted."""
        try:
            with (self.where / str(number)).open("rb") as file:
                self.maps[number] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (FileNotFoundError, ValueError):
            return None
        return self.maps[number]


class CountsKept:
    """The fold's view: it writes."""

    def __init__(self, where: Path) -> None:
        self.where = where / "counts"
        self.maps: dict[int, mmap.mmap] = {}

    def mapped(self, number: int, size: int) -> mmap.mmap:
        if number not in self.maps:
            self.where.mkdir(parents=True, exist_ok=True)
            file = os.open(self.where / str(number), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if os.fstat(file).st_size != size * ENTRY.size:
                    os.ftruncate(file, size * ENTRY.size)
                self.maps[number] = mmap.mmap(file, size * ENTRY.size)
            finally:
                os.close(file)
        return self.maps[number]

    def anew(self, number: int, size: int, counts: Iterable[tuple[int, Count]]) -> None:
        """All of a run in one write, so that no reader sees it empty."""
        picture = bytearray(size * ENTRY.size)
        for index, count in counts:
            ENTRY.pack_into(picture, index * ENTRY.size, *count, 0)
        self.mapped(number, size)[:] = bytes(picture)

    def add(self, number: int, size: int, index: int, scans: int, first: int) -> None:
        mapped = self.mapped(number, size)
        held, since, warnings, _ = ENTRY.unpack_from(mapped, index * ENTRY.size)
        ENTRY.pack_into(mapped, index * ENTRY.size, held + scans, min(since or first, first), warnings, 0)

    def warn(self, number: int, size: int, index: int, warnings: int) -> None:
        mapped = self.mapped(number, size)
        held, since, *_ = ENTRY.unpack_from(mapped, index * ENTRY.size)
        ENTRY.pack_into(mapped, index * ENTRY.size, held, since, warnings, 0)
