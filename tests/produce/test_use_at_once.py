"""Stamps that two put in use in the same moment, harvests that two put into lots and goods that two send count once."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from openntm.codes.models import Stock
from openntm.produce.models import HarvestShare, Lot, Recall
from openntm.produce.services import lots, recalls, recording, stock
from recognition.at_once import in_threads, shared_database

from .test_use_stamps import TODAY, orchard_with_stamps, used

__all__ = ["shared_database"]
pytestmark = pytest.mark.postgres


@pytest.fixture
def orchard(transactional_db):
    return orchard_with_stamps()


def test_of_two_who_put_the_same_stamps_in_use_one_does(orchard, request):
    request.getfixturevalue("shared_database")
    [error] = in_threads(lambda: used(orchard), (), ())
    assert isinstance(error, stock.NotTheirStamps)
    shown = []
    in_threads(lambda: shown.extend(Stock.objects.filter(state="active").values_list("first", "last")), ())
    assert shown == [(0, 9)]


def test_two_together_put_no_more_stamps_in_use_than_were_packed(orchard, request):
    request.getfixturevalue("shared_database")
    [error] = in_threads(lambda first: used(orchard, first, first + 59), (0,), (60,))
    assert isinstance(error, stock.MoreThanPacked)


def test_two_lots_never_share_more_than_was_harvested(orchard, request):
    HarvestShare.objects.all().delete()
    second = Lot.objects.create(
        number="L2", product=orchard.product, place=orchard.commune, opened_at=orchard.lot.opened_at
    )
    request.getfixturevalue("shared_database")

    def fill(lot):
        lots.assign_harvest(by=orchard.htx, lot=lot, harvest=orchard.harvest.pk, kg=Decimal(300), on=TODAY)

    [error] = in_threads(fill, (orchard.lot.pk,), (second.pk,))
    assert isinstance(error, lots.MoreThanHarvested)


def test_two_together_send_no_more_than_was_packed(orchard, request):
    request.getfixturevalue("shared_database")

    def send(name):
        at = datetime(2026, 8, 6, 8, tzinfo=UTC)
        given = {"lot": orchard.lot.pk, "at": at, "quantity": Decimal(60), "to": recording.Party(name)}
        recording.record_shipping(by=orchard.htx, **given)

    [error] = in_threads(send, ("Chợ Thử",), ("Cửa hàng Thử",))
    assert isinstance(error, recording.MoreThanIsLeft)


def test_of_two_who_recall_a_lot_one_orders_it(orchard, request):
    request.getfixturevalue("shared_database")
    given = {"by": orchard.binh, "lot": orchard.lot.pk, "reason": "Dư lượng vượt mức"}
    [error] = in_threads(lambda: recalls.recall_lot(**given), (), ())
    assert isinstance(error, recalls.RecalledAlready)
    shown = []
    in_threads(lambda: shown.extend(Recall.objects.values_list("lot", "codes")), ())
    assert len(shown) == 1
