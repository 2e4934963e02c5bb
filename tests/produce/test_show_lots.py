"""The pages of lots, of the stamps that producers hold, and of the mass balance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.codes.models import Stock
from openntm.codes.tokens import token_of
from openntm.office.access import today
from openntm.produce.models import Lot, Producer, WaitingOverride
from openntm.produce.services import diary

from .test_use_stamps import TODAY, orchard_with_stamps, sprayed, used

HERE = f"/07486/{today().isoformat()}/produce/"
LOTS, STOCK, BALANCE = f"{HERE}lots/", f"{HERE}stock/", f"{HERE}balance/"


@pytest.fixture
def orchard(db):
    return orchard_with_stamps()


@pytest.fixture
def at(client, orchard):
    """The client of the cooperative's keeper."""
    client.force_login(orchard.htx)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def lot_at(orchard):
    return f"{LOTS}{orchard.lot.pk}/"


def test_a_lot_goes_from_its_opening_to_its_sale_on_pages(at, orchard):
    at.post(f"{LOTS}open/", {"product": orchard.product.pk, "number": "L9", "certificate": orchard.certificate.pk})
    lot = Lot.objects.get(number="L9")
    more = diary.write_entry(
        by=orchard.htx,
        plot=orchard.plots[0].pk,
        kind="harvest",
        day=date(2026, 8, 2),
        done_by="Hộ",
        on=TODAY,
        quantity_kg=Decimal(80),
    )
    address = f"{LOTS}{lot.pk}/"
    assert "80 kg" in page(at, f"{address}fill/")
    at.post(f"{address}fill/", {"harvest": more.pk, "kg": "60,5"})
    assert at.post(f"{address}fill/", {"harvest": more.pk, "kg": "81"}).status_code == 422
    at.post(f"{address}pack/", {"packed_kg": "60", "unit_kg": "0,5", "packed_on": today().isoformat()})
    lot.refresh_from_db()
    assert (lot.packed_kg, lot.unit_kg) == (60, Decimal("0.5"))
    page(at, f"{address}release/")
    at.post(f"{address}release/")
    lot.refresh_from_db()
    assert lot.state == "released"
    assert at.get(f"{address}pack/").status_code == 404  # in this state nobody packs
    at.post(f"{address}close/", {"reason": "bán hết"})
    lot.refresh_from_db()
    assert lot.state == "closed"


def test_a_harvest_is_taken_out_on_a_page_that_restates_it(at, orchard):
    Lot.objects.update(packed_kg=None)
    address = f"{lot_at(orchard)}harvests/{orchard.harvest.pk}/"
    assert "500 kg" in page(at, address)
    at.post(address, {"reason": "nhầm"})
    assert not orchard.lot.shares.exists()


def test_the_page_of_a_lot_shows_what_stands_behind_it(at, orchard):
    used(orchard)
    shown = page(at, lot_at(orchard))
    for words in ("Đồi na Thử, 1", "VG-THU-01", "còn hiệu lực", "Cân đối khối lượng"):
        assert words in shown


def test_an_early_lot_says_so_and_the_office_lets_it_pass(client, orchard):
    sprayed(orchard)
    client.force_login(orchard.htx)
    assert "thời gian cách ly" in page(client, LOTS)
    assert "Thuốc thử" in page(client, lot_at(orchard))
    assert f"{lot_at(orchard)}activate/" not in page(client, lot_at(orchard))
    assert client.get(f"{lot_at(orchard)}override/").status_code == 403
    refused = client.post(f"{lot_at(orchard)}activate/", span(orchard))
    assert refused.status_code == 422
    client.force_login(orchard.binh)
    page(client, f"{lot_at(orchard)}override/")
    client.post(f"{lot_at(orchard)}override/", {"reason": "mẫu kiểm đạt"})
    assert WaitingOverride.objects.get().by == orchard.binh
    assert "mẫu kiểm đạt" in page(client, lot_at(orchard))


def span(orchard, first=1, last=10, **more):
    return {"run": orchard.run.pk, "first": first, "last": last, "reason": "dán tem", **more}


def test_stamps_are_counted_from_one_on_pages(at, orchard):
    shown = page(at, f"{lot_at(orchard)}activate/")
    assert 'value="1"' in shown
    assert 'value="100"' in shown  # as many as the packed weight allows
    at.post(f"{lot_at(orchard)}activate/", span(orchard))
    assert list(Stock.objects.filter(state="active").values_list("first", "last")) == [(0, 9)]
    refused = at.post(f"{lot_at(orchard)}activate/", span(orchard, 11, 150))
    assert refused.status_code == 422
    assert 'id="id_last_error"' in refused.content.decode()


def test_the_first_and_the_last_stamp_may_be_scanned(at, orchard):
    """Nobody sees on a stamp which number it has in its run."""
    first, last = (token_of(bytes(orchard.run.secret), orchard.run.number, nth) for nth in (10, 14))
    at.post(f"{lot_at(orchard)}activate/", span(orchard, f"HTTPS://NTM.EXAMPLE.VN/Q/{first}", last.lower()))
    assert list(Stock.objects.filter(state="active").values_list("first", "last")) == [(10, 14)]


@pytest.mark.parametrize(("first", "last"), [("1.000", "2.000"), ("0", "5"), ("-3", "5"), ("x", "5"), ("9", "5")])
def test_a_stretch_of_stamps_that_is_none_is_refused_at_its_field(at, orchard, first, last):
    answer = at.post(f"{lot_at(orchard)}activate/", span(orchard, first, last))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() & {"first", "last"}
    assert not Stock.objects.filter(state="active").exists()


def test_lots_are_searched_sorted_and_taken_away(at, orchard):
    assert "L2601" in page(at, f"{LOTS}?q=na+dai")
    assert "L2601" not in page(at, f"{LOTS}?q=vai")
    assert "L2601" in page(at, f"{LOTS}?state=open&sort=packed&order=desc")
    assert "VG-THU-01" in at.get(f"{LOTS}?format=csv").content.decode("utf-8-sig")
    assert at.get(f"{LOTS}?format=xlsx").content[:2] == b"PK"


def test_a_lot_speaks_of_its_certificate_on_the_day_of_the_page(at, orchard):
    later = page(at, f"/07486/2028-03-01/produce/lots/{orchard.lot.pk}/")
    assert "hết hiệu lực" in later


def test_a_producer_sees_its_stamps_and_their_movements(at, orchard):
    used(orchard)
    shown = page(at, f"{STOCK}{orchard.producer.pk}/")
    for words in ("1–10", "11–200", "cấp cho HTX", "dán tem", "L2601"):
        assert words in shown
    assert "cấp cho HTX" in at.get(f"{STOCK}{orchard.producer.pk}/?format=csv").content.decode("utf-8-sig")
    assert "HTX Na dai Thử" in page(at, STOCK)
    assert "HTX Na dai Thử" in at.get(f"{STOCK}?format=csv").content.decode("utf-8-sig")


def test_stamps_are_allotted_by_the_office_alone(client, orchard):
    address = f"{STOCK}{orchard.producer.pk}/allot/"
    client.force_login(orchard.an)
    assert client.get(address).status_code == 403
    client.force_login(orchard.binh)
    page(client, address)
    client.post(address, span(orchard, 201, 210))
    assert Stock.objects.get(first=200).state == "allotted"


def test_a_keeper_takes_stamps_out_and_asks_for_a_reprint(at, orchard):
    address = f"{STOCK}{orchard.producer.pk}/"
    page(at, f"{address}end/")
    at.post(f"{address}end/", span(orchard, 1, 5, state="lost"))
    assert Stock.objects.get(first=0).state == "lost"
    page(at, f"{address}reprint/")
    assert at.post(f"{address}reprint/", span(orchard, 6, 9)).status_code == 302
    assert at.post(f"{address}reprint/", span(orchard, 1, 5)).status_code == 422


def test_the_balance_lists_what_does_not_fit(client, orchard):
    client.force_login(orchard.binh)
    assert "180.000 kg" in page(client, "/24/2026-12-01/produce/balance/")
    Lot.objects.update(packed_kg=Decimal(900))
    shown = page(client, "/24/2026-12-01/produce/balance/")
    assert "Vượt 400 kg" in shown
    assert "L2601" in shown
    text = client.get("/24/2026-12-01/produce/balance/?format=csv").content.decode("utf-8-sig")
    assert "Vượt 400 kg" in text


def test_seasons_and_stocks_are_found_by_producer_and_stocks_are_sorted(client, orchard):
    Producer.objects.create(name="Hộ Ổi Thử", sort_key="ho oi thu", kind="household", place=orchard.commune)
    client.force_login(orchard.binh)
    for address in ("/24/2026-12-01/produce/balance/", "/24/2026-12-01/produce/stock/"):
        assert "HTX Na dai Thử" in page(client, f"{address}?q=na+DAI")
        assert "Không tìm thấy" in page(client, f"{address}?q=khong+co")
    assert "Không tìm thấy" in page(client, "/24/2026-12-01/produce/balance/?crop=vai")
    for order, first in (("", 0), ("desc", 1)):
        shown = page(client, f"/24/2026-12-01/produce/stock/?sort=printed&order={order}")
        places = [shown.index(name) for name in ("Hộ Ổi Thử</a>", "HTX Na dai Thử</a>")]
        assert places.index(min(places)) == first


def test_for_strangers_and_other_keepers_there_is_nothing(client, orchard):
    one, held = lot_at(orchard), f"{STOCK}{orchard.producer.pk}/"
    acts = ("", "fill/", "pack/", "release/", "close/", "override/", "activate/")
    for who in ("be", "dung"):
        client.force_login(getattr(orchard, who))
        for address in (LOTS, STOCK, BALANCE, f"{LOTS}open/", held, f"{held}end/", *(f"{one}{act}" for act in acts)):
            assert client.get(address).status_code == 404, address


def test_who_only_reads_gets_no_forms(client, orchard):
    client.force_login(orchard.lan)
    page(client, lot_at(orchard))
    for address in (f"{LOTS}open/", *(f"{lot_at(orchard)}{act}/" for act in ("fill", "pack", "close", "activate"))):
        assert client.get(address).status_code == 403, address
    for act in ("allot", "end", "reprint"):
        assert client.get(f"{STOCK}{orchard.producer.pk}/{act}/").status_code == 403


def test_lists_ask_the_same_number_of_questions_however_many_lots_there_are(at, orchard):
    addresses = [LOTS, STOCK, BALANCE, lot_at(orchard), f"{STOCK}{orchard.producer.pk}/"]
    before = [questions(at, address) for address in addresses]
    for number in range(5):
        made = Lot.objects.create(
            number=f"M{number}",
            product=orchard.product,
            place=orchard.commune,
            certificate=orchard.certificate,
            opened_at=orchard.lot.opened_at + timedelta(days=number),
        )
        assert made
        used(orchard, number, number)
    assert [questions(at, address) for address in addresses] == before
    assert max(before) < 45


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)
