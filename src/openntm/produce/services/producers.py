"""Writes: the register of producers."""

from datetime import date
from typing import Any

from django.db import transaction

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.places.vietnamese import clean, sort_key
from openntm.produce.access import producers_visible_to
from openntm.produce.gs1 import has_right_digit
from openntm.produce.models import Producer
from openntm.produce.queries.certificates import certificates_in_force
from openntm.produce.services.keeping import entered, refuse_end, refuse_unless_keeps, write
from openntm.produce.services.refusals import GlnWrong, PrefixWrong, ProducerCertified, ProducerEnded, ProducerKnown

PREFIX_DIGITS = range(6, 13)


@transaction.atomic
def add_producer(*, by: Person, place: Place, name: str, kind: str, **more: Any) -> Producer:
    """`more`: address, registration, gln, company_prefix, phone, representative."""
    refuse_unless_keeps(by, place)
    given = {"place": place, "name": name, "kind": Producer.Kind(kind), **more}
    one = Producer()
    entered(by, one, place)
    _write(by, "producer.add", one, given)
    return one


@transaction.atomic
def change_producer(*, by: Person, pk: int, **given: Any) -> Producer:
    one = kept_producer(by, pk)
    _write(by, "producer.change", one, given)
    return one


@transaction.atomic
def end_producer(*, by: Person, pk: int, day: date, reason: str) -> Producer:
    """`day`: the first day on which it is no longer active. What it did stays."""
    one = kept_producer(by, pk)
    refuse_end(day, reason)
    if held := certificates_in_force(one, day):
        raise ProducerCertified(number=str(held[0]))
    write(by, "producer.end", one, one.place, {"ended_on": day}, taken=ProducerKnown, reason=clean(reason))
    return one


def kept_producer(by: Person, pk: int) -> Producer:
    """Locked for a change; raises Producer.DoesNotExist, PermissionDenied, ProducerEnded."""
    one = producers_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, one.place)
    if one.ended_on:
        raise ProducerEnded
    return one


def _write(by: Person, verb: str, one: Producer, given: dict[str, Any]) -> None:
    gln, prefix = given.get("gln", ""), given.get("company_prefix", "")
    if gln and not has_right_digit(gln, 13):
        raise GlnWrong
    if prefix and not (prefix.isascii() and prefix.isdecimal() and len(prefix) in PREFIX_DIGITS):
        raise PrefixWrong
    one.sort_key = sort_key(given.get("name", one.name))
    write(by, verb, one, given.get("place") or one.place, given, taken=ProducerKnown)
