"""Writes: what an approval takes of the budget, the caps and the quota; more than there is cannot be taken."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F

from openntm.office.wording import number_text
from openntm.support.models import Application, Call, Ceiling, SchemeTerms
from openntm.support.services import refused

Slot = tuple[str, str]
Of = Ceiling.Of


def slots_of(application: Application, amount: int, quantity: Decimal) -> dict[Slot, tuple[Decimal, Decimal]]:
    """Each limit that holds for the application: how much there is in all, and how much so much takes of it."""
    call, terms = application.call, application.call.terms
    each = f"{terms.pk}:{application.beneficiary}"
    limits: list[tuple[Ceiling.Of, str, Decimal | int | None, Decimal | int]] = [
        (Of.BUDGET, str(call.pk), call.budget, amount),
        (Of.ALL, str(terms.pk), terms.cap_all, amount),
        (Of.EACH, each, terms.cap_each, amount),
        (Of.QUOTA, str(terms.pk), terms.quota, quantity),
    ]
    return {(str(of), key): (Decimal(most), Decimal(takes)) for of, key, most, takes in limits if most is not None}


def take(applications: Iterable[Application]) -> None:
    """In one order for everybody, so that two lists never wait for each other."""
    wanted: dict[Slot, Decimal] = defaultdict(Decimal)
    most: dict[Slot, Decimal] = {}
    whose: dict[Slot, str] = {}
    for one in applications:
        for slot, (limit, takes) in slots_of(one, one.appraised or 0, one.quantity).items():
            most[slot], wanted[slot] = limit, wanted[slot] + takes
            whose[slot] = one.applicant or one.thing
    for slot in sorted(wanted):
        take_one(slot, most[slot], wanted[slot], whose[slot])


def take_one(slot: Slot, most: Decimal, takes: Decimal, whose: str) -> None:
    """A refusal says of the cap of one beneficiary whose it is."""
    of, key = slot
    Ceiling.objects.get_or_create(of=of, key=key, defaults={"most": most})
    held = Ceiling.objects.filter(of=of, key=key)
    if not held.filter(taken__lte=F("most") - takes).update(taken=F("taken") + takes):
        one = held.get()
        limit = str(one.get_of_display())
        limit = f"{limit[:1].upper()}{limit[1:]}" + (f" ({whose})" if of == Of.EACH else "")
        raise refused.CeilingPassed(limit=limit, left=number_text(one.most - one.taken))


def give_back(application: Application, *, amount: int, quantity: Decimal = Decimal(0)) -> None:
    """What a grant had taken and does not need."""
    for (of, key), (_most, takes) in sorted(slots_of(application, amount, quantity).items()):
        Ceiling.objects.filter(of=of, key=key).update(taken=F("taken") - takes)


def left_of(call: Call, terms: SchemeTerms) -> dict[str, tuple[Decimal, Decimal]]:
    """Of the budget, the cap in all and the quota: how much there is, and how much is taken."""
    limits = {
        (str(Of.BUDGET), str(call.pk)): call.budget,
        (str(Of.ALL), str(terms.pk)): terms.cap_all,
        (str(Of.QUOTA), str(terms.pk)): terms.quota,
    }
    keys = [key for (_of, key), most in limits.items() if most is not None]
    taken = {(one.of, one.key): one.taken for one in Ceiling.objects.filter(key__in=keys)}
    return {slot[0]: (Decimal(most), taken.get(slot, Decimal(0))) for slot, most in limits.items() if most is not None}
