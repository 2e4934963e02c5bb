"""Writes: published facts about sites, loaded as often as one likes; what an office has changed stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from openntm.heritage.models import Account, Custodian, Site
from openntm.office.models import LogEntry
from openntm.places.vietnamese import sort_key
from openntm.steering.services.loading import is_changed

Row = Mapping[str, Any]


@transaction.atomic
def load_sites(rows: Iterable[Row]) -> int:
    """How many were new or different. A row may hold `within` (the name of another of the place), `custodian` and
    `accounts`."""
    return sum(_load_site(dict(row)) for row in rows)


def _load_site(row: dict[str, Any]) -> bool:
    accounts, custodian = row.pop("accounts", ()), row.pop("custodian", None)
    known = Site.objects.filter(place=row["place"], name=row["name"]).first()
    if known and is_in_hand(known):
        return False
    if within := row.get("within"):
        row["within"] = Site.objects.get(place=row["place"], name=within)
    row["sort_key"] = sort_key(row["name"])
    changed = is_changed(Site, row, ("place", "name"))
    site = Site.objects.get(place=row["place"], name=row["name"])
    told = [is_changed(Account, {"site": site, **one}, ("site", "source_title", "day")) for one in accounts]
    kept = custodian is not None and is_changed(Custodian, {"site": site, **custodian}, ("site", "valid_from"))
    return changed or any(told) or kept


def is_in_hand(site: Site) -> bool:
    """Whether an office has acted on it: its word stands, whatever the facts said at first."""
    return LogEntry.objects.filter(subject_kind=site._meta.label_lower, subject_key=str(site.pk)).exists()
