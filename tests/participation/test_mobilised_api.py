"""What was mobilised, as JSON: each đồng once, both sides of a contradiction, nobody's name."""

from datetime import date
from decimal import Decimal

import pytest

from openntm.office.access import today
from openntm.participation.models import MobilisedStatement
from openntm.participation.services.contributions import refund_contribution
from openntm.works.models import Money
from participation.gifts import DAY, GIVER, PHONE, a_gift, a_rate
from village import make_village


@pytest.fixture
def village(db):
    return make_village()


def asked(client, place="07486", on=None):
    return client.get("/api/v1/mobilised", {"on": on or today().isoformat(), "place": place})


def test_a_work_known_to_both_registers_is_counted_once(village, client):
    a_rate(village)
    a_gift(village)  # 2,000,000 đồng to the work
    Money.objects.create(work=village.work, source=Money.Source.PEOPLE_MONEY, actual=1_500_000)
    Money.objects.create(work=village.work, source=Money.Source.PEOPLE_LABOUR, actual=700_000)
    found = asked(client).json()
    assert (found["worth"], found["of_works_alone"], found["contributions"]) == (2_000_000, 700_000, 1)
    rows = {one["source"]: one for one in found["works"]}
    assert rows["people_money"] | {"work": 0} == {
        "work": 0, "source": "people_money", "value": 2_000_000, "contributions": 2_000_000, "works": 1_500_000,
        "differs": True,
    }  # fmt: skip
    assert (rows["people_labour"]["value"], rows["people_labour"]["contributions"]) == (700_000, None)
    assert [(one["key"], one["unit"], one["worth"]) for one in found["things"]] == [("money", "dong", 2_000_000)]
    assert [one["key"] for one in found["givers"]] == ["household"]
    assert sum(one["worth"] for one in found["years"]) == found["worth"]


def test_no_giver_stands_in_it_with_consent_or_without(village, client):
    a_gift(village)
    a_gift(village, may_be_named=True, consented_on=DAY)
    text = asked(client).content.decode()
    assert GIVER not in text
    assert PHONE not in text


def test_both_sides_of_a_contradiction_stand_with_their_sources(village, client):
    for last, value, source in ((2020, 419, "Infonet"), (2023, 410, "TTXVN")):
        MobilisedStatement.objects.create(
            key=f"people-{last}", place=village.commune, measure="people", day=date(last, 12, 31), unit="dong",
            value=Decimal(value) * 10**9, first_year=2011, last_year=last, source_title=source, source_url="https://x.vn",
        )  # fmt: skip
    rows = asked(client).json()["published"]
    assert [(one["last_year"], Decimal(one["value"]), one["contradicted"], one["source"]) for one in rows] == [
        (2020, Decimal(419 * 10**9), True, "Infonet"),
        (2023, Decimal(410 * 10**9), True, "TTXVN"),
    ]
    assert [one["contradicted"] for one in asked(client, on="2021-06-30").json()["published"]] == [False]


@pytest.mark.parametrize(("given", "status"), [
    ({"place": "99999"}, 404), ({"on": "gestern"}, 422), ({"place": "0" * 101}, 422),
])  # fmt: skip
def test_a_wrong_question_is_refused(village, client, given, status):
    assert asked(client, **given).status_code == status


def test_a_named_gift_that_was_given_back_is_nobodys_any_more(village, client):
    one = a_gift(village, may_be_named=True, consented_on=DAY)
    here = f"/07486/{today()}/mobilised/"
    assert GIVER in client.get(here).content.decode()
    refund_contribution(by=village.an, pk=one.pk, quantity=one.quantity, day=today(), reason="Trả lại")
    page = client.get(here)
    assert GIVER not in page.content.decode()
    assert page.context["unnamed"] == 0


def test_the_page_leads_to_it(village, client):
    link = f"/api/v1/mobilised?on={today()}&amp;place=07486"
    assert link in client.get(f"/07486/{today()}/mobilised/").content.decode()
