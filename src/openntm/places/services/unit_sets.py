"""Sets of units that public sources name, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from openntm.places.models import UnitSet, UnitSetMember


@transaction.atomic
def load_unit_sets(rows: Iterable[Mapping[str, Any]]) -> int:
    """How many sets or members are new; a row has the fields of a set, its `members` and `from`, their first day."""
    new = 0
    for row in rows:
        given = {name: value for name, value in row.items() if name not in {"members", "from"}}
        unit_set, is_new = UnitSet.objects.get_or_create(key=given["key"], defaults=given)
        known = set(unit_set.members.values_list("place", flat=True))
        fresh = [place for place in row["members"] if place.pk not in known]
        for place in fresh:
            UnitSetMember.objects.create(unit_set=unit_set, place=place, valid_from=row["from"])
        new += is_new + len(fresh)
    return new
