"""Writes: what was published about the supervision of works, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from openntm.steering.services.loading import is_changed
from openntm.works.models import SupervisionStatement


@transaction.atomic
def load_supervision(rows: Iterable[Mapping[str, Any]]) -> int:
    """How many were new or different."""
    return sum(is_changed(SupervisionStatement, row, ("key",)) for row in rows)
