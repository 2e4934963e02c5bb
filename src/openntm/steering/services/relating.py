"""Writes: what a document does to another one."""

from datetime import date

from django.db import transaction
from django.utils.translation import override

from openntm.office.models import Person
from openntm.places.models import PROVINCE_KINDS, Place
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean, fold
from openntm.steering.access.directives import directives_kept_by, directives_visible_to
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import ENDING
from openntm.steering.services.registering import log


class SameDirective(Exception):
    """A document does nothing to itself."""


class OtherIsLater(Exception):
    """A document cannot replace, amend or repeal one that was issued after it."""


class OtherOutOfReach(Exception):
    """What other offices keep is not ended from here; national documents only from the register of a province."""


class RelationKnown(Exception):
    """The relation stands already."""


class DayBeforeIssue(Exception):
    """A relation works from the day on which its document is issued, at the earliest."""


@transaction.atomic
def relate_directives(
    *,
    by: Person,
    pk: int,
    kind: str,
    other: int | None = None,
    other_number: str = "",
    from_day: date | None = None,
    verified: bool = False,
) -> DirectiveRelation:
    """`other` is a document of the register; else `other_number` names one that is not in it."""
    one = directives_kept_by(by).select_for_update(of=("self",)).get(pk=pk)
    found = directives_visible_to(by).select_for_update(of=("self",)).get(pk=other) if other else None
    if from_day and from_day < one.issued:
        raise DayBeforeIssue
    if found:
        _refuse_other(by, one, found, kind)
    number = "" if found else clean(other_number)
    if fold(number) == fold(one.number):
        raise SameDirective
    if one.relations.filter(kind=kind, other=found, other_number=number).exists():
        raise RelationKnown
    relation = DirectiveRelation.objects.create(
        directive=one, kind=kind, other=found, other_number=number, from_day=from_day, verified=verified
    )
    log(by, "directive.relate", one, one.place, after=_said(relation))
    return relation


def _refuse_other(by: Person, one: Directive, other: Directive, kind: str) -> None:
    if one == other:
        raise SameDirective
    if kind not in {*ENDING, DirectiveRelation.Kind.AMENDS}:
        return
    if other.issued > one.issued:
        raise OtherIsLater
    own = directives_kept_by(by).filter(pk=other.pk).exists()
    if not own and not (other.place is None and one.place and is_province(one.place, one.issued)):
        raise OtherOutOfReach


def is_province(place: Place, on: date) -> bool:
    return nearest_version(place, on).kind in PROVINCE_KINDS


@transaction.atomic
def remove_relation(*, by: Person, pk: int, relation: int, reason: str) -> None:
    """A relation that was entered by mistake; the log keeps what it said and why it was wrong."""
    one = directives_kept_by(by).select_for_update(of=("self",)).get(pk=pk)
    wrong = one.relations.select_related("other").get(pk=relation)
    before = _said(wrong)
    wrong.delete()
    log(by, "directive.unrelate", one, one.place, before=before, reason=reason)


def _said(relation: DirectiveRelation) -> dict[str, str]:
    number = relation.other.number if relation.other else relation.other_number
    day = relation.from_day.isoformat() if relation.from_day else ""
    with override("en"):
        word = str(relation.get_kind_display())
    return {"number": relation.directive.number, "relation": word, "other": number, "day": day}
