"""Writes: published facts about what was mobilised and about movements, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from openntm.participation.models import MobilisedStatement, Movement
from openntm.steering.services.loading import is_changed

Row = Mapping[str, Any]


@transaction.atomic
def load_mobilised(rows: Iterable[Row]) -> int:
    """How many were new or different."""
    return sum(is_changed(MobilisedStatement, row, ("key",)) for row in rows)


@transaction.atomic
def load_movements(rows: Iterable[Row]) -> int:
    return sum(is_changed(Movement, row, ("key",)) for row in rows)
