"""`openntm backup FILE`: the whole data directory in one archive."""

from pathlib import Path

import click

from openntm.portal.command import ready


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Write database, files, key and the log's anchor to FILE (.tar.gz), also while the product runs."""
    ready()
    from django.conf import settings

    from openntm.portal.archive import ArchiveRefused, write_archive

    try:
        number = write_archive(settings.HOME, settings.DATABASES["default"], file)
    except ArchiveRefused as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"{file}: {number} files, {file.stat().st_size:,} bytes. It holds personal data and the key: keep it safe."
    )
