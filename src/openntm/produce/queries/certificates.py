"""What is true of a certificate on a day, and what is certified then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q, QuerySet

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.places.models import Place
from openntm.produce.models import Certificate, CertificateAct, Lot, Plot, Producer, Scope, years_after

ENDS = {CertificateAct.Kind.SUSPENDED: "suspended", CertificateAct.Kind.WITHDRAWN: "withdrawn"}


class Standing(StrEnum):
    """`in_force` alone lets support be paid and stamps be put in use."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    UNKNOWN = "unknown"  # its last day was not published, and the law's longest term is not over
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Truth:
    """`since` is the first day of that standing; `act` the one that made it so, if any."""

    standing: Standing
    since: date
    act: CertificateAct | None = None


def truth_on(certificate: Certificate, day: date, acts: Iterable[CertificateAct] | None = None) -> Truth:
    """Withdrawn stays withdrawn; a suspension lasts until it is ended. `acts` spares a query."""
    known = certificate.acts.all() if acts is None else acts
    done = sorted((act for act in known if act.day <= day), key=lambda act: (act.day, act.pk or 0))
    if day < certificate.issued:
        return Truth(Standing.NOT_YET, certificate.issued)
    held: CertificateAct | None = None
    for act in done:
        if held is not None and held.kind == CertificateAct.Kind.WITHDRAWN:
            break
        if act.kind in ENDS:
            held = act
        elif act.kind == CertificateAct.Kind.RESUMED:
            held = None
    if held is not None and held.kind == CertificateAct.Kind.WITHDRAWN:
        return Truth(Standing.WITHDRAWN, held.day, held)
    if day > certificate.last_possible_day:
        return Truth(Standing.EXPIRED, certificate.first_day_after)
    if held is not None:
        return Truth(Standing.SUSPENDED, held.day, held)
    return Truth(Standing.IN_FORCE if certificate.valid_to else Standing.UNKNOWN, certificate.issued)


def in_scope(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def certified_plots(subject: Certificate | Lot, day: date) -> QuerySet[Plot]:
    """The plots within the scope on the day, of a certificate or of the one that a lot claims; whether it is in force
    then, `truth_on` says."""
    certificate = subject.certificate if isinstance(subject, Lot) else subject
    scopes = Scope.objects.filter(in_scope(day), certificate=certificate)
    return Plot.objects.filter(pk__in=scopes.values("plot")).select_related("area", "member")


def certificates_of(subject: Place | Producer) -> QuerySet[Certificate]:
    """All that were ever issued to a producer, or to producers of a place and of what it covers today."""
    if isinstance(subject, Producer):
        return subject.certificates.all()
    return Certificate.objects.filter(place__in=covered([subject], today()))


def certificates_in_force(subject: Place | Producer, day: date) -> list[Certificate]:
    issued = certificates_of(subject).filter(issued__lte=day).select_related("holder", "place")
    return [one for one in issued.prefetch_related("acts") if truth_on(one, day).standing == Standing.IN_FORCE]


def certified_area(subject: Place | Producer, day: date) -> Decimal:
    """Hectares under certificates in force, each plot once; what the paper says where no plots are recorded."""
    held = certificates_in_force(subject, day)
    scopes = Scope.objects.filter(in_scope(day), certificate__in=held).values_list(
        "certificate", "plot", "plot__area_ha"
    )
    recorded = {certificate for certificate, _, _ in scopes}
    plots = {plot: area for _, plot, area in scopes}
    papers = (one.area_ha or Decimal(0) for one in held if one.pk not in recorded)
    return sum(plots.values(), Decimal(0)) + sum(papers, Decimal(0))


def certificate_over(plots: Iterable[Plot], day: date | None = None) -> Certificate | None:
    """A certificate that is neither over nor withdrawn on the day and has one of the plots in its scope."""
    on = day or today()
    scopes = Scope.objects.filter(in_scope(on), plot__in=list(plots)).select_related("certificate")
    over = (Standing.EXPIRED, Standing.WITHDRAWN)
    found = (scope.certificate for scope in scopes.prefetch_related("certificate__acts"))
    return next((one for one in found if truth_on(one, on).standing not in over), None)


SEEN = (CertificateAct.Kind.GRANTED, CertificateAct.Kind.KEPT)


def surveillance_due(certificate: Certificate, day: date) -> date:
    """A year after the last time it was looked at up to the day; that it is a year was not read in its source."""
    seen = [act.day for act in certificate.acts.all() if act.kind in SEEN and act.day <= day]
    return years_after(max([certificate.issued, *seen]), 1)
