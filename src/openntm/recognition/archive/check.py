"""Whether an archive is the one that was exported: every file, the manifest's chain, every finding, every byte."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from openntm.assessment.snapshot import SnapshotUnreadable, read_snapshot, verify_snapshot
from openntm.criteria import SetRefused
from openntm.recognition.archive.container import (
    PIECE,
    ArchiveRefused,
    ContentDiffers,
    Outside,
    open_container,
    write_container,
)
from openntm.recognition.archive.manifest import NAME, Json, ManifestRefused, read_manifest

IN_MEMORY = 64_000_000
MOST_MANIFEST = 50_000_000
DAMAGE = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError)


@dataclass(frozen=True)
class Check:
    """`where` and `said` tell the first difference; `sha256` is the end of the manifest's chain."""

    ok: bool
    where: str = ""
    said: str = ""
    files: int = 0
    snapshots: int = 0
    sha256: str = ""


def check_archive(source: IO[bytes]) -> Check:
    """Reads only; raises ArchiveRefused where it is no archive of a dossier."""
    with open_container(source) as package:
        sizes = {member.filename: member.file_size for member in package.infolist()}
        if NAME not in sizes or sizes[NAME] > MOST_MANIFEST:
            raise ArchiveRefused(f"this is no exported dossier: it has no {NAME}")
        try:
            manifest = read_manifest(package.read(NAME))
        except ManifestRefused as refused:
            return Check(False, NAME, f"changed at {refused.where}")
        except DAMAGE:
            return Check(False, NAME, "changed")
        for where, said in differences(package, sizes, manifest):
            return Check(False, where, said)
        if not is_settled(source, package):
            return Check(False, "the archive", "its files are right, but the zip around them was changed")
    return Check(True, files=len(manifest["files"]), snapshots=len(manifest["assessments"]), sha256=manifest["sha256"])


def differences(package: zipfile.ZipFile, sizes: dict[str, int], manifest: Json) -> Iterator[tuple[str, str]]:
    named = {file["path"]: file for file in manifest["files"]}
    yield from ((path, "is missing") for path in named if path not in sizes)
    yield from ((path, "is not named in the manifest") for path in sizes if path not in named and path != NAME)
    for path, file in named.items():
        found = digest(package, path)
        if found != file["sha256"] or sizes[path] != file["size"]:
            yield path, f"changed: kept {file['sha256']}, found {found or 'damaged bytes'}"
    for one in manifest["assessments"]:
        said = wrong_with(package, one) if one["path"] in named else "is not among the files"
        if said:
            yield one["path"], said


def digest(package: zipfile.ZipFile, path: str) -> str:
    found = hashlib.sha256()
    try:
        with package.open(path) as member:
            while chunk := member.read(PIECE):
                found.update(chunk)
    except DAMAGE:
        return ""
    return found.hexdigest()


def wrong_with(package: zipfile.ZipFile, one: Json) -> str:
    """What is wrong with a frozen assessment; its own law and figures are judged again."""
    content = package.read(one["path"])
    try:
        frozen, check = read_snapshot(content), verify_snapshot(content)
    except (SnapshotUnreadable, SetRefused, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return "is no frozen assessment that can be computed again"
    if frozen["on"] != one["on"] or frozen["set"]["id"] != one["set"]:
        return "is another assessment than the manifest says"
    return "" if check.ok else f"differs at {check.where}: kept {check.kept}, computed {check.computed}"


def member_of(package: zipfile.ZipFile, name: str) -> Outside:
    return Outside(digest(package, name), package.getinfo(name).file_size, lambda: package.open(name))


def is_settled(source: IO[bytes], package: zipfile.ZipFile) -> bool:
    """The same members written again give the same bytes: no comment, no gap, no other date."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as again:
        try:
            write_container(again, ((name, member_of(package, name)) for name in sorted(package.namelist())))
        except ContentDiffers:
            return False
        again.seek(0)
        source.seek(0)
        while True:
            here, there = source.read(PIECE), again.read(PIECE)
            if here != there:
                return False
            if not here:
                return True
