"""The leader approves a list: never past a limit, never twice for one thing, and frozen from then on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from openntm.support.models import AwardList, Ceiling, Grant
from openntm.support.services import refused

from .granting import (
    DAY,
    a_call,
    a_scheme,
    appraise,
    appraised,
    approve,
    granted,
    stamps_applied,
    stamps_call,
    suspended,
)

pytestmark = pytest.mark.django_db


def test_two_applications_for_one_thing_cannot_both_be_approved(orchard):
    calls = [a_call(orchard), a_call(orchard, a_scheme(orchard, "duong-khac"))]
    ones = [appraised(orchard, call) for call in calls]
    approve(orchard, calls[0], ones[0])
    with pytest.raises(refused.ClauseNotMet, match="10/QĐ-UBND"):
        approve(orchard, calls[1], ones[1], number="11")
    assert Grant.objects.count() == 1


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


def test_without_a_published_amount_an_application_is_taken_in_and_nothing_is_approved(orchard):
    call = a_call(orchard, rate=None, amount_published=False)
    one = appraised(orchard, call)
    assert one.appraised is None
    with pytest.raises(refused.AmountNotPublished):
        approve(orchard, call, one)


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


def test_a_certificate_that_was_suspended_since_the_appraisal_stops_the_list(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    suspended(orchard, date(2026, 4, 2))
    with pytest.raises(refused.ClauseNotMet):
        approve(orchard, call, one, day=date(2026, 4, 3))


def test_a_hamlet_has_one_cap_however_its_name_is_written(orchard):
    call = a_call(orchard, cap_each=150_000_000)
    ones = [appraised(orchard, call, thing=f"Đường {name}", hamlet=name) for name in ("Thôn Thử", "thử")]
    with pytest.raises(refused.CeilingPassed, match="hử"):
        approve(orchard, call, *ones)
