"""Schemes, calls and applications for tests of support; every value is invented."""

from datetime import date
from decimal import Decimal

from openntm.produce.models import CertificateAct
from openntm.support.clauses import AppliedInTime, CertificateInForce, NotSupportedBefore
from openntm.support.models import Kind, Unit
from openntm.support.services.applications import apply_for_support, appraise_application
from openntm.support.services.awards import approve_list
from openntm.support.services.grants import accept_grant, deliver_grant
from openntm.support.services.schemes import add_scheme, open_call, set_terms
from openntm.support.services.steps import take_step
from remembered import remembered

FROM = date(2026, 1, 1)
OPENS, CLOSES, DAY = date(2026, 3, 1), date(2026, 6, 30), date(2026, 4, 1)
CLAUSES = (AppliedInTime(), NotSupportedBefore())


def a_scheme(orchard, key="duong", *, kind=Kind.ROAD, unit=Unit.KM, applicants=("commune", "hamlet"), **given):
    return add_scheme(
        by=orchard.binh,
        place=orchard.province,
        key=key,
        kind=kind,
        unit=unit,
        applicants=list(applicants),
        title_vi=given.pop("title_vi", f"Cơ chế {key}"),
        act="01/2026/NQ-HĐND",
        **given,
    )


@remembered
def a_call(orchard, scheme=None, *, budget=None, clauses=CLAUSES, title="Đợt 1", **terms):
    scheme = scheme or a_scheme(orchard)
    if not scheme.terms.exists():
        given = {"rate": 100_000_000} | terms
        set_terms(by=orchard.binh, scheme=scheme, valid_from=FROM, clauses=clauses, **given)
    return open_call(by=orchard.binh, scheme=scheme, title=title, opens=OPENS, closes=CLOSES, budget=budget)


def stamps_call(orchard, **terms):
    scheme = a_scheme(orchard, "tem", kind=Kind.STAMPS, unit=Unit.STAMP, applicants=["producer"])
    clauses = (*CLAUSES, CertificateInForce())
    return a_call(orchard, scheme, clauses=clauses, **({"rate": 500, "asks_certificate": True} | terms))


def applied(orchard, call, *, by=None, thing="Đường thôn Thử", quantity="1", **given):
    given = {"place": orchard.commune, "day": DAY, "quantity": Decimal(quantity), "thing": thing} | given
    return apply_for_support(by=by or orchard.an, call=call, **given)


def stamps_applied(orchard, call, quantity="1000", **given):
    more = {"producer": orchard.producer, "certificate": orchard.certificate, "thing": "", "by": orchard.htx} | given
    return applied(orchard, call, quantity=quantity, **more)


def appraised(orchard, call, **given):
    one = applied(orchard, call, **given)
    return appraise(orchard, one)


def appraise(orchard, one, **given):
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    return appraise_application(by=orchard.binh, pk=one.pk, day=DAY, **given)


def approve(orchard, call, *applications, number="10/QĐ-UBND", day=DAY):
    return approve_list(
        by=orchard.lan, call=call, applications=[one.pk for one in applications], number=number, day=day
    )


def granted(orchard, call=None, number="10/QĐ-UBND", **given):
    call = call or a_call(orchard)
    one = appraised(orchard, call, **given)
    approve(orchard, call, one, number=number)
    one.refresh_from_db()
    return one.grant


def accepted(orchard, grant):
    deliver_grant(by=orchard.an, pk=grant.pk, day=DAY)
    return accept_grant(by=orchard.an, pk=grant.pk, day=DAY, document="BB 01")


def suspended(orchard, day):
    given = {"kind": "suspended", "day": day, "reason": "Vi phạm", "at": "2026-04-01T00:00Z"}
    CertificateAct.objects.create(certificate=orchard.certificate, **given)
