"""Signs in procurement that somebody should look at, with the reason; their limits are data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from openntm.office.wording import number_text
from openntm.works.models import Change, Contract, Work

FILE = Path(__file__).parent / "data" / "flags.yaml"


@dataclass(frozen=True)
class Flag:
    """`act` is where the limit stands, empty where it is ours."""

    rule: str
    work: Work
    contract: Contract | None
    reason: str
    act: str = ""
    verified: bool = True


@cache
def rules() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def limit_on(kind: str, day: date) -> tuple[int, Mapping[str, Any]] | None:
    """Up to which a package of the kind was given without bidding on the day."""
    rows = [row for row in rules()["direct_limits"] if row["from"] <= day]
    return (int(rows[-1][kind]), rows[-1]) if rows else None


def flags_of(works: Iterable[Work]) -> list[Flag]:
    """`works` come with their contracts and changes."""
    shown = list(works)
    found = [flag for work in shown for one in work.contracts.all() for flag in of_contract(work, one)]
    found += [flag for work in shown for flag in of_changes(work)]
    return [*found, *splittings(shown)]


def of_contract(work: Work, one: Contract) -> Iterator[Flag]:
    if one.method in rules()["single_bidder"]["methods"] and one.bidders == 1:
        yield Flag("single_bidder", work, one, _("Bidding with a single bidder."))
    limit = limit_on(one.kind, one.signed_on) if one.signed_on and one.method == Contract.Method.DIRECT else None
    if limit is None or one.value is None:
        return
    most, row = limit
    if Decimal(most) * Decimal(rules()["near"]["share"]) <= one.value <= most:
        said = {"value": number_text(one.value), "limit": number_text(most)}
        reason = _("Directly appointed for %(value)s dong, just under the limit of %(limit)s dong.") % said
        yield Flag("near", work, one, reason, act_of(row), verified=row["verified"])


def of_changes(work: Work) -> Iterator[Flag]:
    changes = list(work.changes.all())
    for one in changes:
        if one.kind == Change.Kind.SCOPE or not (ends := planned_end_before(work, changes, one)):
            continue
        if one.day > ends - timedelta(days=int(rules()["late_change"]["days"])):
            said = {"kind": one.get_kind_display(), "day": f"{one.day:%d/%m/%Y}", "end": f"{ends:%d/%m/%Y}"}
            reason = _("Late change of %(kind)s on %(day)s; the end was planned for %(end)s.") % said
            yield Flag("late_change", work, one.contract, reason)
    for contract in (None, *work.contracts.all()):
        yield from growth(work, contract, [one for one in changes if one.contract_id == (contract and contract.pk)])


def planned_end_before(work: Work, changes: list[Change], one: Change) -> date | None:
    """As it was planned when the change was made."""
    later = [other for other in changes if other.kind == Change.Kind.DURATION and other.contract_id is None]
    ends = [other.before_day for other in later if other.day >= one.day and other.before_day]
    return ends[0] if ends else work.planned_end


def growth(work: Work, contract: Contract | None, changes: list[Change]) -> Iterator[Flag]:
    values = [one for one in changes if one.kind == Change.Kind.VALUE]
    first = values[0].before_value if values else None
    last = values[-1].after_value if values else None
    if first and last and last > first * (1 + Decimal(rules()["growth"]["share"])):
        said = {"before": number_text(first), "after": number_text(last)}
        yield Flag("growth", work, contract, _("The value grew from %(before)s to %(after)s dong.") % said)


def splittings(works: Iterable[Work]) -> Iterator[Flag]:
    """One owner, one contractor, one kind of package, directly appointed within some weeks."""
    groups: dict[tuple[Any, ...], list[tuple[Work, Contract]]] = defaultdict(list)
    for work in works:
        for one in work.contracts.all():
            if one.method == Contract.Method.DIRECT and one.signed_on and one.value and one.supplier:
                groups[work.owner or work.place_id, one.supplier.name, one.kind].append((work, one))
    for rows in groups.values():
        yield from splitting(sorted(rows, key=lambda row: (row[1].signed_on, row[1].pk)))


def splitting(rows: list[tuple[Work, Contract]]) -> Iterator[Flag]:
    """Each package, with those signed not more than so many days before it."""
    for place, (work, one) in enumerate(rows):
        near = [other for _w, other in rows[: place + 1] if days_between(other, one) <= span()]
        limit = limit_on(one.kind, one.signed_on or date.min)
        if limit is None or len(near) < 2:
            continue
        together = sum(other.value or 0 for other in near)
        if together > limit[0] and all((other.value or 0) <= limit[0] for other in near):
            said = {"count": len(near), "value": number_text(together), "limit": number_text(limit[0])}
            reason = _(
                "%(count)s packages to one contractor, together %(value)s dong: above the limit of %(limit)s dong."
            )
            yield Flag("splitting", work, one, reason % said, act_of(limit[1]), verified=limit[1]["verified"])


def days_between(one: Contract, other: Contract) -> int:
    return ((other.signed_on or date.min) - (one.signed_on or date.min)).days


def span() -> int:
    return int(rules()["splitting"]["days"])


def act_of(row: Mapping[str, Any]) -> str:
    return _("Decree %(act)s, Article %(article)s") % {"act": row["act"], "article": row["article"]}
