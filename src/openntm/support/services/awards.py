"""Writes: the leader approves a list; it is frozen, and its grants exist from then on."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean
from openntm.support.access import applications_visible_to, refuse_unless
from openntm.support.conflicts import claim_of
from openntm.support.models import Application, AwardList, Call, Entry, Grant, State
from openntm.support.services import refused
from openntm.support.services.applications import judged_or_refused, refuse_second
from openntm.support.services.ceilings import take
from openntm.support.services.ledger import post
from openntm.support.services.steps import add_step, refuse_day, tell_applicant


@transaction.atomic
def approve_list(*, by: Person, call: Call, applications: Iterable[int], number: str, day: date) -> AwardList:
    """All of the list or nothing: never more than budget, caps and quota, never twice for the same thing."""
    place = call.scheme.place
    refuse_unless(by, Action.APPROVE_SUPPORT, place)
    Call.objects.select_for_update().get(pk=call.pk)  # a budget that is set in this moment waits, or is seen
    number, chosen = clean(number), locked_ones(by, call, applications)
    if not number:
        raise refused.NumberMissing
    if not call.terms.amount_published:
        raise refused.AmountNotPublished
    refuse_day(day, max(one.since for one in chosen))
    for one in chosen:
        judged_or_refused(one, day)
        refuse_second(one)
    take(chosen)
    award = frozen(by, call, chosen, number, day)
    for one in sorted(chosen, key=lambda one: (claim(one), one.pk)):
        granted(by, one, award)
    after = {"number": number, "day": day.isoformat(), "amount": award.total, "sha256": award.sha256}
    after |= {"applications": [one.pk for one in chosen]}
    behalf = acting_for(by, Action.APPROVE_SUPPORT, place, today())
    record(by, "support.approve", award, after=after, place=place, on_behalf_of=behalf)
    return award


def locked_ones(by: Person, call: Call, applications: Iterable[int]) -> list[Application]:
    found = applications_visible_to(by).filter(call=call, pk__in=list(applications)).order_by("pk")
    related = ("place", "call__terms", "call__scheme__place", "producer", "certificate")
    chosen = list(found.select_for_update(of=("self",)).select_related(*related))
    if not chosen:
        raise refused.NothingChosen
    for one in chosen:
        if one.state != State.APPRAISED:
            raise refused.StepNotOpen(state=one.get_state_display())
        if one.appraised is None and call.terms.amount_published:
            raise refused.CostMissing
    return chosen


def claim(one: Application) -> str:
    return claim_of(one.call.scheme.kind, one.thing_key, one.call.year)


def frozen(by: Person, call: Call, chosen: Sequence[Application], number: str, day: date) -> AwardList:
    snapshot = canonical(content_of(call, chosen, number, day))
    award = AwardList(call=call, place=call.scheme.place, number=number, decided_on=day, snapshot=snapshot)
    award.sha256 = hashlib.sha256(snapshot.encode()).hexdigest()
    award.total = sum(one.appraised or 0 for one in chosen)
    award.approved_by, award.approved_at = by, timezone.now()
    award.illustrative = any(one.illustrative for one in chosen)
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError:
        raise refused.NumberTaken from None
    return award


def content_of(call: Call, chosen: Sequence[Application], number: str, day: date) -> dict[str, Any]:
    """What is kept whole: who gets what for which thing, and how each clause stood at the appraisal."""
    return {
        "number": number,
        "day": day.isoformat(),
        "call": call.title,
        "scheme": {
            "key": call.scheme.key,
            "title": call.scheme.title_vi,
            "act": call.scheme.act,
            "unit": call.scheme.unit,
        },
        "terms": {
            "from": call.terms.valid_from.isoformat(),
            "rate": call.terms.rate,
            "share": text(call.terms.share),
            "cap_each": call.terms.cap_each,
        },
        "rows": [
            {
                "application": one.pk,
                "beneficiary": one.beneficiary,
                "name": one.applicant,
                "place": one.place.key,
                "place_name": nearest_version(one.place, day).full_name,
                "thing": one.thing,
                "quantity": f"{one.quantity.normalize():f}",
                "amount": one.appraised,
                "judged": one.judged,
            }
            for one in chosen
        ],
    }


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def granted(by: Person, one: Application, award: AwardList) -> Grant:
    amount, day = one.appraised or 0, award.decided_on
    grant = Grant(application=one, award=award, amount=amount, quantity=one.quantity, claim=claim(one))
    grant.since, grant.committed = day, amount
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError:
        refuse_second(one)
        raise
    post(by, grant, Entry.Kind.APPROVE, day, award.number, {"budget": -amount, "committed": amount}, is_first=True)
    before = one.state
    one.state, one.since = State.APPROVED, day
    one.save(update_fields=["state", "since"])
    behalf = acting_for(by, Action.APPROVE_SUPPORT, award.place, today())
    add_step(one, "approve", before, day, by, behalf, document=award.number)
    tell_applicant(one)
    return grant
