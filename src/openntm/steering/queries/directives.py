"""Reads: whether a document is in force on a day and why, and which documents that holds for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.steering.models import Directive, DirectiveRelation

Kind = DirectiveRelation.Kind
ENDING = (Kind.REPLACES, Kind.REPEALS)
REASONS = {
    "not_issued": gettext_lazy("Issued on %(day)s only"),
    "not_yet": gettext_lazy("Takes effect on %(day)s"),
    "in_force": gettext_lazy("In force since %(day)s"),
    "amended": gettext_lazy("In force; partly amended by %(by)s since %(day)s"),
    "expired": gettext_lazy("Expired on %(day)s"),
    "replaced": gettext_lazy("Replaced by %(by)s since %(day)s"),
    "repealed": gettext_lazy("Repealed by %(by)s since %(day)s"),
}
# What is done to a document, said from its own side.
SUFFERED = {
    Kind.REPLACES: gettext_lazy("replaced by"),
    Kind.AMENDS: gettext_lazy("amended by"),
    Kind.REPEALS: gettext_lazy("repealed by"),
    Kind.GUIDES: gettext_lazy("guided by"),
    Kind.RESTS_ON: gettext_lazy("is the basis of"),
}


class State(models.TextChoices):
    NOT_ISSUED = "not_issued", gettext_lazy("not issued yet")
    NOT_YET = "not_yet", gettext_lazy("not yet in force")
    IN_FORCE = "in_force", gettext_lazy("in force")
    AMENDED = "amended", gettext_lazy("in force, amended")
    EXPIRED = "expired", gettext_lazy("expired")
    REPLACED = "replaced", gettext_lazy("replaced")
    REPEALED = "repealed", gettext_lazy("repealed")


@dataclass(frozen=True)
class Force:
    """The state of a document on a day: since when, and by which relations to other documents."""

    state: State
    day: date
    by: tuple[DirectiveRelation, ...] = ()

    @property
    def holds(self) -> bool:
        return self.state in {State.IN_FORCE, State.AMENDED}

    @property
    def is_over(self) -> bool:
        return self.state in {State.EXPIRED, State.REPLACED, State.REPEALED}

    @property
    def verified(self) -> bool:
        return all(relation.verified for relation in self.by)

    @property
    def reason(self) -> str:
        names = [name_of(relation.directive) for relation in self.by]
        return str(REASONS[self.state]) % {"day": self.day.strftime("%d/%m/%Y"), "by": ", ".join(names)}


def name_of(directive: Directive) -> str:
    """What a reason may say of a document without asking who reads it."""
    return directive.number if directive.is_public else _("a document that is not public")


def starts_of(relation: DirectiveRelation) -> date:
    return relation.from_day or relation.directive.starts


def in_force(directive: Directive, on: date) -> Force:
    """What ended it first counts; what amends it is named while it is in force."""
    if directive.issued > on:
        return Force(State.NOT_ISSUED, directive.issued)
    ends = sorted(_ends(directive, on), key=lambda force: force.day)
    if ends:
        return ends[0]
    if directive.starts > on:
        return Force(State.NOT_YET, directive.starts)
    changed = sorted(_at_work(directive, on, (Kind.AMENDS,)), key=starts_of)
    if changed:
        return Force(State.AMENDED, starts_of(changed[-1]), tuple(changed))
    return Force(State.IN_FORCE, directive.starts)


def _ends(directive: Directive, on: date) -> Iterator[Force]:
    if directive.expires and directive.expires <= on:
        yield Force(State.EXPIRED, directive.expires)
    for relation in _at_work(directive, on, ENDING):
        state = State.REPLACED if relation.kind == Kind.REPLACES else State.REPEALED
        yield Force(state, starts_of(relation), (relation,))


def _at_work(directive: Directive, on: date, kinds: tuple[Kind, ...]) -> Iterator[DirectiveRelation]:
    """Relations that other documents have to this one, from the day on which they work."""
    for relation in directive.relations_to.all():
        if relation.kind in kinds and relation.directive.issued <= on and starts_of(relation) <= on:
            yield relation


def with_relations_to(found: QuerySet[Directive]) -> QuerySet[Directive]:
    """Read so that `in_force` asks nothing more of the database."""
    relations = DirectiveRelation.objects.select_related("directive")
    return found.select_related("place", "entered_by").prefetch_related(Prefetch("relations_to", relations))


def standing(found: QuerySet[Directive], state: str, on: date) -> QuerySet[Directive]:
    """Those in force on the day (`in_force`), no longer (`over`) or not yet (`not_yet`); the same rules as above."""
    day = Coalesce("from_day", "directive__effective", "directive__issued")
    relations = DirectiveRelation.objects.alias(day=day).filter(other=OuterRef("pk"), kind__in=ENDING)
    ended = Exists(relations.filter(day__lte=on, directive__issued__lte=on))
    if state == "over":
        return found.filter(Q(expires__lte=on) | ended)
    found = found.alias(first_day=Coalesce(F("effective"), F("issued")))
    found = found.filter(Q(expires__isnull=True) | Q(expires__gt=on), ~ended)
    return found.filter(first_day__gt=on) if state == "not_yet" else found.filter(first_day__lte=on)


def is_replaced(directive: Directive, on: date) -> bool:
    return in_force(directive, on).state in {State.REPLACED, State.REPEALED}


def relations_of(directive: Directive, seen: QuerySet[Directive]) -> list[DirectiveRelation]:
    """What it does to others: those that the reader may see, and those that are in no register."""
    found = directive.relations.filter(Q(other__isnull=True) | Q(other__in=seen.values("pk")))
    return list(found.select_related("other", "directive"))


def relations_to(directive: Directive, seen: QuerySet[Directive], on: date) -> list[DirectiveRelation]:
    """What others do to it, as far as they were issued by the day."""
    found = directive.relations_to.filter(directive__in=seen.values("pk"), directive__issued__lte=on)
    return list(found.select_related("directive"))
