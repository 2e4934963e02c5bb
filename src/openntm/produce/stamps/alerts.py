"""Who watches the scans: the fold gives the facts, alerts are raised by the rules, pages warn of those that stand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.codes import generation
from openntm.codes.models import Run, Stock
from openntm.codes.scanning.seen import Facts
from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.services import tell
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean
from openntm.produce.models import CopyAlert, Lot
from openntm.produce.stamps.access import alerts_visible_to
from openntm.produce.stamps.content import lot_of
from openntm.produce.stamps.copying import CopyWarning, bits_of, rules, warnings_of
from openntm.produce.stamps.handlers import handlers_of
from openntm.produce.stamps.refusals import AlreadyHandled, ReasonMissing


class Watch:
    """As `codes.scanning.fold` asks for it; `known` spares asking the tables for what was raised before."""

    def __init__(self) -> None:
        self.known: dict[date, set[tuple[int, str]]] = {}

    def warned(self) -> Mapping[int, int]:
        """Dismissed ones no longer warn."""
        self.known = {}
        standing = CopyAlert.objects.exclude(state=CopyAlert.State.DISMISSED)
        keys: dict[int, list[str]] = defaultdict(list)
        for number, index, rule in standing.values_list("run__number", "index", "rule"):
            keys[number << 20 | index].append(rule)
        return {head: bits_of(held) for head, held in keys.items()}

    def judge(self, facts: list[Facts]) -> Mapping[int, int]:
        """Raised once a code, day and rule: what the office has dismissed is not raised again that day."""
        bits: dict[int, int] = defaultdict(int)
        fresh = []
        for one in facts:
            for warning in alike(one):
                if self.is_fresh(one, warning.rule.key):
                    fresh.append((one, warning))
                    bits[one.number << 20 | one.index] |= bits_of([warning.rule.key])
        raise_alerts(fresh)
        return bits

    def is_fresh(self, facts: Facts, rule: str) -> bool:
        if facts.day not in self.known:
            held = CopyAlert.objects.filter(day=facts.day).values_list("run__number", "index", "rule")
            self.known[facts.day] = {(number << 20 | index, key) for number, index, key in held}
        known, key = self.known[facts.day], (facts.number << 20 | facts.index, rule)
        is_fresh = key not in known
        known.add(key)
        return is_fresh


def alike(facts: Facts) -> tuple[CopyWarning, ...]:
    """Most codes of a day are scanned once: the rules are asked once for all of them."""
    figures = (facts.scans, facts.places, facts.visitors, facts.in_an_hour)
    return judged(facts.day, figures, tuple(sorted(facts.standings.items())))


@lru_cache(10_000)
def judged(
    day: date, figures: tuple[int, int, int, int], standings: tuple[tuple[int, int], ...]
) -> tuple[CopyWarning, ...]:
    return tuple(warnings_of(Facts(0, 0, day, *figures, dict(standings)), rules().rules))


def raise_alerts(found: Sequence[tuple[Facts, CopyWarning]]) -> None:
    """In the transaction of the fold; nothing for the log, as nobody acted."""
    if not found:
        return
    now = timezone.now()
    runs = {run.number: run for run in Run.objects.filter(number__in={facts.number for facts, _ in found})}
    lots = {head: lot_at(runs[head >> 20], head & (1 << 20) - 1) for head in {head_of(facts) for facts, _ in found}}
    CopyAlert.objects.bulk_create(
        [
            CopyAlert(
                run=runs[facts.number],
                index=facts.index,
                day=facts.day,
                rule=warning.rule.key,
                facts=dict(warning.figures),
                lot=(lot := lots[head_of(facts)]),
                place_id=lot.place_id if lot else runs[facts.number].place_id,
                raised_at=now,
            )
            for facts, warning in found
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def head_of(facts: Facts) -> int:
    return facts.number << 20 | facts.index


def lot_at(run: Run, index: int) -> Lot | None:
    stock = Stock.objects.filter(run=run, first__lte=index, last__gte=index).first()
    return lot_of(stock.key) if stock else None


@transaction.atomic
def tell_of_copies(*, on: date) -> int:
    """Those who answer for stamps, once for a day and a place; how many people were told now."""
    fresh = CopyAlert.objects.filter(state=CopyAlert.State.NEW, day__range=(on - timedelta(days=1), on))
    places = {alert.place_id: alert.place for alert in fresh.select_related("place")}
    counted = Counter(fresh.values_list("place", "day"))
    with override(settings.LANGUAGE_CODE):
        return sum(tell_at(places[pk], day, count) for (pk, day), count in sorted(counted.items()))


def tell_at(place: Place, day: date, count: int) -> int:
    told = 0
    for unit, person in handlers_of(place, day):
        where = {"place": nearest_version(place, day).full_name, "count": count, "day": f"{day:%d/%m/%Y}"}
        subject = _("Stamps may have been copied: %(count)s alerts at %(place)s on %(day)s") % where
        url = reverse("produce:copy_alerts", args=[unit.code, day.isoformat()])
        key = f"copy_alerts:{place.pk}:{day}:{person.pk}"
        told += tell(person=person, key=key, subject=subject, url=url) is not None
    return told


def alike_to(alert: CopyAlert, by: Person) -> QuerySet[CopyAlert]:
    """The others that wait for the same reason: of the same rule, lot and run."""
    seen = alerts_visible_to(by, today()).exclude(pk=alert.pk)
    return seen.filter(state=CopyAlert.State.NEW, rule=alert.rule, lot=alert.lot_id, run=alert.run_id)


@transaction.atomic
def handle_alert(*, by: Person, pk: int, state: str, reason: str, others: bool = False) -> CopyAlert:
    """What the office found, also of `others` alike; a dismissed alert no longer warns who scans."""
    alert = alerts_visible_to(by, today()).select_for_update(of=("self",)).get(pk=pk)
    if alert.state != CopyAlert.State.NEW:
        raise AlreadyHandled
    if not reason.strip():
        raise ReasonMissing
    for one in (alert, *(alike_to(alert, by).select_for_update(of=("self",)) if others else ())):
        decide(one, by, state, clean(reason))
    generation.touch()
    return alert


def decide(alert: CopyAlert, by: Person, state: str, reason: str) -> None:
    before = row(alert, ["state"])
    alert.state, alert.reason = state, reason
    alert.handled_by, alert.handled_at = by, timezone.now()
    alert.save(update_fields=["state", "reason", "handled_by", "handled_at"])
    behalf = acting_for(by, Action.HANDLE_STAMP_REPORTS, alert.place, today())
    told: dict[str, Any] = {"before": before, "after": row(alert, ["state"]), "place": alert.place, "reason": reason}
    record(by, "copy_alert.handle", alert, **told, on_behalf_of=behalf)
