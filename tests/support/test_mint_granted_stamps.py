"""Stamps are minted under a grant, up to what was granted, and stay linked to it."""

import pytest
from django.core.exceptions import PermissionDenied

from openntm.codes.models import Stock
from openntm.office.models import LogEntry
from openntm.support.models import StampRun
from openntm.support.services import refused
from openntm.support.services.grants import cancel_grant
from openntm.support.services.stamps import mint_granted_stamps

from .granting import DAY, a_call, appraise, appraised, approve, stamps_applied, stamps_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(orchard):
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    approve(orchard, call, one)
    one.refresh_from_db()
    return one.grant


def test_the_granted_stamps_are_minted_for_the_producer_and_no_more(orchard, grant):
    run = mint_granted_stamps(by=orchard.binh, pk=grant.pk, size=600)
    stock = Stock.objects.get(run=run)
    assert (stock.state, stock.holder, stock.last) == ("allotted", f"producer:{orchard.producer.pk}", 599)
    assert StampRun.objects.get(run=run).grant == grant
    assert LogEntry.objects.get(verb="support.mint").changed["size"] == [None, 600]
    for size in (401, 0, -1):
        with pytest.raises(refused.NoStampsLeft, match="400"):
            mint_granted_stamps(by=orchard.binh, pk=grant.pk, size=size)
    mint_granted_stamps(by=orchard.binh, pk=grant.pk, size=400)


def test_only_who_issues_stamps_mints_them(orchard, grant):
    for person in (orchard.an, orchard.lan, orchard.htx):
        with pytest.raises(PermissionDenied):
            mint_granted_stamps(by=person, pk=grant.pk, size=1)


def test_a_grant_of_another_kind_or_cancelled_gives_no_stamps(orchard, grant):
    road = a_call(orchard)
    one = appraised(orchard, road)
    approve(orchard, road, one, number="11/QĐ-UBND")
    with pytest.raises(refused.NoStampsLeft):
        mint_granted_stamps(by=orchard.binh, pk=one.grant.pk, size=1)
    cancel_grant(by=orchard.lan, pk=grant.pk, day=DAY, reason="Không in nữa", document="QĐ 3")
    with pytest.raises(refused.NoStampsLeft):
        mint_granted_stamps(by=orchard.binh, pk=grant.pk, size=1)


def test_a_grant_under_which_stamps_were_minted_is_not_cancelled(orchard, grant):
    mint_granted_stamps(by=orchard.binh, pk=grant.pk, size=1)
    with pytest.raises(refused.GrantUsed):
        cancel_grant(by=orchard.lan, pk=grant.pk, day=DAY, reason="Không in nữa", document="QĐ 3")
