"""From the call to the audit: who may take which step, and what is refused in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry, Message
from openntm.steering.models import Registration
from openntm.support.clauses import AppliedInTime, HasEvidence, NotSupportedBefore, RegisteredTitle
from openntm.support.models import Application, Grant, Kind, State
from openntm.support.services import refused
from openntm.support.services.applications import appraise_application
from openntm.support.services.awards import approve_list
from openntm.support.services.grants import (
    audit_grant,
    cancel_grant,
    pay_grant,
)
from openntm.support.services.steps import take_step

from .granting import (
    DAY,
    a_call,
    a_scheme,
    accepted,
    applied,
    appraise,
    approve,
    granted,
    stamps_applied,
    stamps_call,
)

pytestmark = pytest.mark.django_db


def test_a_grant_goes_from_the_call_to_the_audit_and_the_log_tells_each_step(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    assert (one.state, one.computed, one.appraised) == (State.APPRAISED, 500_000, 500_000)
    award = approve(orchard, call, one)
    grant = accepted(orchard, one.grant if hasattr(one, "grant") else Grant.objects.get(application=one))
    pay_grant(by=orchard.binh, pk=grant.pk, day=DAY, document="UNC 1")
    audit_grant(by=orchard.tham, pk=grant.pk, day=DAY, document="KL 1")
    grant.refresh_from_db()
    assert (award.total, grant.paid, grant.remainder, grant.state) == (500_000, 500_000, 0, State.AUDITED)
    verbs = list(LogEntry.objects.filter(verb__startswith="support.").order_by("number").values_list("verb", flat=True))
    assert verbs == ["support.apply", *["support.step"] * 2, "support.approve", *["support.step"] * 4]
    steps = list(one.steps.values_list("transition", flat=True))
    assert steps == ["apply", "confirm", "appraise", "approve", "deliver", "accept", "pay", "audit"]
    assert Message.objects.filter(person=orchard.htx).count() == 2  # approved, paid


def test_each_step_is_for_its_own_office(orchard):
    call = a_call(orchard)
    one = applied(orchard, call)
    for person in (orchard.binh, orchard.lan):
        with pytest.raises(PermissionDenied):
            take_step(by=person, pk=one.pk, transition="confirm", day=DAY)
    for person in (orchard.htx, orchard.be, orchard.dung):
        with pytest.raises(Application.DoesNotExist):
            take_step(by=person, pk=one.pk, transition="confirm", day=DAY)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    with pytest.raises(PermissionDenied):
        appraise_application(by=orchard.an, pk=one.pk, day=DAY)
    appraise_application(by=orchard.binh, pk=one.pk, day=DAY)
    with pytest.raises(PermissionDenied):
        approve_list(by=orchard.binh, call=call, applications=[one.pk], number="1", day=DAY)
    approve(orchard, call, one)
    grant = accepted(orchard, Grant.objects.get(application=one))
    for person, act in ((orchard.lan, pay_grant), (orchard.an, pay_grant)):
        with pytest.raises(PermissionDenied):
            act(by=person, pk=grant.pk, day=DAY, document="1")
    pay_grant(by=orchard.binh, pk=grant.pk, day=DAY, document="1")
    with pytest.raises(PermissionDenied):
        audit_grant(by=orchard.binh, pk=grant.pk, day=DAY, document="1")


def test_an_amount_is_lowered_with_a_reason_and_never_raised(orchard):
    call = a_call(orchard)
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    for amount in (100_000_001, 0, -1):
        with pytest.raises(refused.AmountRaised):
            appraise_application(by=orchard.binh, pk=one.pk, day=DAY, amount=amount)
    with pytest.raises(refused.LoweredWithoutReason):
        appraise_application(by=orchard.binh, pk=one.pk, day=DAY, amount=1)
    one = appraise_application(by=orchard.binh, pk=one.pk, day=DAY, amount=90_000_000, reason="Đã có một phần")
    assert (one.computed, one.appraised, one.lowered_because) == (100_000_000, 90_000_000, "Đã có một phần")


def test_a_condition_that_is_not_met_is_named(orchard):
    call = a_call(orchard, clauses=(HasEvidence(least=2), RegisteredTitle(titles=("ntm",))))
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    with pytest.raises(refused.ClauseNotMet, match="“Đường thôn Thử”.+ 2 .+: .+0"):
        appraise_application(by=orchard.binh, pk=one.pk, day=DAY)


def test_what_the_registers_do_not_know_is_appraised_with_a_reason(orchard):
    call = stamps_call(orchard)
    one = stamps_applied(orchard, call, certificate=None)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    with pytest.raises(refused.UnknownWithoutReason):
        appraise_application(by=orchard.binh, pk=one.pk, day=DAY)
    one = appraise_application(by=orchard.binh, pk=one.pk, day=DAY, reason="Xem bản giấy")
    assert "unknown" in {judged["verdict"] for judged in one.judged}


def test_no_step_lies_before_the_one_before_it_or_in_the_future(orchard):
    one = applied(orchard, a_call(orchard))
    for day in (DAY - timedelta(days=1), date(2999, 1, 1)):
        with pytest.raises(refused.DayImpossible):
            take_step(by=orchard.an, pk=one.pk, transition="confirm", day=day)


def asking(orchard, kind):
    """Who asks for what, as the kind wants it."""
    registered = {"place": orchard.commune, "registered_on": "2026-01-05", "source_title": "Thử", "year": 2026}
    by_producer = {"by": orchard.htx, "producer": orchard.producer, "thing": "Nội dung thử"}
    if kind == Kind.REGISTERED_COMMUNE:
        return {"registration": Registration.objects.create(title="ntm", **registered)}
    if kind == Kind.MODEL_HAMLET:
        return {"registration": Registration.objects.create(title="model_hamlet", holder="Hố Dầu", **registered)}
    if kind in (Kind.VIETGAP, Kind.STAMPS):
        return by_producer | {"certificate": orchard.certificate}
    if kind in (Kind.GREENHOUSE, Kind.NET_HOUSE, Kind.GROWING):
        return by_producer | {"plot": orchard.plots[0]}
    return by_producer if kind == Kind.OCOP else {}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_support_goes_the_same_way(orchard, kind):
    clauses = (AppliedInTime(), NotSupportedBefore(), RegisteredTitle(titles=("ntm", "model_hamlet")))
    scheme = a_scheme(orchard, "moi-loai", kind=kind, applicants=["producer", "commune", "hamlet"])
    needs_title = kind in (Kind.REGISTERED_COMMUNE, Kind.MODEL_HAMLET)
    call = a_call(orchard, scheme, clauses=clauses if needs_title else clauses[:2])
    grant = accepted(orchard, granted(orchard, call, **asking(orchard, kind)))
    pay_grant(by=orchard.binh, pk=grant.pk, day=DAY, document="UNC 1")
    audit_grant(by=orchard.tham, pk=grant.pk, day=DAY, document="KL 1")
    steps = list(grant.application.steps.values_list("transition", flat=True))
    assert steps == ["apply", "confirm", "appraise", "approve", "deliver", "accept", "pay", "audit"]


def test_the_keeper_is_told_of_what_the_commune_handed_in_for_the_producer(orchard):
    call = stamps_call(orchard)
    one = stamps_applied(orchard, call, by=orchard.an)
    approve(orchard, call, appraise(orchard, one))
    cancel_grant(by=orchard.lan, pk=one.grant.pk, day=DAY, reason="Không in nữa", document="QĐ 3")
    told = set(Message.objects.values_list("person__username", "subject"))
    assert {name for name, _subject in told} == {"an", "htx"}
    assert len(told) == 4  # of the approval and of its end
