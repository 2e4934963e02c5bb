"""`openntm places`: load the record of units, load boundaries, show and find units."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openntm.portal.command import ready

if TYPE_CHECKING:
    from openntm.places.models import PlaceVersion


@click.group(name="places")
def command() -> None:
    """Provinces, districts, communes and hamlets, and the days between which they stand."""
    ready()


def _on(context: click.Context, option: click.Parameter, value: datetime | None) -> date:
    from django.utils import timezone

    return value.date() if value else timezone.localdate()


on_option = click.option(
    "--on",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_on,
    help="The day, YYYY-MM-DD; today if left out.",
)


@command.command()
def load() -> None:
    """Load the product's own record of units; a second run changes nothing."""
    from openntm.places.record import RecordRefused
    from openntm.places.services import load_places

    try:
        loaded = load_places()
    except RecordRefused as refused:
        raise click.ClickException(str(refused)) from None
    for key in sorted(loaded.left_alone):
        click.echo(f"left as it is, changed here since: {key}")
    if loaded.is_quiet:
        click.echo(f"Nothing changed: {loaded.unchanged} rows are as in the record.")
    else:
        click.echo(f"{loaded.created} rows new, {loaded.changed} changed, {loaded.removed} removed.")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@on_option
@click.option("--source", default="", help="Where the boundaries come from; shown beside the map.")
def boundaries(file: Path, on: date, source: str) -> None:
    """Load boundaries from a GeoJSON FILE, by the property `code` and the day."""
    from openntm.places.geojson import BoundariesRefused
    from openntm.places.services import load_boundaries

    try:
        units = load_boundaries(path=file, on=on, source=source)
    except BoundariesRefused as refused:
        raise click.UsageError(f"{file.name}: {refused}. Nothing was written.") from None
    click.echo(f"Boundaries of {len(units)} units, as of {on}: {', '.join(unit.full_name for unit in units)}")


@command.command()
@click.argument("code")
@on_option
def show(code: str, on: date) -> None:
    """The unit that bears CODE on the day, what it was made of and what it became."""
    from openntm.places import queries

    try:
        version = queries.place_at(code, on)
    except queries.PlaceNotFound as missing:
        others = "; ".join(line(version) for version in missing.nearest)
        raise click.UsageError(
            f"no unit bears {code} on {on}" + (f"; it stood for {others}" if others else "")
        ) from None
    click.echo(line(version))
    for above in reversed(queries.superiors_of(version, on)):
        click.echo(f"  under {line(above)}")
    for below in queries.children_of(version.place, on):
        click.echo(f"  over {line(below)}")
    _show_lineage(version)


def _show_lineage(version: "PlaceVersion") -> None:
    from openntm.places import queries

    for word, lines in (("from", queries.predecessors(version.place)), ("became", queries.successors(version.place))):
        for one in lines:
            other = one.predecessor if word == "from" else one.successor
            name = queries.nearest_version(other, one.change.day).full_name if other else "nothing: abolished"
            marks = " (unverified)" * (not one.verified) + " (another reading, not counted)" * one.rival
            click.echo(f"  {word} {name}, {one.change.day}, {one.change.act or 'no act recorded'}{marks}")


@command.command()
@click.argument("text")
@on_option
def search(text: str, on: date) -> None:
    """Units whose name or code begins with TEXT, with or without marks, old names too."""
    from openntm.places import queries

    hits = queries.search(text, on)
    if not hits:
        click.echo(f"Nothing found for {text}.")
    for hit in hits:
        now = ", ".join(unit.full_name for unit in hit.now)
        click.echo(line(hit.version) + ("" if hit.standing else f" → {now or 'no unit'}"))


def line(version: "PlaceVersion") -> str:
    end = f" to {version.valid_to} (exclusive)" if version.valid_to else ""
    return f"{version.code} {version.full_name}, from {version.valid_from}{end}"
