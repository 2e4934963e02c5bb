"""The public facts about Lục Nam, from `facts/`, into the tables that own them; loading twice changes nothing."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.services import record_figure
from openntm.participation.services.loading import load_mobilised, load_movements
from openntm.places.models import Change, Place
from openntm.places.queries import place_at
from openntm.places.services import load_unit_sets
from openntm.produce.services.loading import load_certificates, load_designations, load_producers, load_statements
from openntm.recognition.services import load_decisions, load_titles
from openntm.recognition.services.carrying import ENDINGS, carry_over_titles
from openntm.steering.services import load_directives, load_means, load_registrations, load_targets
from openntm.support.services.loading import load_schemes
from openntm.works.services.loading import load_supervision

FOLDER = Path(__file__).parent / "facts" / "luc-nam"
DISTRICT = "218"
FACTS_DAY = date(2023, 12, 31)
Row = dict[str, Any]


def load_facts() -> dict[str, int]:
    """What was new or different, by kind of fact."""
    titles = read("titles")
    return {
        "directives": load_directives([_directive(row) for row in read("directives")["directives"]]),
        "decisions": load_decisions([_cited(row) for row in titles["decisions"]]),
        "titles": load_titles(_titles(titles["records"])),
        "carried": sum(carry_over_titles(by=None, change=one).written for one in _changes()),
        "targets": load_targets([_target(row) for row in read("targets")["targets"]]),
        "means": load_means([_mean(row) for row in read("targets")["means"]]),
        "registrations": load_registrations(_registrations(read("registrations")["registrations"])),
        "figures": _load_figures(),
        "schemes": load_schemes(),
        "unit_sets": load_unit_sets([_unit_set(row) for row in read("unit-sets")["unit_sets"]]),
        **_load_produce(read("produce")),
        "mobilised": load_mobilised(
            _said(row) | {"value": Decimal(row["value"])} for row in read("mobilised")["mobilised"]
        ),
        "movements": load_movements(_moved(row) for row in read("mobilised")["movements"]),
        "supervision": load_supervision([_grown(row) | {"day": row["day"]} for row in read("works")["supervision"]]),
    }


def _load_produce(facts: Mapping[str, Any]) -> dict[str, int]:
    return {
        "producers": load_producers([_grown(row) for row in facts["producers"]]),
        "certificates": load_certificates([_grown(row) | {"issued": row["issued"]} for row in facts["certificates"]]),
        "statements": load_statements([_grown(row) | {"day": row["day"]} for row in facts["statements"]]),
        "designations": load_designations([_grown(row, "name") | {"day": row["day"]} for row in facts["designations"]]),
    }


def _grown(given: Row, *texts: str) -> Row:
    """`day` or `issued` says on which day the codes of its places hold."""
    row = {**given, **_languages(given, "note", *texts)}
    on, source = row.pop("day", None) or row["issued"], _source(row.pop("source"))
    for name in ("note", *texts):
        row.pop(name, None)
    row |= {"place": place(row["place"], on), "source_title": source["title"]["vi"], "source_url": source["url"]}
    if "named_places" in row:
        row["named_places"] = [place(code, on) for code in row["named_places"]]
    return row | {name: Decimal(row[name]) for name in ("area_ha", "output_t") if name in row}


def _said(row: Row, *texts: str) -> Row:
    """`years` are the first and the last."""
    kept = _cited(row, "note", *texts)
    first, last = kept.pop("years")
    return kept | {"place": place(row["place"], row["day"]), "first_year": first, "last_year": last}


def _moved(row: Row) -> Row:
    kept = _said(row, "name", "led_by")
    del kept["day"]
    return kept


@cache
def read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def place(code: str, on: date) -> Place:
    return place_at(code, on).place


def bands() -> dict[str, tuple[int, int]]:
    """Code of a commune → the least and the most criteria that it was reported to meet at the end of 2019."""
    items = read("figures")["bands"]["items"]
    return {code: (row["at_least"], row["at_most"]) for row in items for code in row["places"]}


def _source(key: str) -> Row:
    return dict(read("sources")["sources"][key])


def _languages(row: Row, *names: str) -> Row:
    """`title: {vi, en}` as `title_vi` and `title_en`."""
    return {f"{name}_{language}": row.get(name, {}).get(language, "") for name in names for language in ("vi", "en")}


def _cited(row: Row, *texts: str) -> Row:
    """The row with its source written out and its texts in both languages."""
    source = _source(row["source"])
    kept = {name: value for name, value in row.items() if name not in {"source", "title", "note", *texts}}
    if "note" in row and isinstance(row["note"], str):
        kept["note"] = row["note"]
    elif texts:
        kept |= _languages(row, "note")
    names = texts or ("title",)
    return kept | _languages(row, *names) | {"source_title": source["title"]["vi"], "source_url": source["url"]}


def _directive(row: Row) -> Row:
    """Without a place it is national; `verified` as the page that was read says."""
    kept = {name: row[name] for name in ("number", "issued", "kind")}
    kept |= {"effective": row.get("effective"), "signer": row.get("signer", ""), "verified": row.get("verified", False)}
    kept |= {"source_title": row.get("source", row["abstract"]["vi"])[:300], "source_url": row.get("url", "")}
    if "place" in row:
        kept |= {"place": place(row["place"], row["issued"]), "direction": "outgoing"}
    return kept | _languages(row, "issuer", "abstract", "note") | {"relations": row.get("relations", ())}


def _titles(records: list[Row]) -> Iterator[Row]:
    for record in records:
        row = _cited(record, "from_text") | {"title": record["title"]}
        for code in row.pop("places"):
            yield row | {"place": place(code, record["from_day"])}


def _changes() -> Iterator[Change]:
    """The product's own record of merges and ends, oldest first: each rests on what the one before it left."""
    yield from Change.objects.filter(loaded=True, kind__in=ENDINGS).order_by("day", "pk")


def _registrations(rows: list[Row]) -> Iterator[Row]:
    """Texts in both languages; the title is a word of the programme, not a text."""
    for given in rows:
        row = _cited(given, "note") | {"title": given["title"]}
        for code in row.pop("places"):
            yield row | {"place": place(code, given["registered_on"])}


def _target(row: Row) -> Row:
    kept = _cited(row, "title")
    kept["place"] = place(row["place"], row["said_on"])
    kept["named_places"] = [place(code, row["said_on"]) for code in row.get("named_places", ())]
    for name in ("added", "final"):
        low, high = kept.pop(name, (None, None))
        kept |= {f"{name}_min": _number(low), f"{name}_max": _number(high)}
    return kept | {"base_value": _number(row.get("base_value"))}


def _mean(row: Row) -> Row:
    return _cited(row, "title") | {"place": place(row["place"], row["day"])}


def _figures() -> Iterator[Row]:
    found = cache(place)
    for row in read("figures")["figures"]:
        yield row | {"place": found(DISTRICT, row["day"])}
    band = read("figures")["bands"]
    for code, (least, most) in bands().items():
        common = {"day": band["day"], "source": band["source"], "unit": "count", "place": found(code, band["day"])}
        yield common | {"measure": "criteria.met.least", "value": str(least)}
        yield common | {"measure": "criteria.met.most", "value": str(most)}
        if least == most:
            yield common | {"measure": "criteria.met", "value": str(least)}


def _load_figures() -> int:
    """Each is kept under its source, so that another source's value of the same day stays beside it."""
    before, source_of = Figure.objects.count(), cache(kept_source)
    for row in _figures():
        record_figure(
            by=None,
            place=row["place"],
            measure=row["measure"],
            day=row["day"],
            value=str(row["value"]),
            unit=row["unit"],
            layer=Layer.PUBLISHED,
            source=source_of(row["source"]),
            note=row.get("note", {}).get("vi", ""),
            period=row.get("period", ""),
        )
    return Figure.objects.count() - before


def kept_source(key: str) -> Source:
    source = _source(key)
    values = {"title": source["title"]["vi"], "url": source["url"], "kind": source["kind"]}
    return Source.objects.get_or_create(key=key, defaults=values | {"published": source.get("published")})[0]


def _unit_set(row: Row) -> Row:
    kept = _languages(row, "name") | {"key": row["key"], "kind": row["kind"], "verified": row["verified"]}
    kept |= {"place": place(row["place"], row["from"]), "source": _source(row["source"])["title"]["vi"]}
    return kept | {"from": row["from"], "members": [place(code, row["from"]) for code in row["members"]]}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
