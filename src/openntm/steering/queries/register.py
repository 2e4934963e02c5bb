"""Reads: the register of a place on a day, filtered and sorted, each row with its state and its hit."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, QuerySet

from openntm.office.queries import place_names
from openntm.places.vietnamese import sort_key
from openntm.steering.models import Directive
from openntm.steering.queries.directives import Force, in_force, standing, with_relations_to
from openntm.steering.queries.finding import Excerpt, attachment_hits, marked

LEADING = re.compile(r"\d+")


@dataclass(frozen=True)
class Row:
    """`hit` is the abstract with the words marked, `inside` a line of an attachment."""

    directive: Directive
    force: Force
    register: str
    hit: Excerpt | None = None
    inside: Excerpt | None = None


def number_key(number: str) -> tuple[int, str]:
    """2 before 10, whatever symbol follows."""
    digits = LEADING.match(number)
    return int(digits[0][:18]) if digits else 0, number


ORDERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "issued": ("issued", lambda day: day),
    "number": ("number", number_key),
    "issuer": ("issuer_vi", sort_key),
}


def filtered(
    found: QuerySet[Directive],
    on: date,
    *,
    kind: str = "",
    direction: str = "",
    year: str = "",
    force: str = "",
) -> QuerySet[Directive]:
    found = found.filter(kind=kind) if kind else found
    found = found.filter(direction=direction) if direction else found
    found = found.filter(issued__year=int(year)) if year else found
    return standing(found, force, on) if force else found


def ordered(found: QuerySet[Directive], by: str, *, descending: bool) -> list[int]:
    """The ids in the wanted order, the same on every database; the newest first where rows are alike."""
    field, key = ORDERS[by]
    rows = list(found.order_by("-issued", "-pk").values_list("pk", field))
    keys = {value: key(value) for value in {value for _, value in rows}}
    rows.sort(key=lambda row: keys[row[1]], reverse=descending)
    return [pk for pk, _ in rows]


def years_of(found: QuerySet[Directive]) -> list[int]:
    """From the last to the first, the empty ones between them too."""
    ends = found.aggregate(first=Min("issued"), last=Max("issued"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["last"] else []


def rows_of(wanted: Iterable[int], on: date, needles: list[str] | None = None) -> Iterator[Row]:
    """In the order of the ids; the number of queries does not grow with them."""
    ids = list(wanted)
    held = {one.pk: one for one in with_relations_to(Directive.objects.filter(pk__in=ids))}
    registers = place_names({one.place.key for one in held.values() if one.place})
    inside = attachment_hits(held.values(), needles or [])
    for one in (held[pk] for pk in ids if pk in held):
        hit = marked(one.abstract_vi, needles or [])
        register = registers.get(one.place.key, "") if one.place else ""
        yield Row(one, in_force(one, on), register, hit, inside.get(one.pk))
