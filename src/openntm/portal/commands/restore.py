"""`openntm restore FILE`: an archive into an empty data directory."""

from pathlib import Path

import click

from openntm.portal.command import ready


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Put the archive FILE into the data directory (OPENNTM_HOME), which must be new."""
    from openntm.portal import options

    home = options.folder("HOME", Path.cwd() / "var")
    database = options.database(options.text("DATABASE_URL"), home / "openntm.sqlite3")
    from openntm.portal.archive import ArchiveRefused, read_archive

    try:
        number = read_archive(file, home, database)
    except ArchiveRefused as error:
        raise click.UsageError(str(error)) from None
    ready()
    click.echo(f"{home}: {number} files restored. Start with: openntm serve")
