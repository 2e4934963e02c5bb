"""Files and story become one archive: the same dossier gives the same bytes."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from openntm.recognition.archive.container import write_container
from openntm.recognition.archive.manifest import NAME, README, Kept, build_manifest

READ_ME = Path(__file__).parent.parent / "data" / "archive_read_me.txt"


def archive_bytes(story: Mapping[str, Any], files: Iterable[Kept], *, what: str) -> bytes:
    target = io.BytesIO()
    write_archive(target, story, files, what=what)
    return target.getvalue()


def write_archive(target: IO[bytes], story: Mapping[str, Any], files: Iterable[Kept], *, what: str) -> None:
    """File after file, however large they are together."""
    read_me = Kept(README, READ_ME.read_text(encoding="utf-8").format(what=what).encode())
    kept = sorted([*files, read_me], key=lambda file: file.path)
    members = {file.path: file.content for file in kept} | {NAME: build_manifest(story, kept)}
    if len(members) != len(kept) + 1:
        raise ValueError("two files of one name")
    write_container(target, sorted(members.items(), key=lambda member: member[0]))
