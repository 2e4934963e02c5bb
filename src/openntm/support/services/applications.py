"""Writes: a producer, a commune or a hamlet applies; the office appraises."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action
from openntm.office.wording import number_text
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.produce.models import Certificate, Plot, Producer
from openntm.steering.models import Registration
from openntm.support.access import may_apply
from openntm.support.amounts import amount_of, uncapped
from openntm.support.clauses import Judged, Verdict, clauses_of
from openntm.support.conflicts import hamlet_key, text_key
from openntm.support.models import BY_TITLE, HOUSES, Applicant, Application, Call, Kind
from openntm.support.queries.applications import registrations_for
from openntm.support.queries.facts import judged_on, others_for
from openntm.support.services import refused
from openntm.support.services.steps import add_step, locked, move, refuse_day, step_or_refuse
from openntm.support.spoken import asked as spoken_asked
from openntm.support.spoken import reason as spoken_reason

MOST = 10**15  # đồng; what a database counts exactly is not much more
CORRECTED = ("thing", "quantity", "cost", "asked", "certificate")
FIELDS = ("call", "place", "producer", "hamlet", *CORRECTED)


@transaction.atomic
def apply_for_support(
    *,
    by: Person,
    call: Call,
    place: Place,
    day: date,
    quantity: Decimal,
    producer: Producer | None = None,
    hamlet: str = "",
    registration: Registration | None = None,
    certificate: Certificate | None = None,
    plot: Plot | None = None,
    thing: str = "",
    cost: int | None = None,
    asked: int | None = None,
    files: Iterable[StoredFile] = (),
) -> Application:
    """`thing` is named in words where neither a certificate, a plot nor a registration says what it is."""
    if not may_apply(by, place, producer):
        raise PermissionDenied
    refuse_day(day)
    if not call.opens <= day <= call.closes:
        raise refused.CallNotOpen(opens=f"{call.opens:%d/%m/%Y}", closes=f"{call.closes:%d/%m/%Y}")
    registration = registration or registered(call, place, clean(hamlet), day)
    hamlet = clean(hamlet) or (registration.holder if registration else "")
    refuse_applicant(call, place, producer, hamlet)
    refuse_others_land(producer, certificate, plot)
    refuse_numbers(call, quantity, cost)
    one = Application(call=call, place=place, producer=producer, hamlet=hamlet, registration=registration)
    one.certificate, one.quantity, one.cost, one.asked = certificate, quantity, cost, asked
    one.beneficiary = beneficiary_of(place, producer, hamlet)
    one.thing, one.thing_key = thing_of(one, plot, clean(thing))
    one.since = one.submitted_on = day
    one.entered_by, one.entered_at = by, timezone.now()
    one.illustrative = by.is_demonstration or call.illustrative
    refuse_second(one)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise refused.AppliedAlready from None
    one.evidence.set(files)
    on_behalf_of = acting_for(by, Action.APPLY_SUPPORT, place, today())
    add_step(one, "apply", "", day, by, on_behalf_of)
    record(by, "support.apply", one, after=row(one, FIELDS), place=place, on_behalf_of=on_behalf_of)
    return one


@transaction.atomic
def hand_in_again(
    *,
    by: Person,
    pk: int,
    day: date,
    quantity: Decimal,
    certificate: Certificate | None = None,
    thing: str = "",
    cost: int | None = None,
    asked: int | None = None,
    files: Iterable[StoredFile] = (),
) -> Application:
    """Corrected as the return asked; who applies, and the day on which it first came, stay."""
    one = locked(by, pk)
    step_or_refuse(by, one, "submit", day)
    was = row(one, CORRECTED)
    one.certificate, one.quantity, one.cost, one.asked = certificate, quantity, cost, asked
    refuse_others_land(one.producer, certificate, None)
    refuse_numbers(one.call, quantity, cost)
    if not one.thing_key.startswith("plot:"):
        is_named = one.thing_key.startswith("text:")
        one.thing, one.thing_key = thing_of(one, None, (clean(thing) or one.thing) if is_named else "")
    refuse_second(one)
    one.evidence.add(*files)
    try:
        with transaction.atomic():
            return move(by, one, "submit", day, was=was, after=row(one, CORRECTED))
    except IntegrityError:
        raise refused.AppliedAlready from None


def refuse_applicant(call: Call, place: Place, producer: Producer | None, hamlet: str) -> None:
    kind = Applicant.PRODUCER if producer else Applicant.HAMLET if hamlet else Applicant.COMMUNE
    if kind not in call.scheme.applicants or (producer and producer.place_id != place.pk):
        raise refused.NotForYou


def registered(call: Call, place: Place, hamlet: str, day: date) -> Registration | None:
    """Support for a title is for a registration, so that it is known again whoever hands in, and how."""
    if call.scheme.kind not in BY_TITLE:
        return None
    for one in registrations_for(call, day).filter(place=place):
        if hamlet_key(one.holder) == hamlet_key(hamlet):
            return one
    raise refused.NotRegistered(year=str(call.year))


def refuse_others_land(producer: Producer | None, certificate: Certificate | None, plot: Plot | None) -> None:
    owners = [certificate.holder_id] if certificate else []
    owners += [plot.area.producer_id or 0] if plot else []
    if owners and (producer is None or set(owners) != {producer.pk}):
        raise refused.NotOfTheProducer


def refuse_numbers(call: Call, quantity: Decimal, cost: int | None) -> None:
    if call.terms.share is not None and cost is None:
        raise refused.CostMissing
    if quantity <= 0 or (uncapped(call.terms, quantity, cost) or 0) > MOST:
        raise refused.QuantityImpossible
    if call.terms.quota is not None and quantity > call.terms.quota:
        raise refused.QuotaSmaller(quota=number_text(call.terms.quota))


def beneficiary_of(place: Place, producer: Producer | None, hamlet: str) -> str:
    if producer is not None:
        return f"producer:{producer.pk}"
    return f"hamlet:{place.pk}:{hamlet_key(hamlet)}" if hamlet else f"place:{place.pk}"


def thing_of(one: Application, plot: Plot | None, thing: str) -> tuple[str, str]:
    """What is supported, in words and under the key by which it is known again."""
    kind = one.call.scheme.kind
    if plot is not None:
        return thing or str(plot), f"plot:{plot.pk}"
    if kind in HOUSES and Plot.objects.filter(area__producer=one.producer).exists():
        raise refused.PlotMissing
    if one.registration is not None:
        kept = one.registration
        name = thing or f"{kept.get_title_display()} {kept.year}"
        return name, f"title:{kept.place_id}:{kept.title}:{hamlet_key(kept.holder)}"
    if kind == Kind.VIETGAP:
        if one.certificate is None:
            raise refused.CertificateMissing
        return thing or str(one.certificate), f"certificate:{one.certificate.pk}"
    if kind == Kind.STAMPS and one.producer is not None:
        return thing or str(one.producer), f"producer:{one.producer.pk}"
    if not any(sign.isalnum() for sign in thing):
        raise refused.ThingMissing
    return thing, text_key(one.place_id, thing)


def refuse_second(one: Application) -> None:
    """Said at entry already, and held by the database at approval."""
    for other in others_for(one):
        day = f"{other.day:%d/%m/%Y}"
        raise refused.SupportedAlready(thing=one.thing, scheme=other.scheme, award=other.award, day=day)


@transaction.atomic
def appraise_application(*, by: Person, pk: int, day: date, amount: int | None = None, reason: str = "") -> Application:
    """Clause by clause; the amount is what the terms give, or less with a reason."""
    application = locked(by, pk)
    step_or_refuse(by, application, "appraise", day)
    reason = clean(reason)
    found = judged_or_refused(application, day)
    if any(one.verdict == Verdict.UNKNOWN for one in found) and not reason:
        raise refused.UnknownWithoutReason
    computed = amount_of(application.call.terms, application.quantity, application.cost)
    application.judged = [one.data() for one in found]
    application.computed = computed
    application.appraised = lowered(computed, amount, reason)
    application.lowered_because = reason if application.appraised != computed else ""
    after = {"amount": application.appraised}
    return move(by, application, "appraise", day, reason=reason, after=after)


def judged_or_refused(application: Application, day: date) -> list[Judged]:
    """Refused at the first condition that is not met."""
    clauses, found = clauses_of(application.call.terms.eligibility), judged_on(application, day)
    for clause, one in zip(clauses, found, strict=True):
        if one.verdict == Verdict.NOT_MET:
            words = {"asked": spoken_asked(clause, application.call.scheme.kind), "reason": spoken_reason(one.data())}
            raise refused.ClauseNotMet(thing=application.thing, **words)
    return found


def lowered(computed: int | None, amount: int | None, reason: str) -> int | None:
    if computed is None or amount is None or amount == computed:
        return computed
    if not 0 < amount < computed:
        raise refused.AmountRaised(computed=computed)
    if not reason:
        raise refused.LoweredWithoutReason
    return amount
