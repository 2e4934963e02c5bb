"""`openntm recheck --on DATE`: who of the titled places would fall short on a day; it changes no title."""

import json
from datetime import date
from typing import Any

import click

from openntm.portal.command import ready
from openntm.portal.commands.overview import DISTRICT, day_of


@click.command()
@click.option("--on", "day", required=True, metavar="DATE", help="The day, as YYYY-MM-DD.")
@click.option("--place", "code", default=DISTRICT, show_default=True, help="Code of a province, district or commune.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(day: str, code: str, shape: str) -> None:
    """Judge all titled places again, keep the result, and say who would fall short and who nears revocation."""
    on = day_of(day)
    ready()
    run = checked(code, on)
    found = json.loads(run.content)
    click.echo(run.content if shape == "json" else "\n".join([*lines(found), f"sha256 {run.sha256}"]))


def checked(code: str, on: date) -> Any:
    from openntm.places.queries import PlaceNotFound, bearer_of
    from openntm.recognition.services.rechecks import DayAhead, NothingToCheck, run_recheck

    try:
        return run_recheck(by=None, place=bearer_of(code, on).place, on=on)
    except PlaceNotFound:
        raise click.UsageError(f"--place {code}: no unit bore this code by {on}. Lục Nam district is 218.") from None
    except DayAhead:
        raise click.UsageError(f"--on {on}: the day has not come.") from None
    except NothingToCheck:
        raise click.UsageError(f"--place {code}: no place held a title on {on}.") from None


def lines(found: dict[str, Any]) -> list[str]:
    """The gravest first; not met and unknown apart."""
    order = ("reached", "line", "near", "short", "well")
    rows = sorted(found["rows"], key=lambda row: (order.index(row["level"]), row["sort"]))
    told = [f"{found['place']['name']}, {found['on']}: {len(rows)} titles judged, {len(found['unjudged'])} not judged"]
    told += [line for row in rows for line in row_lines(row)]
    return told + [f"{one['code']:<8}{one['name']} {one['title']}: no figures or no set" for one in found["unjudged"]]


def row_lines(row: dict[str, Any]) -> list[str]:
    mark = " (illustrative)" if row["illustrative"] else ""
    head = f"{row['code']:<8}{row['name']} {row['title']}: {row['en']}; {len(row['unknown'])} unknown{mark}"
    failed = [f"{one['en']} ({', '.join(one['not_met'])})" for one in row["failed"]]
    unknown = [f"{one['en']} ({', '.join(one['unknown'])})" for one in row["unknown"]]
    rest = [f"        not met: {'; '.join(failed)}"] if failed else []
    return [head, *rest, *([f"        unknown: {'; '.join(unknown)}"] if unknown else [])]
