"""Reads: what the registers say of an application on a day, for its clauses to be judged."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from openntm.places.queries import predecessor_ids, version_of
from openntm.produce.models import GrowingArea, Plot
from openntm.produce.queries.certificates import truth_on
from openntm.steering.models import Registration
from openntm.support.clauses import CertificateInForce, Facts, Judged, Other, clauses_of, judge
from openntm.support.conflicts import claim_of, hamlet_key
from openntm.support.models import Application, Grant, State

OPEN = (State.SUBMITTED, State.CONFIRMED, State.APPRAISED, State.RETURNED)


def judged_on(application: Application, day: date) -> list[Judged]:
    return judge(clauses_of(application.call.terms.eligibility), facts_of(application, day))


def facts_of(application: Application, day: date) -> Facts:
    call, unit = application.call, version_of(application.place, day)
    return Facts(
        day=day,
        submitted=application.submitted_on,
        opens=call.opens,
        closes=call.closes,
        year=call.year,
        place_kind=unit.kind if unit else None,
        titles=tuple(titles_of(application, day)),
        **certificate_facts(application, day),
        is_producer=application.producer_id is not None,
        producer_kind=application.producer.kind if application.producer else None,
        area=area_of(application, day),
        others=tuple(others_for(application)),
        evidence=application.evidence.count() if application.pk else 0,
    )


def certificate_facts(application: Application, day: date) -> dict[str, Any]:
    if application.certificate is None:
        return {}
    truth, name = truth_on(application.certificate, day), str(application.certificate)
    return {"certificate": str(truth.standing), "certificate_name": name, "certificate_since": truth.since}


def certificate_on(application: Application, day: date) -> Judged:
    """Whether the certificate is in force on the very day."""
    call = application.call
    known = certificate_facts(application, day)
    facts = Facts(day, application.submitted_on, call.opens, call.closes, call.year, **known)
    return judge([CertificateInForce()], facts)[0]


def titles_of(application: Application, day: date) -> Iterable[tuple[str, int]]:
    """Registrations of the applicant that stand on the day."""
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    found = Registration.objects.filter(standing, place=application.place_id, registered_on__lte=day)
    for one in found:
        if hamlet_key(one.holder) == hamlet_key(application.hamlet):
            yield one.title, one.year


def area_of(application: Application, day: date) -> Decimal | None:
    """Of the plot, else of the certificate, else of all that the producer grows on."""
    if application.thing_key.startswith("plot:"):
        plot = Plot.objects.filter(pk=application.thing_key.removeprefix("plot:")).first()
        return plot.area_ha if plot else None
    if application.certificate is not None and application.certificate.area_ha is not None:
        return application.certificate.area_ha
    if application.producer_id is None:
        return None
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    areas = GrowingArea.objects.filter(standing, producer=application.producer_id, valid_from__lte=day)
    found: Decimal | None = areas.aggregate(sum=Sum("area_ha"))["sum"]
    return found


def others_for(application: Application) -> list[Other]:
    """Live grants for the same thing, of whatever scheme; a commune that was merged took its things along."""
    call = application.call
    claims = [claim_of(call.scheme.kind, key, call.year) for key in keys_of(application)]
    found = Grant.objects.filter(claim__in=claims, live=True).exclude(application=application.pk)
    return [
        Other(one.application.call.scheme.title_vi, one.award.number, one.award.decided_on)
        for one in found.select_related("application__call__scheme", "award")
    ]


def rivals_of(application: Application, among: QuerySet[Application]) -> list[Application]:
    """Other applications for the same thing that are still open: of all of them one alone can be approved."""
    if application.state not in OPEN:
        return []
    call = application.call
    claims = {claim_of(call.scheme.kind, key, call.year) for key in keys_of(application)}
    found = among.filter(thing_key__in=keys_of(application), state__in=OPEN).exclude(pk=application.pk)
    rows = found.select_related("call__scheme", "producer", "place")
    return [one for one in rows if claim_of(one.call.scheme.kind, one.thing_key, one.call.year) in claims]


def keys_of(application: Application) -> list[str]:
    """The key of the thing, and that of what is named so in the communes that went into this one."""
    prefix, _, rest = application.thing_key.partition(":")
    if prefix != "text":
        return [application.thing_key]
    place, _, words = rest.partition(":")
    found = fresh = {int(place)}
    while fresh:
        fresh = {one for group in predecessor_ids(fresh).values() for one in group} - found
        found = found | fresh
    return [f"{prefix}:{one}:{words}" for one in sorted(found)]
