"""The zip around a dossier: members in order, stored as they are, one date for all, so that its bytes are settled."""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from unicodedata import category, normalize

TIME = (1980, 1, 1, 0, 0, 0)
MOST_MEMBERS, MOST_BYTES = 5_000, 4_000_000_000
ENCRYPTED = 0x1
PIECE = 1_000_000


class ArchiveRefused(ValueError):
    """The file is not taken for a dossier at all; the text says why."""


class ContentDiffers(ValueError):
    """What was read is not what was said of it; the text names the member."""


@dataclass(frozen=True)
class Outside:
    """Bytes that lie elsewhere: they are read in pieces, while they are written."""

    sha256: str
    size: int
    open: Callable[[], IO[bytes]]

    def pieces(self, name: str) -> Iterator[bytes]:
        found, size = hashlib.sha256(), 0
        with self.open() as source:
            while piece := source.read(PIECE):
                found.update(piece)
                size += len(piece)
                if size > self.size:
                    raise ContentDiffers(name)
                yield piece
        if (found.hexdigest(), size) != (self.sha256, self.size):
            raise ContentDiffers(name)


Content = bytes | Outside


def write_container(target: IO[bytes], members: Iterable[tuple[str, Content]]) -> None:
    """`members` must come sorted by name."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in members:
            member = zipfile.ZipInfo(name, TIME)
            member.create_system, member.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            if isinstance(content, bytes):
                package.writestr(member, content)
                continue
            member.file_size = content.size  # known beforehand, so that the header is the same as of bytes at hand
            with package.open(member, "w") as out:
                for piece in content.pieces(name):
                    out.write(piece)


def open_container(source: IO[bytes]) -> zipfile.ZipFile:
    """The package with its members looked through; nothing of it is unpacked anywhere."""
    try:
        package = zipfile.ZipFile(source)
        members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, OverflowError) as error:
        raise ArchiveRefused("the file is damaged: it cannot be opened") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise ArchiveRefused("the file holds more than a dossier can")
    seen: set[str] = set()
    for member in members:
        refuse_hostile(member, seen)
    return package


def refuse_hostile(member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = member.orig_filename
    if not is_plain(name):
        raise ArchiveRefused(f"the name {name!a} leads out of the archive or cannot be a name")
    if name.casefold() in seen:
        raise ArchiveRefused(f"{name} is in it twice")
    seen.add(name.casefold())
    if member.flag_bits & ENCRYPTED:
        raise ArchiveRefused(f"{name} is encrypted")
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        raise ArchiveRefused(f"{name} is no file but a link or something else")
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
        raise ArchiveRefused(f"{name} was packed by another program: check the file as it was exported")


def is_plain(name: str) -> bool:
    """A relative path of ordinary names, the same on every system."""
    steps = name.split("/")
    strange = any(category(letter).startswith("C") or letter in '\\:*?"<>|' for letter in name)
    return bool(name) and not strange and normalize("NFC", name) == name and not {"", ".", ".."} & set(steps)
