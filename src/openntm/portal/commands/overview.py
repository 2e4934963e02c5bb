"""`openntm overview --on DATE`: the headline of a day, as a table or as JSON."""

import json
from datetime import date
from typing import Any

import click

from openntm.portal.command import ready

DISTRICT = "218"


@click.command()
@click.option("--on", "day", required=True, metavar="DATE", help="The day, as YYYY-MM-DD.")
@click.option("--place", "code", default=DISTRICT, show_default=True, help="Code of a province, district or commune.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(day: str, code: str, shape: str) -> None:
    """Say where a place stood on a day: titles, model hamlets, targets, and what does not add up."""
    on = day_of(day)
    ready()
    found = asked(code, on)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if shape == "json" else "\n".join(lines(found)))


def day_of(text: str) -> date:
    """Only the one way of writing a day; Python would read others too."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise click.UsageError(f"--on {text}: write the day as YYYY-MM-DD, for example 2023-12-31.")
    return day


def asked(code: str, on: date) -> dict[str, Any]:
    from openntm.places.queries import PlaceNotFound, bearer_of
    from openntm.reports.headline import headline

    try:
        return headline(bearer_of(code, on).place, on)
    except PlaceNotFound:
        raise click.UsageError(f"--place {code}: no unit bore this code by {on}. Lục Nam district is 218.") from None


def lines(found: dict[str, Any]) -> list[str]:
    """The same as text, a line for each statement."""
    titles = [
        f"{name}: {row['count'] if row['count'] is not None else 'unknown'} of {row['of']} ({row['share'] or '?'} %)"
        + (f"; {row['by_rule']} kept by rule, no confirming decision seen" if row["by_rule"] else "")
        for name, row in found["titles"].items()
    ]
    hamlets = [f"model hamlets: {row['value']} ({row['source']})" for row in found["model_hamlets"]["values"]]
    conflict = ["model hamlets: the sources disagree"] if found["model_hamlets"]["conflict"] else []
    return [
        f"{found['on']}: {found['communes']} communes",
        *titles,
        *hamlets,
        *conflict,
        *(f"{row['id']}: {statement(row)}" for row in found["targets"]),
    ]


def statement(row: dict[str, Any]) -> str:
    mark = {True: "adds up", False: "DOES NOT ADD UP", None: "no sum"}[row["check"]["ok"]]
    share = f" = {row['share']} % of {row['of']}" if row["share"] else ""
    return f"{row['value'] or '-'}{share}: {mark}: {row['check']['message_en']}"
