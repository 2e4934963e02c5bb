"""`openntm verify FILE`: a frozen assessment is computed again, an exported dossier checked file by file."""

from pathlib import Path

import click

from openntm import __version__
from openntm.assessment.snapshot import SnapshotUnreadable, checksum, verify_snapshot

ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Check FILE without a database; exit 1 and name the first difference if it is not as it was.

    A frozen assessment (.json) is computed again and compared to the byte. Of an exported dossier (.zip) every file
    is compared with the manifest, the manifest with its chain, and every frozen assessment in it is computed again.
    """
    with file.open("rb") as source:
        is_zip = source.read(4) in ZIP
    said, ok = dossier(file) if is_zip else assessment(file)
    click.echo(f"{file}: {said}", err=not ok)
    if not ok:
        raise click.exceptions.Exit(1)


def assessment(file: Path) -> tuple[str, bool]:
    content = file.read_bytes()
    try:
        check = verify_snapshot(content)
    except SnapshotUnreadable as unreadable:
        raise click.UsageError(f"{file}: {unreadable}")
    if check.ok:
        return f"the same bytes (sha256 {checksum(content)}; frozen by {check.engine}, now {__version__})", True
    return f"differs at {check.where}: kept {check.kept}, computed {check.computed}", False


def dossier(file: Path) -> tuple[str, bool]:
    from openntm.recognition.archive import ArchiveRefused, check_archive

    try:
        with file.open("rb") as source:
            check = check_archive(source)
    except ArchiveRefused as refused:
        raise click.UsageError(f"{file}: {refused}")
    if check.ok:
        counts = f"{check.files} files, {check.snapshots} frozen assessments computed again"
        return f"as it was exported ({counts}; chain {check.sha256})", True
    return f"{check.where} {check.said}", False
