"""What stands behind a lot: its harvests, what was done on their plots, its certificate, the weight of its stamps."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from openntm.codes.models import Stock
from openntm.codes.models.runs import State
from openntm.produce.models import Certificate, DiaryEntry, HarvestShare, Lot, Scope, WaitingOverride
from openntm.produce.queries.certificates import in_scope
from openntm.produce.queries.graph import live_items, node_of, way
from openntm.produce.waiting import Conflict, conflicts

Kind = DiaryEntry.Kind
STAMP = "stamp"  # the kind of a run whose codes stand on lots; their key is the number of the lot's row


def standing_entries() -> QuerySet[DiaryEntry]:
    """Those that no later entry corrected or took back."""
    return DiaryEntry.objects.filter(correction__isnull=True, withdrawn=False)


def harvested_kg(lot: Lot) -> Decimal:
    return HarvestShare.objects.filter(lot=lot).aggregate(kg=Sum("kg"))["kg"] or Decimal(0)


def lots_in(lot: Lot) -> list[int]:
    """The lot and all those that went into it by its events: what holds them back holds it back too."""
    return [int(key) for kind, key in way([node_of(lot)], back=True) if kind == "lot"]


def harvests_in(lot: Lot) -> list[DiaryEntry]:
    return list(standing_entries().filter(shares__lot__in=lots_in(lot)).select_related("plot__area").distinct())


def waiting_conflicts(lot: Lot) -> list[Conflict]:
    """Harvests in the lot inside a waiting period, also by treatments that were entered afterwards."""
    harvests = harvests_in(lot)
    treated = standing_entries().filter(kind=Kind.TREATMENT, plot__in={one.plot_id for one in harvests})
    return conflicts([*harvests, *treated])


def barring(lot: Lot, found: list[Conflict] | None = None) -> list[Conflict]:
    """Those that no override of the office covers: stamps stay out of use while there is one."""
    known = waiting_conflicts(lot) if found is None else found
    overrides = WaitingOverride.objects.filter(lot__in=lots_in(lot)) if known else ()
    covered = {tuple(pair) for override in overrides for pair in override.covers}
    return [one for one in known if pair_of(one) not in covered]


def early_among(lots: Iterable[Lot]) -> dict[int, list[Conflict]]:
    """Of many lots those that `barring` names; in a constant number of queries, but for those made of other lots."""
    shown = list(lots)
    made = live_items().filter(lot__in=shown, role="output").values("lot")
    mixed = {lot.pk: held for lot in Lot.objects.filter(pk__in=made) if (held := barring(lot))}
    shares = HarvestShare.objects.filter(lot__in=shown).select_related("harvest__plot__area")
    by_lot: dict[int, list[DiaryEntry]] = {}
    for share in shares:
        by_lot.setdefault(share.lot_id, []).append(share.harvest)
    plots = {one.plot_id for harvests in by_lot.values() for one in harvests}
    treated = list(standing_entries().filter(kind=Kind.TREATMENT, plot__in=plots))
    overrides = WaitingOverride.objects.filter(lot__in=by_lot).values_list("lot", "covers")
    covered = {lot: {tuple(pair) for pair in pairs} for lot, pairs in overrides}
    found = {
        lot: [one for one in conflicts([*harvests, *treated]) if pair_of(one) not in covered.get(lot, set())]
        for lot, harvests in by_lot.items()
    }
    return {lot: early for lot, early in found.items() if early} | mixed


def pair_of(conflict: Conflict) -> tuple[int, int]:
    return conflict.treatment.pk, conflict.harvest.pk


def is_in_scope(certificate: Certificate, harvest: DiaryEntry) -> bool:
    """Whether the plot stood under the certificate on the day of the harvest."""
    return Scope.objects.filter(in_scope(harvest.day), certificate=certificate, plot=harvest.plot_id).exists()


def outside_scope(lot: Lot) -> list[DiaryEntry]:
    """Harvests in the lot whose plot was not under the certificate that it claims, as the register is today."""
    if lot.certificate is None:
        return []
    scopes = list(Scope.objects.filter(certificate=lot.certificate))
    return [one for one in harvests_in(lot) if not any(covers(scope, one.plot_id, one.day) for scope in scopes)]


def covers(scope: Scope, plot: int, day: date) -> bool:
    return scope.plot_id == plot and scope.valid_from <= day and (scope.valid_to is None or day < scope.valid_to)


def stamps_in_use(lots: Iterable[Lot]) -> dict[int, int]:
    """How many stamps of each lot are in circulation, in one query."""
    keys = {str(lot.pk): lot.pk for lot in lots}
    found = Stock.objects.filter(run__kind=STAMP, key__in=keys, state=State.ACTIVE)
    counted = dict.fromkeys(keys.values(), 0)
    for key, first, last in found.values_list("key", "first", "last"):
        counted[keys[key]] += last - first + 1
    return counted


def stamped_kg(lot: Lot) -> Decimal:
    return stamps_in_use([lot])[lot.pk] * (lot.unit_kg or Decimal(0))
