"""`openntm titles --on DATE`: the titles of each place and since when, and the published series explained."""

import csv
import io
import json
from datetime import date
from typing import Any

import click

from openntm.portal.command import ready
from openntm.portal.commands.assess import harmless
from openntm.portal.commands.overview import DISTRICT, day_of

COLUMNS = (
    "code",
    "name",
    "kind",
    "title",
    "since",
    "since_text",
    "decision",
    "rule",
    "state",
    "score_met",
    "score_of",
    "score_unknown",
    "score_set",
    "score_illustrative",
    "verified",
    "source",
)
NOTE = "Figures marked illustrative were made for the demonstration: a score that rests on them is no real one."


@click.command()
@click.option("--on", "day", required=True, metavar="DATE", help="The day, as YYYY-MM-DD.")
@click.option("--place", "code", default=DISTRICT, show_default=True, help="Code of a province, district or commune.")
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def command(day: str, code: str, shape: str) -> None:
    """Say which titles each commune held on a day and since when, and explain the published counts."""
    on = day_of(day)
    ready()
    found = asked(code, on)
    if shape == "json":
        return click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    return click.echo(as_csv(found), nl=False) if shape == "csv" else click.echo("\n".join(lines(found)))


def asked(code: str, on: date) -> dict[str, Any]:
    from openntm.assessment.access import Sight
    from openntm.places.queries import PlaceNotFound, bearer_of
    from openntm.recognition.queries.titled import titled_places

    try:
        return titled_places(bearer_of(code, on).place, on, Sight(None))
    except PlaceNotFound:
        raise click.UsageError(f"--place {code}: no unit bore this code by {on}. Lục Nam district is 218.") from None


def as_csv(found: dict[str, Any]) -> str:
    """A row a title; a place without any has one row too."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place in found["places"]:
        for title in place["titles"] or [None]:
            writer.writerow([harmless(cell) for cell in row(place, title)])
    return text.getvalue()


def row(place: dict[str, Any], title: dict[str, Any] | None) -> list[str]:
    score = (title or place).get("score_today") or {}
    held = title or {}
    cells = [place["code"], place["name"], place["kind"], *(held.get(name) for name in COLUMNS[3:5])]
    cells += [held.get("since_vi"), *(held.get(name) for name in ("decision", "rule", "state"))]
    cells += [score.get(name) for name in ("met", "of", "unknown", "set", "illustrative")]
    cells += [held.get("verified"), held.get("source")]
    return ["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in cells]


def lines(found: dict[str, Any]) -> list[str]:
    """The same as text, a line for each statement."""
    rows = found["summary"].items()
    summary = [f"{title}: {total(one)}{kept(one)}" for title, one in rows if one["count"] or one["illustrative"]]
    told = [f"{found['place']}, {found['on']}", *(summary or ["no title is recorded"]), ""]
    told += [line for place in found["places"] for line in place_lines(place)]
    if found["illustrative"]:
        told += ["", NOTE]
    told += ["", "NTM communes as published, and why the numbers changed:"] if "series" in found else []
    for point in [*found.get("series", []), *([found["since_last"]] if "since_last" in found else [])]:
        told += ["", *point_lines(point)]
    return told


def total(one: dict[str, Any]) -> str:
    count, invented = one["count"], one["illustrative"]
    unnamed = (count or 0) - one["named"]
    text = "none on record" if count is None else f"{count} of {one['of']}" if one["of"] is not None else str(count)
    text += f" ({unnamed} of them published without names)" if unnamed else ""
    return f"{text}; {invented} more illustrative, not counted" if invented else text


def kept(one: dict[str, Any]) -> str:
    return f"; {one['by_rule']} kept by rule, no confirming decision seen" if one["by_rule"] else ""


def place_lines(place: dict[str, Any]) -> list[str]:
    name = f"{place['code']:<16}{place['name']:<14}"
    if not place["titles"]:
        why = f": {place['explanation_en']}" if place.get("explanation_en") else ""
        return [f"{name}no title{why}{score_text(place.get('score_today'))}"]
    return [f"{name}{title_text(title)}" for title in place["titles"]]


def title_text(title: dict[str, Any]) -> str:
    by = title["decision"] or title["rule"] or "decision not seen"
    marks = {"by_rule": "; kept by rule, no confirming decision seen", "under_review": "; UNDER REVIEW"}
    verified = "" if title["verified"] else " (unverified)"
    state = marks.get(title["state"], "") + ("; ILLUSTRATIVE" if title["illustrative"] else "")
    return f"{title['title']}: since {title['since_en']}, {by}{state}{verified}{score_text(title['score_today'])}"


def score_text(score: dict[str, Any] | None) -> str:
    if score is None:
        return ""
    unknown = f", {score['unknown']} unknown" if score["unknown"] else ""
    mark = ", illustrative" if score["illustrative"] else ""
    return f"; today {score['met']} of {score['of']} under {score['set']}{unknown}{mark}"


def point_lines(point: dict[str, Any]) -> list[str]:
    counted = f"computed {point['computed']['count']} of {point['computed']['of']}"
    told = [f"{point['day']}: {counted}"]
    if point["published"]:
        said = point["published"]
        sources = "; ".join(dict.fromkeys(one["title"] for one in point["sources"]))
        told = [f"{point['day']}: published {said['count']} of {said['of'] or '?'} ({sources}), {counted}"]
        told += disagreement(point)
    return told + [f"  {step['count']:+d} of {step['of']:+d}  {step['en']}" for step in point["changes"]]


def disagreement(point: dict[str, Any]) -> list[str]:
    if point["agrees"]:
        return []
    if point["counted_on"] is None:
        return ["  THE TWO DISAGREE"]
    then = point["computed_then"]
    return [f"  the published numbers hold on {point['counted_on']}: computed {then['count']} of {then['of']} that day"]
