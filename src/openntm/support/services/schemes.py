"""Writes: schemes, their dated terms, and calls for applications."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.support.access import refuse_unless
from openntm.support.clauses import AnyClause, as_data
from openntm.support.models import ENTERED, Call, Ceiling, Scheme, SchemeTerms
from openntm.support.queries.money import granted_under
from openntm.support.services import refused

SCHEME = ("key", "kind", "title_vi", "act", "unit", "applicants")
WORDS = ("title_vi", "title_en", "act", "act_issued", "issuer_vi", "clause", "budget_line_vi", "source_url")
TERMS = ("valid_from", "valid_to", "amount_published", "rate", "share", "cap_each", "cap_all", "quota")
CALL = ("title", "year", "opens", "closes", "budget")


@transaction.atomic
def add_scheme(*, by: Person, place: Place, key: str, **given: Any) -> Scheme:
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, place)
    scheme = Scheme(place=place, key=key, illustrative=by.is_demonstration, confidence=ENTERED, **given)
    scheme.source_title = scheme.source_title or scheme.act or scheme.title_vi
    scheme.verified = True  # entered by those who pay, from their own act
    scheme.full_clean()
    scheme.save()
    record(by, "scheme.add", scheme, after=row(scheme, SCHEME), place=place, on_behalf_of=behalf)
    return scheme


@transaction.atomic
def correct_scheme(*, by: Person, scheme: Scheme, reason: str, **given: Any) -> Scheme:
    """WORDS alone: what is supported, for whom and by which unit stays; a shipped scheme is corrected in its file."""
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, scheme.place)
    held = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if held.is_shipped:
        raise refused.SchemeShipped
    if not clean(reason):
        raise refused.ReasonMissing
    before = row(held, WORDS)
    for name in WORDS:
        setattr(held, name, given[name])
    held.source_title = held.act or held.title_vi
    held.full_clean()
    held.save()
    told: dict[str, Any] = {"before": before, "after": row(held, WORDS), "reason": clean(reason)}
    record(by, "scheme.correct", held, **told, place=held.place, on_behalf_of=behalf)
    return held


@transaction.atomic
def set_terms(
    *, by: Person, scheme: Scheme, valid_from: date, clauses: Sequence[AnyClause] = (), **given: Any
) -> SchemeTerms:
    """From a day on: what held before ends there; terms are never edited."""
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, scheme.place)
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    if scheme.terms.filter(valid_from__gte=valid_from).exists():
        raise refused.TermsOverlap
    before = scheme.terms.filter(valid_from__lt=valid_from).order_by("-valid_from").first()
    if before is not None and (before.valid_to is None or before.valid_to > valid_from):
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    terms = SchemeTerms(scheme=scheme, valid_from=valid_from, eligibility=as_data(clauses), **given)
    terms.full_clean()
    terms.save()
    after = row(terms, TERMS)
    record(by, "scheme.terms", scheme, after=after, place=scheme.place, on_behalf_of=behalf)
    return terms


@transaction.atomic
def open_call(
    *,
    by: Person,
    scheme: Scheme,
    title: str,
    opens: date,
    closes: date,
    year: int | None = None,
    budget: int | None = None,
    document: str = "",
) -> Call:
    """Bound to the terms of its first day; it may be announced before it opens."""
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, scheme.place)
    terms = next((one for one in scheme.terms.all() if one.stands_on(opens)), None)
    if terms is None:
        raise refused.NoTermsOnDay
    if closes < opens or not terms.stands_on(closes):
        raise refused.CallOutlivesTerms
    refuse_budget(budget)
    call = Call(scheme=scheme, terms=terms, title=clean(title), opens=opens, closes=closes, budget=budget)
    call.year, call.document = year or opens.year, clean(document)
    call.opened_by, call.opened_at, call.illustrative = by, timezone.now(), by.is_demonstration
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError:
        raise refused.CallKnown from None
    record(by, "call.open", call, after=row(call, CALL), place=scheme.place, on_behalf_of=behalf)
    return call


def refuse_budget(budget: int | None) -> None:
    if budget is not None and budget <= 0:
        raise refused.BudgetMissing


@transaction.atomic
def set_budget(*, by: Person, call: Call, budget: int, reason: str) -> Call:
    """Never below what is approved."""
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, call.scheme.place)
    if not clean(reason):
        raise refused.ReasonMissing
    refuse_budget(budget)
    held = Call.objects.select_for_update().get(pk=call.pk)
    approved = granted_under(held)
    if budget < approved:
        raise refused.BudgetTaken(taken=approved)
    before, held.budget = row(held, ["budget"]), budget
    held.save(update_fields=["budget"])
    now = {"most": Decimal(budget), "taken": Decimal(approved)}
    Ceiling.objects.update_or_create(of=Ceiling.Of.BUDGET, key=str(held.pk), defaults=now)
    told: dict[str, Any] = {"before": before, "after": row(held, ["budget"]), "on_behalf_of": behalf}
    record(by, "call.budget", held, place=held.scheme.place, reason=clean(reason), **told)
    return held


@transaction.atomic
def set_last_day(*, by: Person, call: Call, closes: date, reason: str) -> Call:
    """Later or earlier, while the terms of the call hold; what was handed in stays in time."""
    behalf = refuse_unless(by, Action.KEEP_SCHEMES, call.scheme.place)
    if not clean(reason):
        raise refused.ReasonMissing
    held = Call.objects.select_for_update().get(pk=call.pk)
    if closes < held.opens or not held.terms.stands_on(closes):
        raise refused.CallOutlivesTerms
    last = held.applications.aggregate(last=Max("submitted_on"))["last"]
    if last and closes < last:
        raise refused.HandedInLater(day=f"{last:%d/%m/%Y}")
    before, held.closes = row(held, ["closes"]), closes
    held.save(update_fields=["closes"])
    told: dict[str, Any] = {"before": before, "after": row(held, ["closes"]), "on_behalf_of": behalf}
    record(by, "call.last_day", held, place=held.scheme.place, reason=clean(reason), **told)
    return held
