"""Writes: certificates of good practice and the acts in their life."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from openntm.office.access import today
from openntm.office.files import keep
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.wording import day_text, number_text
from openntm.places.vietnamese import clean, fold
from openntm.produce.access import certificates_visible_to, plots_visible_to
from openntm.produce.crops import crops
from openntm.produce.models import Certificate, CertificateAct, Plot, Scope, years_after
from openntm.produce.models.certificates import MOST_YEARS
from openntm.produce.queries.certificates import Standing, certified_plots, in_scope, truth_on
from openntm.produce.services.keeping import entered, log, refuse_unless_keeps, write
from openntm.produce.services.producers import kept_producer
from openntm.produce.services.refusals import (
    ActNotOpen,
    ActOutOfOrder,
    ActStays,
    CropDiffers,
    CropUnknown,
    DayAhead,
    EndsBeforeIssue,
    IssuedAfterActs,
    LastDayMissing,
    NumberMissing,
    NumberTaken,
    PaperBelowScope,
    PlotCovered,
    PlotNotCovered,
    PlotOfAnother,
    ReasonMissing,
    ScopeBeyondPaper,
    ScopeEmpty,
    SuccessorWrong,
    TermTooLong,
)

Kind = CertificateAct.Kind
# What may be done to a certificate as it stands on the day of the act.
OPEN: dict[Standing, frozenset[Kind]] = {
    Standing.IN_FORCE: frozenset(
        {Kind.KEPT, Kind.WIDENED, Kind.NARROWED, Kind.SUSPENDED, Kind.WITHDRAWN, Kind.RENEWED}
    ),
    Standing.SUSPENDED: frozenset({Kind.RESUMED, Kind.NARROWED, Kind.WITHDRAWN}),
    Standing.UNKNOWN: frozenset({Kind.SUSPENDED, Kind.WITHDRAWN, Kind.RENEWED}),
    Standing.EXPIRED: frozenset({Kind.RENEWED}),
}
REASONED = frozenset({Kind.SUSPENDED, Kind.WITHDRAWN, Kind.NARROWED})
ONCE = frozenset({Kind.RENEWED})
SCOPING = (Kind.WIDENED, Kind.NARROWED)


@transaction.atomic
def record_certificate(
    *,
    by: Person,
    holder: int,
    number: str,
    certifier: str,
    crop: str,
    area_ha: Decimal,
    issued: date,
    valid_to: date,
    plots: Sequence[int] = (),
    standard: str = "",
    source: str = "",
    upload: UploadedFile | None = None,
) -> Certificate:
    """As the paper says; the plots of its scope may be added later, by widening."""
    producer = kept_producer(by, holder)
    if not (clean(number) and clean(certifier)):
        raise NumberMissing
    refuse_term(issued, valid_to)
    refuse_number(number, certifier)
    if crop not in crops():
        raise CropUnknown
    one = Certificate(holder=producer, place=producer.place)
    entered(by, one, producer.place, source)
    if upload:
        one.file = keep(upload, by, place=producer.place)
    given = {"number": number, "certifier": certifier, "crop": crop, "area_ha": area_ha}
    given |= {"issued": issued, "valid_to": valid_to}
    if standard:
        given["standard"] = standard
    write(by, "certificate.record", one, producer.place, given, taken=NumberTaken)
    act_of(one, Kind.GRANTED, issued, by)
    if plots:
        widen(one, own_plots(by, plots), issued)
    return one


@transaction.atomic
def correct_certificate(*, by: Person, pk: int, reason: str, **given: Any) -> Certificate:
    """What was entered wrong or was not known: number, certifier, area_ha, issued, valid_to; the log keeps the old."""
    one = certificates_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, one.place)
    if not clean(reason):
        raise ReasonMissing
    number, certifier = given.get("number", one.number), given.get("certifier", one.certifier)
    if not (clean(number) and clean(certifier)):
        raise NumberMissing
    refuse_number(number, certifier, but=one.pk)
    issued, valid_to = given.get("issued", one.issued), given.get("valid_to", one.valid_to)
    refuse_term(issued, valid_to)
    refuse_days_of_acts(one, issued)
    refuse_below_scope(one, given.get("area_ha", one.area_ha))
    before, one.issued_month_only = one.issued, False
    write(by, "certificate.correct", one, one.place, given, taken=NumberTaken, reason=clean(reason))
    one.acts.filter(kind=Kind.GRANTED).update(day=issued)
    one.scopes.filter(valid_from=before).update(valid_from=issued)
    return one


@transaction.atomic
def act_on_certificate(
    *,
    by: Person,
    pk: int,
    kind: str,
    day: date,
    reason: str = "",
    document: str = "",
    plots: Sequence[int] = (),
    successor: int | None = None,
) -> CertificateAct:
    """`plots` for widening and narrowing; `successor` is the new certificate of a renewal, recorded before."""
    one = certificates_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, one.place)
    act = Kind(kind)
    refuse_act(one, act, day, reason)
    new = successor_of(by, one, successor) if act == Kind.RENEWED else None
    if act == Kind.WIDENED:
        widen(one, own_plots(by, plots), day)
    if act == Kind.NARROWED:
        narrow(one, own_plots(by, plots), day)
    made = act_of(one, act, day, by, reason=clean(reason), document=clean(document), successor=new)
    facts = row(made, ("kind", "day", "document", "successor")) | {"plots": [str(pk) for pk in plots]}
    log(by, "certificate.act", one, one.place, after=facts, reason=made.reason)
    return made


@transaction.atomic
def take_back_act(*, by: Person, pk: int, reason: str) -> Certificate:
    """The last act, which was recorded by mistake: the log keeps it, and the scope is as it was before."""
    one = certificates_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, one.place)
    if not clean(reason):
        raise ReasonMissing
    act = last_act(one)
    if act is None:
        raise ActStays
    if act.kind == Kind.WIDENED:
        one.scopes.filter(valid_from=act.day).delete()
    if act.kind == Kind.NARROWED:
        one.scopes.filter(valid_to=act.day).update(valid_to=None)
    facts = row(act, ("kind", "day", "reason", "document", "successor"))
    log(by, "certificate.take_back", one, one.place, before=facts, reason=clean(reason))
    act.delete()
    return one


def last_act(one: Certificate) -> CertificateAct | None:
    """None where nothing was done since it was granted, or where two changes of the scope fell on one day: which plot
    came by which of them, the register does not say."""
    acts = list(one.acts.order_by("day", "pk"))
    if not acts or acts[-1].kind == Kind.GRANTED:
        return None
    last = acts[-1]
    alike = [act for act in acts[:-1] if (act.kind, act.day) == (last.kind, last.day)]
    unclear = last.kind in SCOPING and (alike or last.day == one.issued)
    return None if unclear else last


def act_of(one: Certificate, kind: Kind, day: date, by: Person, **more: object) -> CertificateAct:
    return CertificateAct.objects.create(certificate=one, kind=kind, day=day, by=by, at=timezone.now(), **more)


def refuse_term(issued: date, valid_to: date | None) -> None:
    """Circular 28/2012/TT-BKHCN: a finding stands three years at most."""
    if issued > today():
        raise DayAhead
    if valid_to is None:
        raise LastDayMissing
    if valid_to <= issued:
        raise EndsBeforeIssue
    if valid_to > (latest := years_after(issued, MOST_YEARS)):
        raise TermTooLong(day=day_text(latest))


def refuse_days_of_acts(one: Certificate, issued: date) -> None:
    """Neither an act nor a plot of its scope may stand before the day of issue."""
    acts = one.acts.exclude(kind=Kind.GRANTED).values_list("day", flat=True)
    first = min(
        [*acts, *one.scopes.exclude(valid_from=one.issued).values_list("valid_from", flat=True)], default=issued
    )
    if issued > first:
        raise IssuedAfterActs(day=day_text(first))


def refuse_below_scope(one: Certificate, paper: Decimal | None) -> None:
    total = sum((plot.area_ha for plot in certified_plots(one, today())), Decimal(0))
    if paper is not None and total > paper:
        raise PaperBelowScope(plots=number_text(total))


def refuse_number(number: str, certifier: str, but: int | None = None) -> None:
    same = Certificate.objects.filter(number=clean(number)).exclude(pk=but or 0)
    if any(fold(one.certifier) == fold(certifier) for one in same):
        raise NumberTaken


def open_acts(one: Certificate, day: date) -> frozenset[Kind]:
    """What may be recorded on the day, by the standing then; a certificate is renewed once."""
    done = {Kind(act.kind) for act in one.acts.all() if act.day <= day}
    return OPEN.get(truth_on(one, day).standing, frozenset()) - (done & ONCE)


def refuse_act(one: Certificate, act: Kind, day: date, reason: str) -> None:
    if day > today():
        raise DayAhead
    last = max((known.day for known in one.acts.all()), default=one.issued)
    if day < max(last, one.issued):
        raise ActOutOfOrder(day=day_text(max(last, one.issued)))
    if act not in open_acts(one, day):
        raise ActNotOpen
    if act in REASONED and not clean(reason):
        raise ReasonMissing


def own_plots(by: Person, pks: Iterable[int]) -> list[Plot]:
    """Raises ScopeEmpty where none of those that were chosen is visible to the person."""
    found = list(plots_visible_to(by).filter(pk__in=list(pks)).select_related("area"))
    if not found:
        raise ScopeEmpty
    return found


def widen(one: Certificate, plots: list[Plot], day: date) -> None:
    covered = certified_plots(one, day)
    known = set(covered.values_list("pk", flat=True))
    for plot in plots:
        if plot.area.producer_id != one.holder_id:
            raise PlotOfAnother(plot=plot)
        if plot.area.crop != one.crop:
            raise CropDiffers(plot=plot)
        if plot.pk in known:
            raise PlotCovered(plot=plot)
    total = sum((plot.area_ha for plot in [*covered, *plots]), Decimal(0))
    if one.area_ha is not None and total > one.area_ha:
        raise ScopeBeyondPaper(plots=number_text(total), paper=number_text(one.area_ha))
    Scope.objects.bulk_create(Scope(certificate=one, plot=plot, valid_from=day) for plot in plots)


def narrow(one: Certificate, plots: list[Plot], day: date) -> None:
    scopes = {scope.plot_id: scope for scope in Scope.objects.filter(in_scope(day), certificate=one)}
    for plot in plots:
        scope = scopes.get(plot.pk)
        if scope is None or scope.valid_from == day:
            raise PlotNotCovered(plot=plot)
        scope.valid_to = day
        scope.save(update_fields=["valid_to"])


def successor_of(by: Person, one: Certificate, pk: int | None) -> Certificate:
    new = successors_for(by, one).filter(pk=pk).first() if pk else None
    if new is None:
        raise SuccessorWrong
    return new


def successors_for(by: Person, one: Certificate) -> QuerySet[Certificate]:
    """Later certificates of the same holder and crop that renew no other."""
    later = certificates_visible_to(by).filter(holder=one.holder_id, crop=one.crop, issued__gt=one.issued)
    return later.filter(renews__isnull=True)
