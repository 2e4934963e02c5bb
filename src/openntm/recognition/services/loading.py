"""Writes: decisions and title records that public sources report, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from openntm.recognition.models import Decision, TitleRecord
from openntm.steering.services import is_changed

Row = Mapping[str, Any]


@transaction.atomic
def load_decisions(rows: Iterable[Row]) -> int:
    """How many entries were new or different; what an office keeps in its register is never one of them."""
    return sum(is_changed(Decision, {"place": None, **row}, ("number", "issued", "place")) for row in rows)


@transaction.atomic
def load_titles(rows: Iterable[Row]) -> int:
    """A row may bear the number of its decision under `decision`."""
    return sum(_load_title(dict(row)) for row in rows)


def _load_title(row: dict[str, Any]) -> bool:
    number = row.pop("decision", None)
    row["decision"] = Decision.objects.get(number=number, place=None) if number else None
    row.setdefault("holder", "")
    return is_changed(TitleRecord, row, ("place", "title", "holder", "from_day"))
