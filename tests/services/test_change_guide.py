"""What an office says of its own is proposed by one officer and published by another; nothing is rewritten."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry, Message
from openntm.services.models import Change
from openntm.services.services.changes import decide_change, propose_change
from openntm.services.services.refusals import (
    ActSuperseded,
    DecidedAlready,
    NothingSaid,
    UnknownProcedure,
    YourOwnProposal,
)

from .conftest import TODAY

SAID = {"slug": "dang-ky-khai-sinh", "valid_from": TODAY, "source": "Thông báo 1/TB-UBND", "desk": "Quầy 2"}
HERE = f"/07486/{TODAY}/procedures/"


def proposed(land, **changed):
    return propose_change(by=land.an, place=land.commune, **SAID | changed)


def test_a_proposal_is_logged_and_the_other_keepers_are_told(land):
    one = proposed(land)
    assert one.state == Change.State.PROPOSED
    assert LogEntry.objects.get(verb="procedure.propose").by == land.an
    assert {message.person for message in Message.objects.all()} == {land.binh}


def test_readers_see_it_only_once_another_officer_published_it(land, client):
    one = proposed(land)
    address = "/guide/dang-ky-khai-sinh/?at=07486"
    assert "Quầy 2" not in client.get(address).content.decode()
    decide_change(by=land.binh, pk=one.pk, publish=True)
    assert "Quầy 2" in client.get(address).content.decode()
    assert LogEntry.objects.get(verb="procedure.publish").by == land.binh


def test_a_declined_one_is_never_shown(land, client):
    decide_change(by=land.binh, pk=proposed(land).pk, publish=False, reason="Sai quầy")
    assert "Quầy 2" not in client.get("/guide/dang-ky-khai-sinh/?at=07486").content.decode()
    assert LogEntry.objects.filter(verb="procedure.decline").exists()


def test_one_that_holds_later_is_not_shown_before(land, client):
    one = proposed(land, valid_from=TODAY + timedelta(days=3))
    decide_change(by=land.binh, pk=one.pk, publish=True)
    assert "Quầy 2" not in client.get("/guide/dang-ky-khai-sinh/?at=07486").content.decode()


def test_nobody_publishes_what_they_proposed_themselves(land):
    with pytest.raises(YourOwnProposal):
        decide_change(by=land.an, pk=proposed(land).pk, publish=True)


def test_what_was_decided_is_not_decided_again(land):
    one = proposed(land)
    decide_change(by=land.binh, pk=one.pk, publish=True)
    with pytest.raises(DecidedAlready):
        decide_change(by=land.binh, pk=one.pk, publish=False)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"desk": " "}, NothingSaid),
        ({"slug": "khong-co"}, UnknownProcedure),
        ({"source": "Nghị định 62/2021/NĐ-CP"}, ActSuperseded),
    ],
)
def test_bad_proposals_are_refused(land, changed, refusal):
    with pytest.raises(refusal):
        proposed(land, **changed)
    assert not Change.objects.exists()


def test_only_who_keeps_procedures_there_may_propose_and_decide(land):
    for person in (land.be, land.mat, land.to, land.lan, land.dung):
        with pytest.raises(PermissionDenied):
            propose_change(by=person, place=land.commune, **SAID)
    with pytest.raises(Change.DoesNotExist):
        decide_change(by=land.be, pk=proposed(land).pk, publish=True)


def test_the_pages_lead_from_proposal_to_publication(land, client):
    client.force_login(land.an)
    sent = {**SAID, "valid_from": TODAY.isoformat()}
    assert client.post(HERE + "changes/add/", sent).status_code == 302
    one = Change.objects.get()
    assert "chờ duyệt" in client.get(HERE).content.decode()
    page = client.get(f"{HERE}changes/{one.pk}/").content.decode()
    assert "không ai tự duyệt" in page
    assert client.post(f"{HERE}changes/{one.pk}/", {"publish": "1"}).status_code == 422
    client.force_login(land.binh)
    assert client.post(f"{HERE}changes/{one.pk}/", {"publish": "1", "reason": ""}).status_code == 302
    one.refresh_from_db()
    assert one.state == Change.State.PUBLISHED
    assert client.get(HERE, {"format": "csv"}).status_code == 200
    assert client.get(HERE, {"sort": "stars", "order": "desc"}).status_code == 200


def test_an_error_stands_at_its_field(land, client):
    client.force_login(land.an)
    sent = {"valid_from": TODAY.isoformat(), "desk": "Quầy 1", "source": "Nghị định 01/2021/NĐ-CP"}
    answer = client.post(HERE + "changes/add/", sent)
    assert answer.status_code == 422
    assert "168/2025/NĐ-CP" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("an", 200), ("binh", 200), ("mat", 403), ("lan", 403), ("dung", 404)])
def test_the_register_is_open_to_keepers_alone(land, client, who, status):
    client.force_login(getattr(land, who))
    assert client.get(HERE).status_code == status


def test_the_register_asks_the_database_a_constant_number_of_times(land, client, django_assert_max_num_queries):
    for number in range(6):
        proposed(land, desk=f"Quầy {number}")
    client.force_login(land.an)
    with django_assert_max_num_queries(40):
        client.get(HERE)
