"""From the call to the audit: who may take which step, and what is refused in words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from openntm.office.models import LogEntry, Message
from openntm.places.models import Change, Lineage
from openntm.produce.models import CertificateAct
from openntm.support.clauses import HasEvidence, RegisteredTitle
from openntm.support.models import Application, AwardList, Ceiling, Grant, Kind, State, Unit
from openntm.support.services import refused
from openntm.support.services.applications import appraise_application
from openntm.support.services.awards import approve_list
from openntm.support.services.grants import (
    audit_grant,
    cancel_grant,
    deliver_grant,
    give_advance_back,
    pay_advance,
    pay_grant,
    recover_money,
)
from openntm.support.services.schemes import open_call, set_budget, set_terms
from openntm.support.services.steps import take_step
from orchard import make_orchard

from .granting import (
    CLOSES,
    DAY,
    FROM,
    a_call,
    a_scheme,
    accepted,
    applied,
    appraise,
    appraised,
    approve,
    granted,
    stamps_applied,
    stamps_call,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def orchard():
    return make_orchard()


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


def test_who_hands_in_for_a_producer_is_its_keeper_or_the_commune(orchard):
    call = stamps_call(orchard)
    with pytest.raises(PermissionDenied):
        applied(orchard, call, by=orchard.be, producer=orchard.producer)
    with pytest.raises(PermissionDenied):
        applied(orchard, call, by=orchard.htx)  # for the commune
    orchard.producer.keepers.update(valid_to=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        stamps_applied(orchard, call)


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


def test_outside_the_call_nothing_is_taken_in(orchard):
    call = a_call(orchard)
    for day in (date(2026, 2, 28), CLOSES + timedelta(days=1)):
        with pytest.raises(refused.CallNotOpen, match="01/03/2026"):
            applied(orchard, call, day=day)
    with pytest.raises(refused.DayImpossible):
        applied(orchard, call, day=date(2999, 1, 1))


def test_a_scheme_says_who_may_apply(orchard):
    with pytest.raises(refused.NotForYou):
        applied(orchard, stamps_call(orchard))
    with pytest.raises(refused.NotForYou):
        applied(orchard, a_call(orchard), producer=orchard.producer)


def test_a_certificate_of_another_producer_is_refused(orchard):
    with pytest.raises(refused.NotOfTheProducer):
        applied(orchard, a_call(orchard), certificate=orchard.certificate)


def test_the_thing_has_a_name(orchard):
    with pytest.raises(refused.ThingMissing):
        applied(orchard, a_call(orchard), thing=" ")


def test_the_same_thing_is_asked_for_once_in_a_call_however_it_is_written(orchard):
    call = a_call(orchard)
    applied(orchard, call, thing="Đường thôn Thử")
    with pytest.raises(refused.AppliedAlready):
        applied(orchard, call, thing="duong  THÔN, thử")


def test_the_same_thing_is_not_supported_again_by_another_scheme_in_another_year(orchard):
    granted(orchard)
    other = a_call(orchard, a_scheme(orchard, "duong-khac"))
    with pytest.raises(refused.SupportedAlready, match="Cơ chế duong, danh sách 10/QĐ-UBND|Cơ chế duong, list 10"):
        applied(orchard, other, thing="ĐƯỜNG THÔN THỬ")


def test_two_applications_for_one_thing_cannot_both_be_approved(orchard):
    calls = [a_call(orchard), a_call(orchard, a_scheme(orchard, "duong-khac"))]
    ones = [appraised(orchard, call) for call in calls]
    approve(orchard, calls[0], ones[0])
    with pytest.raises(refused.ClauseNotMet, match="10/QĐ-UBND"):
        approve(orchard, calls[1], ones[1], number="11")
    assert Grant.objects.count() == 1


def test_a_plot_gets_a_greenhouse_or_a_net_house(orchard):
    first = a_scheme(orchard, "mang", kind=Kind.GREENHOUSE, unit=Unit.SQUARE_METRE, applicants=["producer"])
    second = a_scheme(orchard, "luoi", kind=Kind.NET_HOUSE, unit=Unit.SQUARE_METRE, applicants=["producer"])
    given = {"producer": orchard.producer, "plot": orchard.plots[0], "thing": "", "by": orchard.htx}
    granted(orchard, a_call(orchard, first), **given)
    with pytest.raises(refused.SupportedAlready):
        applied(orchard, a_call(orchard, second), **given)
    applied(orchard, a_call(orchard, second, title="Đợt 2"), **given | {"plot": orchard.plots[1]})


def test_the_database_holds_that_a_thing_is_supported_once(orchard):
    grant = granted(orchard)
    other = appraised(orchard, grant.application.call, thing="Khác")
    given = {"amount": 1, "committed": 1, "quantity": 1, "since": DAY, "claim": grant.claim}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(application=other, award=grant.award, **given)


def test_a_grant_exists_under_an_approved_list_alone(orchard):
    one = appraised(orchard, a_call(orchard))
    given = {"amount": 1, "committed": 1, "quantity": 1, "since": DAY, "claim": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(application=one, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardList.objects.create(
            call=one.call, place=orchard.province, decided_on=DAY, total=1, approved_by=orchard.lan, number=""
        )


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


def test_a_share_of_the_cost_needs_the_cost_and_stays_below_the_cap(orchard):
    call = a_call(orchard, rate=None, share=Decimal("50"), cap_each=30_000_000)
    with pytest.raises(refused.CostMissing):
        applied(orchard, call)
    assert appraised(orchard, call, cost=50_000_001).computed == 25_000_000
    assert appraised(orchard, call, cost=90_000_000, thing="Khác").computed == 30_000_000


def test_a_condition_that_is_not_met_is_named(orchard):
    call = a_call(orchard, clauses=(HasEvidence(least=2), RegisteredTitle(titles=("ntm",))))
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    with pytest.raises(refused.ClauseNotMet):
        appraise_application(by=orchard.binh, pk=one.pk, day=DAY)


def test_what_the_registers_do_not_know_is_appraised_with_a_reason(orchard):
    call = stamps_call(orchard)
    one = stamps_applied(orchard, call, certificate=None)
    take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    with pytest.raises(refused.UnknownWithoutReason):
        appraise_application(by=orchard.binh, pk=one.pk, day=DAY)
    one = appraise_application(by=orchard.binh, pk=one.pk, day=DAY, reason="Xem bản giấy")
    assert "unknown" in {judged["verdict"] for judged in one.judged}


def test_without_a_published_amount_an_application_is_taken_in_and_nothing_is_approved(orchard):
    call = a_call(orchard, rate=None, amount_published=False)
    one = appraised(orchard, call)
    assert one.appraised is None
    with pytest.raises(refused.AmountNotPublished):
        approve(orchard, call, one)


def test_an_application_is_returned_with_a_reason_and_handed_in_again(orchard):
    one = appraised(orchard, a_call(orchard))
    with pytest.raises(refused.ReasonMissing):
        take_step(by=orchard.binh, pk=one.pk, transition="return", day=DAY, reason=" ")
    one = take_step(by=orchard.binh, pk=one.pk, transition="return", day=DAY, reason="Thiếu bản vẽ")
    assert (one.state, one.appraised) == (State.RETURNED, None)
    assert Message.objects.get(person=orchard.an)
    with pytest.raises(refused.StepNotOpen):
        take_step(by=orchard.an, pk=one.pk, transition="confirm", day=DAY)
    assert take_step(by=orchard.an, pk=one.pk, transition="submit", day=DAY).state == State.SUBMITTED


def test_a_withdrawn_application_may_be_made_again(orchard):
    call = a_call(orchard)
    one = applied(orchard, call)
    take_step(by=orchard.an, pk=one.pk, transition="withdraw", day=DAY, reason="Làm bằng vốn khác")
    assert applied(orchard, call).pk != one.pk


def test_no_step_lies_before_the_one_before_it_or_in_the_future(orchard):
    one = applied(orchard, a_call(orchard))
    for day in (DAY - timedelta(days=1), date(2999, 1, 1)):
        with pytest.raises(refused.DayImpossible):
            take_step(by=orchard.an, pk=one.pk, transition="confirm", day=day)


def test_the_budget_the_caps_and_the_quota_hold_across_lists(orchard):
    call = a_call(orchard, budget=250_000_000)
    ones = [appraised(orchard, call, thing=f"Đường {n}") for n in range(3)]
    approve(orchard, call, *ones[:2], number="1")
    with pytest.raises(refused.CeilingPassed, match=r"50\.000\.000"):
        approve(orchard, call, ones[2], number="2")
    assert Grant.objects.count() == 2
    assert Ceiling.objects.get(of="budget").taken == 200_000_000


@pytest.mark.parametrize(
    ("terms", "of"),
    [({"cap_all": 150_000_000}, "all"), ({"quota": Decimal("1.5")}, "quota"), ({"cap_each": 150_000_000}, "each")],
)
def test_each_limit_is_a_limit_of_its_own(orchard, terms, of):
    call = a_call(orchard, **terms)
    ones = [appraised(orchard, call, thing=f"Đường {n}") for n in range(2)]
    with pytest.raises(refused.CeilingPassed):
        approve(orchard, call, *ones)
    assert not AwardList.objects.exists()
    approve(orchard, call, ones[0])
    assert Ceiling.objects.filter(of=of, taken__gt=0).exists()


def test_the_cap_of_a_beneficiary_is_not_that_of_another(orchard):
    call = a_call(orchard, cap_each=100_000_000)
    ones = [appraised(orchard, call, thing="Đường 1"), appraised(orchard, call, thing="Đường 1", hamlet="Thôn Thử")]
    with pytest.raises(refused.SupportedAlready):
        approve(orchard, call, *ones)  # but it is the same road
    other = appraised(orchard, call, thing="Đường 2", hamlet="Thôn Thử")
    assert approve(orchard, call, ones[0], other).total == 200_000_000


def test_the_database_refuses_to_pass_a_ceiling(orchard):
    granted(orchard, a_call(orchard, budget=250_000_000))
    with pytest.raises(IntegrityError), transaction.atomic():
        Ceiling.objects.update(taken=250_000_001)


def test_the_list_is_frozen_with_its_hash(orchard):
    import hashlib
    import json

    grant = granted(orchard)
    award = grant.award
    assert hashlib.sha256(award.snapshot.encode()).hexdigest() == award.sha256
    assert json.loads(award.snapshot)["rows"][0]["amount"] == 100_000_000
    for table in (AwardList.objects, grant.entries):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.update(by=None) if table is not AwardList.objects else table.update(total=1)


def test_one_number_of_a_day_is_one_list(orchard):
    call = a_call(orchard)
    ones = [appraised(orchard, call, thing=f"Đường {n}") for n in range(2)]
    approve(orchard, call, ones[0])
    with pytest.raises(refused.NumberTaken):
        approve(orchard, call, ones[1])
    with pytest.raises(refused.NumberMissing):
        approve(orchard, call, ones[1], number=" ")
    with pytest.raises(refused.StepNotOpen):
        approve(orchard, call, ones[0], number="2")
    with pytest.raises(refused.NothingChosen):
        approve(orchard, call)


def suspended(orchard, day):
    given = {"kind": "suspended", "day": day, "reason": "Vi phạm", "at": "2026-04-01T00:00Z"}
    CertificateAct.objects.create(certificate=orchard.certificate, **given)


def test_nothing_is_paid_on_a_day_on_which_the_certificate_is_not_in_force(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    approve(orchard, call, one)
    grant = Grant.objects.get(application=one)
    suspended(orchard, date(2026, 5, 1))
    with pytest.raises(refused.CertificateNotInForce, match="01/05/2026"):
        pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=date(2026, 5, 2), document="1")
    pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=date(2026, 4, 30), document="1")
    accepted(orchard, grant)
    with pytest.raises(refused.CertificateNotInForce):
        pay_grant(by=orchard.binh, pk=grant.pk, day=date(2026, 5, 2), document="2")
    assert pay_grant(by=orchard.binh, pk=grant.pk, day=date(2026, 4, 30), document="2").state == State.PAID


def test_a_certificate_that_was_suspended_since_the_appraisal_stops_the_list(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    suspended(orchard, date(2026, 4, 2))
    with pytest.raises(refused.ClauseNotMet):
        approve(orchard, call, one, day=date(2026, 4, 3))


def test_money_goes_out_by_advance_and_payment_and_comes_back_after_an_audit(orchard):
    grant = granted(orchard)
    pay = {"by": orchard.binh, "pk": grant.pk, "day": DAY}
    with pytest.raises(refused.TooMuch):
        pay_advance(**pay, amount=100_000_001, document="1")
    pay_advance(**pay, amount=40_000_000, document="1")
    with pytest.raises(refused.StepNotOpen):
        pay_grant(**pay, document="2")  # not accepted yet
    give_advance_back(**pay, amount=10_000_000, document="2")
    accepted(orchard, grant)
    held = pay_grant(**pay, amount=20_000_000, document="3")
    assert (held.advance, held.paid, held.remainder, held.state) == (0, 50_000_000, 50_000_000, State.ACCEPTED)
    held = pay_grant(**pay, document="4")
    assert (held.paid, held.remainder, held.state) == (100_000_000, 0, State.PAID)
    audit = {"by": orchard.tham, "pk": grant.pk, "day": DAY, "document": "KL"}
    with pytest.raises(refused.ReasonMissing):
        audit_grant(**audit, claw_back=5)
    with pytest.raises(refused.TooMuch):
        audit_grant(**audit, claw_back=100_000_001, reason="x")
    held = audit_grant(**audit, claw_back=30_000_000, reason="Thiếu khối lượng")
    assert (held.paid, held.recoverable) == (70_000_000, 30_000_000)
    held = recover_money(**pay, amount=30_000_000, document="5")
    assert (held.recoverable, held.recovered) == (0, 30_000_000)
    with pytest.raises(refused.TooMuch):
        recover_money(**pay, amount=1, document="6")


def test_a_cancelled_grant_frees_the_money_and_the_thing(orchard):
    call = a_call(orchard, budget=100_000_000)
    grant = granted(orchard, call)
    pay_advance(by=orchard.binh, pk=grant.pk, amount=1, day=DAY, document="1")
    cancel = {"by": orchard.lan, "pk": grant.pk, "day": DAY, "reason": "Không làm", "document": "QĐ 2"}
    with pytest.raises(refused.AdvanceOpen):
        cancel_grant(**cancel)
    give_advance_back(by=orchard.binh, pk=grant.pk, amount=1, day=DAY, document="2")
    with pytest.raises(refused.ReasonMissing):
        cancel_grant(**cancel | {"reason": ""})
    held = cancel_grant(**cancel)
    assert (held.live, held.released, held.state) == (False, 100_000_000, State.CANCELLED)
    other = appraised(orchard, a_call(orchard, call.scheme, title="Đợt 2"))
    approve(orchard, other.call, other, number="12")
    assert Ceiling.objects.get(of="budget").taken == 0


def test_terms_are_dated_and_never_edited(orchard):
    scheme = a_scheme(orchard)
    first = set_terms(by=orchard.binh, scheme=scheme, valid_from=FROM, rate=1)
    set_terms(by=orchard.binh, scheme=scheme, valid_from=date(2026, 5, 1), rate=2)
    first.refresh_from_db()
    assert first.valid_to == date(2026, 5, 1)
    with pytest.raises(refused.TermsOverlap):
        set_terms(by=orchard.binh, scheme=scheme, valid_from=date(2026, 4, 1), rate=3)
    given = {"by": orchard.binh, "scheme": scheme, "title": "Đợt"}
    with pytest.raises(refused.CallOutlivesTerms):
        open_call(**given, opens=date(2026, 3, 1), closes=date(2026, 6, 1))
    with pytest.raises(refused.NoTermsOnDay):
        open_call(**given, opens=date(2025, 3, 1), closes=date(2026, 6, 1))
    with pytest.raises(PermissionDenied):
        open_call(**given | {"by": orchard.an}, opens=DAY, closes=DAY)


def test_a_budget_is_never_set_below_what_is_approved(orchard):
    call = a_call(orchard)
    granted(orchard, call)
    with pytest.raises(refused.BudgetTaken):
        set_budget(by=orchard.binh, call=call, budget=99_999_999, reason="Giảm")
    set_budget(by=orchard.binh, call=call, budget=100_000_000, reason="Giảm")
    with pytest.raises(refused.CeilingPassed):
        granted(orchard, call, thing="Khác")


def test_delivery_is_not_recorded_twice(orchard):
    grant = granted(orchard)
    deliver_grant(by=orchard.an, pk=grant.pk, day=DAY)
    with pytest.raises(refused.StepNotOpen):
        deliver_grant(by=orchard.an, pk=grant.pk, day=DAY)


def test_a_road_that_came_with_a_merged_commune_was_supported_already(orchard):
    granted(orchard, thing="Đường Hố Dầu")
    change = Change.objects.create(key="nhap", kind="merge", day=date(2026, 4, 1))
    Lineage.objects.create(change=change, predecessor=orchard.commune, successor=orchard.other)
    call = a_call(orchard, a_scheme(orchard, "duong-khac"))
    with pytest.raises(refused.SupportedAlready):
        applied(orchard, call, by=orchard.be, place=orchard.other, thing="đường hố dầu")
    applied(orchard, call, by=orchard.be, place=orchard.other, thing="Đường khác")
