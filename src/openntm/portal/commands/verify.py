"""`openntm verify FILE`: a frozen assessment is computed again and compared to the byte."""

from pathlib import Path

import click

from openntm import __version__
from openntm.assessment.snapshot import SnapshotUnreadable, checksum, verify_snapshot


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Compute the frozen assessment in FILE again; exit 1 and name the first difference if it is not the same."""
    content = file.read_bytes()
    try:
        check = verify_snapshot(content)
    except SnapshotUnreadable as unreadable:
        raise click.UsageError(f"{file}: {unreadable}")
    if check.ok:
        click.echo(f"{file}: the same bytes (sha256 {checksum(content)}; frozen by {check.engine}, now {__version__})")
        return
    click.echo(f"{file}: differs at {check.where}: kept {check.kept}, computed {check.computed}", err=True)
    raise click.exceptions.Exit(1)
