"""`openntm figures compute`: figures that follow from the registers, written with what they rest on."""

from typing import Any

import click

from openntm.portal.command import ready
from openntm.portal.commands.overview import day_of


@click.group()
def command() -> None:
    """Figures that are computed and not typed."""


@command.command()
@click.option("--place", "code", required=True, help="Code of a rural commune.")
@click.option("--on", "day", required=True, metavar="DATE", help="The day, as YYYY-MM-DD.")
def compute(code: str, day: str) -> None:
    """Compute the figures of produce and of satisfaction of a commune; the same again changes nothing."""
    on = day_of(day)
    ready()
    found = computed(code, on)
    for one in found:
        click.echo(f"{one.measure}: {one.value} {one.unit}\n    {one.note}")
    if not found:
        click.echo("The registers hold no growing areas of this commune: nothing was computed.")


def computed(code: str, on: Any) -> Any:
    from openntm.assessment.services.computed import NoCommune, compute_figures
    from openntm.places.queries import PlaceNotFound, place_at

    try:
        return compute_figures(by=None, place=place_at(code, on).place, day=on)
    except (NoCommune, PlaceNotFound):
        raise click.UsageError(f"--place {code}: no rural commune bore this code on {on}.") from None
