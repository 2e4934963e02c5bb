"""Writes: documents are entered in a register and changed there, each act with its line in the log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from openntm.office.access import acting_for, may, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.vietnamese import clean, fold
from openntm.steering.access.directives import directives_kept_by
from openntm.steering.models import Directive
from openntm.steering.queries.directives import is_replaced

FIELDS = (
    *("number", "kind", "direction", "issued", "effective", "expires", "issuer_vi", "signer", "abstract_vi"),
    *("is_public", "source_title", "source_url", "verified"),
)


class NumberTaken(Exception):
    """This issuer's document of this number and day is in the register."""


class DayInTheFuture(Exception):
    """What is not issued yet cannot be registered."""


class DaysInDisorder(Exception):
    """It takes effect before it is issued, or ends before it takes effect."""


class DirectiveReplaced(Exception):
    """A document that another one has replaced or repealed stays as it is."""


@transaction.atomic
def register_directive(*, by: Person, place: Place, **given: Any) -> Directive:
    refuse_unless_keeper(by, place)
    one = Directive(place=place, entered_by=by)
    _write(one, given)
    after = {**said(one, given), "place": place}
    log(by, "directive.register", one, place, after=after)
    return one


@transaction.atomic
def change_directive(*, by: Person, pk: int, **given: Any) -> Directive:
    one = kept_directive(by, pk)
    before = said(one, given)
    _write(one, given)
    log(by, "directive.change", one, one.place, before=before, after=said(one, given))
    return one


def kept_directive(by: Person, pk: int) -> Directive:
    """Locked for a change; raises Directive.DoesNotExist, DirectiveReplaced."""
    one = directives_kept_by(by).select_for_update(of=("self",)).get(pk=pk)
    if is_replaced(one, today()):
        raise DirectiveReplaced
    return one


def _write(one: Directive, given: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in given:
            value = given[name]
            setattr(one, name, clean(value) if isinstance(value, str) else value)
    _refuse_days(one.issued, one.effective, one.expires)
    _refuse_same(one)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as taken:  # entered by somebody else at this moment
        raise NumberTaken from taken


def _refuse_days(issued: date, effective: date | None, expires: date | None) -> None:
    if issued > today():
        raise DayInTheFuture
    if (effective and effective < issued) or (expires and expires <= (effective or issued)):
        raise DaysInDisorder


def _refuse_same(one: Directive) -> None:
    same = Directive.objects.filter(number=one.number, issued=one.issued).exclude(pk=one.pk)
    if any(fold(other.issuer_vi) == fold(one.issuer_vi) for other in same):
        raise NumberTaken


def refuse_unless_keeper(by: Person, place: Place) -> None:
    if not may(by, Action.REGISTER_DIRECTIVES, place, today()):
        raise PermissionDenied


def said(one: Directive, names: Iterable[str]) -> dict[str, Any]:
    """The fields as the log keeps them: choices as the words that its page translates."""
    kept: dict[str, Any] = row(one, names)
    with override("en"):
        words = {"kind": str(one.get_kind_display()), "direction": str(one.get_direction_display())}
    return kept | {name: word for name, word in words.items() if name in kept}


def log(by: Person, verb: str, one: Directive, place: Place | None, **more: Any) -> None:
    """Says on whose behalf, where a lent post allowed the act."""
    behalf = acting_for(by, Action.REGISTER_DIRECTIVES, place, today()) if place else None
    record(by, verb, one, place=place, on_behalf_of=behalf, **more)
