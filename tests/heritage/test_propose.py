"""What residents know of a site is read by its keepers first and published in their words, or not at all."""

import pytest
from django.test import Client

from heritage.conftest import AT, picture
from openntm.heritage.models import Proposal
from openntm.heritage.services import proposals, refusals, sites
from openntm.heritage.views import public
from openntm.office.access import today
from openntm.office.models import LogEntry, Message


@pytest.fixture(autouse=True)
def _fresh_bucket(monkeypatch):
    monkeypatch.setattr(public, "BUCKET", public.Bucket(2, window=3600))


@pytest.fixture
def sent(site):
    return proposals.receive_proposal(site=site.pk, text="Cụ Kín dựng đền", contact="0900000002")


def form(site):
    return f"/heritage/{site.pk}/know-more/"


def test_a_resident_writes_without_account_token_or_cookie(site, village):
    stranger = Client(enforce_csrf_checks=True)
    told = {"text": "Đền dựng năm Thử", "contact": "0900000002", "photo": picture(), "website": ""}
    answer = stranger.post(form(site), told, follow=True)
    assert "tin của bạn đã đến nơi" in answer.content.decode()
    assert not stranger.cookies
    kept = Proposal.objects.get()
    assert (kept.state, kept.text) == ("new", "Đền dựng năm Thử")
    line = LogEntry.objects.get(verb="site_proposal.receive")
    assert "Đền dựng" not in str(line.changes)
    assert "127.0.0.1" not in str(vars(line))
    assert Message.objects.get(key__startswith="site_proposal").person == village.an


def test_a_flood_is_one_notice_and_ends_with_429(site, client):
    codes = [client.post(form(site), {"text": f"Lần {number}"}).status_code for number in range(3)]
    assert codes == [302, 302, 429]
    assert int(client.post(form(site), {"text": "Lần nữa"}).headers["Retry-After"]) > 0
    assert Message.objects.filter(key__startswith="site_proposal").count() == 1


def test_what_a_program_sent_that_fills_every_field_waits_for_its_reader_like_all_others(site, client):
    assert client.post(form(site), {"text": "Mua hàng", "website": "http://x"}).status_code == 302
    assert Proposal.objects.get().state == Proposal.State.NEW


def test_an_empty_message_and_a_site_that_ended_are_refused_at_the_field(village, site, client):
    assert client.post(form(site), {"text": ""}).status_code == 422
    sites.end_site(by=village.an, pk=site.pk, day=today(), reason="Thử")
    assert client.post(form(site), {"text": "X"}).status_code == 422
    assert not Proposal.objects.exists()


def test_nobody_reads_it_before_it_is_published(village, site, sent, client, signed):
    for address in (AT, f"/heritage/{site.pk}/", "/api/v1/heritage/", AT + "?format=csv"):
        text = client.get(address).content.decode()
        assert "Cụ Kín" not in text
        assert "0900000002" not in text
    assert "Cụ Kín" not in signed(village.so).get(AT + f"{site.pk}/").content.decode()
    assert "Cụ Kín" in signed(village.an).get(AT + "proposals/").content.decode()
    assert signed(village.so).get(AT + "proposals/").status_code == 403
    assert signed(village.be).get(AT + "proposals/").status_code == 404


def test_it_is_published_in_the_words_of_the_office(village, site, sent, client):
    proposals.publish_proposal(by=village.an, pk=sent.pk, text="Đền do dân làng dựng")
    sent.refresh_from_db()
    assert (sent.state, sent.contact, sent.handled_by) == ("published", "", village.an)
    text = client.get(f"/heritage/{site.pk}/").content.decode()
    assert "Đền do dân làng dựng" in text
    assert "Cụ Kín" not in text
    assert LogEntry.objects.get(verb="site_proposal.publish").by == village.an
    with pytest.raises(refusals.ProposalSettled):
        proposals.decline_proposal(by=village.an, pk=sent.pk, reason="X")


def test_two_proposals_of_one_day_are_both_published(village, site):
    for text in ("Một", "Hai"):
        one = proposals.receive_proposal(site=site.pk, text=text)
        proposals.publish_proposal(by=village.an, pk=one.pk, text=text)
    assert site.accounts.count() == 2


def test_it_is_declined_with_a_reason(village, sent):
    with pytest.raises(refusals.ReasonMissing):
        proposals.decline_proposal(by=village.an, pk=sent.pk, reason="")
    proposals.decline_proposal(by=village.an, pk=sent.pk, reason="Chưa kiểm chứng")
    assert LogEntry.objects.filter(verb="site_proposal.decline").exists()


@pytest.mark.parametrize("who", ["be", "so", "lan", "dung"])
def test_others_neither_publish_nor_decline(village, sent, who):
    person = getattr(village, who)
    with pytest.raises(Proposal.DoesNotExist):
        proposals.publish_proposal(by=person, pk=sent.pk, text="X")
    with pytest.raises(Proposal.DoesNotExist):
        proposals.decline_proposal(by=person, pk=sent.pk, reason="X")


def test_the_pages_publish_and_decline(village, site, sent, signed):
    keeper = signed(village.an)
    other = proposals.receive_proposal(site=site.pk, text="Sai", photo=picture())
    assert "Cụ Kín" in keeper.get(AT + f"proposals/{sent.pk}/publish/").content.decode()
    assert keeper.post(AT + f"proposals/{sent.pk}/publish/", {"text": "Đúng"}).status_code == 302
    assert keeper.post(AT + f"proposals/{other.pk}/decline/", {"reason": "Sai"}).status_code == 302
    assert keeper.get(AT + f"proposals/{other.pk}/photo/").status_code == 200
    assert keeper.get(AT + f"proposals/{sent.pk}/photo/").status_code == 404
