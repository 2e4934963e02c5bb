"""`openntm assess FILE`: judge a table of figures; it needs no database."""

import csv
import io
import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from openntm.portal.command import ready
from openntm.portal.day import Day

FORMATS = ("table", "json", "csv", "xlsx")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--set", "set_id", required=True, help="Criteria set: an id (`openntm sets list`) or a YAML file.")
@click.option("--on", required=True, type=Day(), help="The day whose rows of law are used.")
@click.option("--region", help="Region column of the law, e.g. tdmnpb; a column attribute:region tells it row by row.")
@click.option("--group", help="Group of communes of the set 2026-2030: g1, g2 or g3.")
@click.option("--province", help="Code of the province whose decisions count, e.g. 24; without it none does.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of standard output.")
@click.option(
    "--snapshot", type=click.Path(dir_okay=False, path_type=Path), help="Keep everything for `openntm verify`."
)
def command(
    file: Path, set_id: str, on: date, form: str, out: Path | None, snapshot: Path | None, **place: str
) -> None:
    """Judge FILE (.csv or .xlsx with the columns place, indicator, value) against a criteria set on a day.

    An indicator is an id of the set or a part of one (5.1:a). An empty value is missing, never zero. Yes and no are
    đạt/không đạt, có/không, true/false or 1/0. Columns named attribute:NAME give attributes of the commune.
    Wrong input ends with exit code 2 and names row and column; nothing is written then.
    """
    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise click.UsageError("--format xlsx needs --out FILE.xlsx, or > FILE.xlsx")
    refuse_unwritable(out, snapshot)
    ready()
    from openntm.assessment.answer import answer, rows_of

    law, tables = read(file, set_id)
    results = judged(law, tables, on, place)
    if form == "table":
        content: str | bytes = table_text(law, results)
    elif form == "json":
        content = json_text(answer(law.id, on, results))
    else:
        content = csv_text(rows_of(results)) if form == "csv" else workbook(rows_of(results), law, on)
    if snapshot:
        write_snapshot(snapshot, set_id, tables, on, place)
    deliver(content, out)


def refuse_unwritable(out: Path | None, snapshot: Path | None) -> None:
    """Said before the judging, so that nothing is written when one of the two cannot be."""
    for path in (out, snapshot):
        if path and not (path.parent.is_dir() and os.access(path if path.exists() else path.parent, os.W_OK)):
            raise click.UsageError(f"{path} cannot be written: is the folder there, and may you write in it?")
    if snapshot and snapshot.exists():
        raise click.UsageError(f"{snapshot} is there already: a snapshot never overwrites a file")


def read(file: Path, set_id: str) -> tuple[Any, Any]:
    from openntm.assessment.longform import TableRefused, read_figures
    from openntm.assessment.sheets.table import read_cells
    from openntm.assessment.sheets.words import FileRefused
    from openntm.criteria import SetNotFound, SetRefused, load_set

    try:
        law = load_set(set_id)
        return law, read_figures(law, read_cells(file.read_bytes()))
    except FileRefused as error:
        raise click.UsageError(f"{file.name}: {error.said['vi']} / {error.said['en']}") from None
    except (SetNotFound, SetRefused) as error:
        raise click.UsageError(str(error)) from None
    except TableRefused as error:
        raise click.UsageError(f"{file.name}, {error}") from None


def judged(law: Any, tables: Mapping[str, Any], on: date, place: Mapping[str, Any]) -> dict[str, Any]:
    from openntm.criteria import UnknownColumn, judge, load_overlays

    results, overlays = {}, load_overlays(law.id)
    with click.progressbar(tables.items(), label="Judging", file=sys.stderr, hidden=len(tables) < 200) as bar:
        for name, table in bar:
            try:
                results[name] = judge(law, table.figures, on, overlays=overlays, **class_of(table, place))
            except UnknownColumn as error:
                raise click.UsageError(f"{name}: {error}") from None
    return results


def class_of(table: Any, place: Mapping[str, Any]) -> dict[str, Any]:
    """Region, group and attributes of one place: its own rows say more than the options."""
    own = {"province": place["province"]} if place.get("province") else {}
    own |= table.attributes
    return {
        "region": own.pop("region", None) or place.get("region"),
        "group": own.pop("group", None) or place.get("group"),
        "attributes": own,
    }


def table_text(law: Any, results: Mapping[str, Any]) -> str:
    lines = [f"{law.id}: {law.title.vi} / {law.title.en}"]
    for name, result in results.items():
        title = {True: "met", False: "not met", None: "unknown"}[result.title_met]
        lines.append(f"\n{name}: criteria {result.criteria_met}/{result.criteria_total}, title {title}")
        for finding in (*result.prerequisites.values(), *result.findings.values()):
            mark = "" if finding.verified else " *"
            lines.append(f"  {finding.indicator:<14}{finding.verdict:<16}{finding.reason_vi}{mark}")
    lines.append("\n* threshold not verified / ngưỡng chưa kiểm chứng")
    return "\n".join(lines) + "\n"


def json_text(found: dict[str, Any]) -> str:
    """A line a place: the quick encoder writes it, and many places stay readable."""
    places = ",\n".join(json.dumps(place, ensure_ascii=False) for place in found.pop("places"))
    return f'{json.dumps(found, ensure_ascii=False)[:-1]}, "places": [\n{places}\n]}}\n'


def csv_text(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """No cell that a spreadsheet takes for a formula; a negative number stays one."""
    is_number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
    return cell if is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")) else f"'{cell}"


def workbook(rows: list[list[str]], law: Any, on: date) -> bytes:
    from openntm.office.exports import SYSTEM, Sheet, as_xlsx

    return as_xlsx(Sheet(rows[0], rows[1:], below=[(SYSTEM, f"{law.id} · {on.isoformat()}")], title=law.id))


def write_snapshot(path: Path, set_id: str, tables: Mapping[str, Any], on: date, place: Mapping[str, Any]) -> None:
    from openntm.assessment.snapshot import Case, build_snapshot

    cases = [Case(name, table.figures, **class_of(table, place)) for name, table in tables.items()]
    path.write_bytes(build_snapshot(set_id, on, cases))
    click.echo(f"{path}: check it any time with `openntm verify {path.name}`", err=True)


def deliver(content: str | bytes, out: Path | None) -> None:
    if out is None:
        click.echo(content, nl=False)
    elif isinstance(content, bytes):
        out.write_bytes(content)
    else:
        out.write_text(content, encoding="utf-8")
