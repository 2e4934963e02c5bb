"""`openntm dossier`: the dossiers there are, and one of them as a file that can be checked anywhere."""

import os
from pathlib import Path

import click

from openntm.portal.command import ready


@click.group()
def command() -> None:
    """Dossiers that ask for a title: list them, export one with all that belongs to it."""
    ready()


@command.command(name="list")
def listing() -> None:
    """Every dossier: its ID, unit, title, year and where it stands."""
    from openntm.recognition.models import Dossier
    from openntm.recognition.procedure.loader import load_procedure
    from openntm.recognition.queries.bodies import request_of

    found = Dossier.objects.select_related("place").order_by("pk")
    for dossier in found:
        state = load_procedure(dossier.procedure).states[dossier.state].vi
        mark = "  (illustrative)" if dossier.illustrative else ""
        what = request_of(dossier, dossier.since).what
        click.echo(f"{dossier.pk}  {what}  –  {state}, {dossier.since:%d/%m/%Y}{mark}")
    if not found:
        click.echo("No dossier yet: a commune opens one on the page of dossiers.")


@command.command()
@click.argument("dossier", metavar="ID", type=click.IntRange(1))
@click.argument("file", metavar="FILE.zip", type=click.Path(dir_okay=False, path_type=Path))
def export(dossier: int, file: Path) -> None:
    """Write dossier ID with every part, its frozen figures, their evidence and a manifest of hashes to FILE.zip.

    `openntm verify FILE.zip` checks it without a database. A file that is there already is never overwritten.
    """
    from openntm.recognition.models import Dossier
    from openntm.recognition.services.export import FilesMissing, export_dossier

    if file.exists():
        raise click.UsageError(f"{file} is there already: choose another name")
    if not (file.parent.is_dir() and os.access(file.parent, os.W_OK)):
        raise click.UsageError(f"{file} cannot be written: is the folder there, and may you write in it?")
    partial = file.with_name(f"{file.name}.part")
    try:
        with partial.open("w+b") as out:
            size = export_dossier(by=None, pk=dossier, target=out)
        partial.rename(file)
    except (Dossier.DoesNotExist, OverflowError):
        raise click.UsageError(f"there is no dossier {dossier}; `openntm dossier list` shows them all") from None
    except FilesMissing as refused:
        raise click.UsageError(str(refused)) from None
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"{file}: {size} bytes; check it any time with `openntm verify {file.name}`")
