"""A guide is rated without an account, once a network and day; reasons are moderated."""

from datetime import timedelta

import pytest

from openntm.office.models import LogEntry, LogParticulars
from openntm.services.models import Rating
from openntm.services.queries.guides import mean_of
from openntm.services.services.ratings import forget_marks, moderate_rating, rate_guide
from openntm.services.services.refusals import ModeratedAlready, RatedAlready

from .conftest import TODAY

GUIDE = "/guide/dang-ky-khai-sinh/"
HERE = f"/07486/{TODAY}/procedures/ratings/"


def rated(land, address="198.51.100.7", stars=4, reason="", **given):
    return rate_guide(
        slug="dang-ky-khai-sinh", stars=stars, reason=reason, place=land.commune, address=address, **given
    )


def test_a_reader_rates_without_an_account_and_without_a_cookie(land, client):
    answer = client.post(GUIDE + "?at=07486", {"stars": "5", "reason": "Dễ hiểu"}, follow=True)
    assert "Cảm ơn bạn" in answer.content.decode()
    assert not client.cookies
    one = Rating.objects.get()
    assert (one.stars, one.place, one.state) == (5, land.commune, "waiting")
    assert LogEntry.objects.get(verb="guide.rate").by is None


def test_the_log_keeps_neither_address_nor_reason(land, client):
    client.post(GUIDE, {"stars": "1", "reason": "Bà Thí Dụ 0900"}, REMOTE_ADDR="198.51.100.7")
    assert not [one for one in LogParticulars.objects.all() if one.address or "Thí Dụ" in one.changes + one.reason]
    assert not LogEntry.objects.filter(changes__contains="Thí Dụ").exists()


def test_the_second_of_a_network_and_day_waits_until_tomorrow(land, client):
    client.post(GUIDE, {"stars": "5"})
    answer = client.post(GUIDE, {"stars": "1"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 86_401
    assert client.post("/guide/dang-ky-ket-hon/", {"stars": "1"}).status_code == 302
    assert client.post(GUIDE, {"stars": "1"}, REMOTE_ADDR="203.0.113.9").status_code == 302
    with pytest.raises(RatedAlready):
        rated(land, address="203.0.113.9")


def test_what_a_program_seems_to_have_sent_does_not_count_until_a_keeper_keeps_it(land, client):
    for number in range(5):
        rated(land, f"198.51.{number}.9", stars=5)
    assert client.post(GUIDE + "?at=07486", {"stars": "1", "website": "x"}).status_code == 302
    one = Rating.objects.get(is_suspect=True)
    assert (one.state, mean_of("dang-ky-khai-sinh").count) == ("waiting", 5)
    client.force_login(land.an)
    assert "Có dấu hiệu tin rác" in client.get(HERE).content.decode()
    moderate_rating(by=land.an, pk=one.pk, keep=True)
    assert mean_of("dang-ky-khai-sinh").count == 6


def test_spam_that_is_left_out_never_counts(land, client):
    client.post(GUIDE + "?at=07486", {"stars": "1", "website": "x", "reason": "Mua ngay"})
    one = moderate_rating(by=land.an, pk=Rating.objects.get().pk, keep=False)
    assert (one.is_suspect, one.reason, mean_of("dang-ky-khai-sinh").count) == (True, "", 0)


@pytest.mark.parametrize("stars", ["", "0", "6", "x"])
def test_a_wrong_number_of_stars_is_told(land, client, stars):
    assert client.post(GUIDE, {"stars": stars}).status_code == 422
    assert not Rating.objects.exists()


def test_a_mean_is_shown_from_five_ratings_on(land, client):
    for number in range(4):
        rated(land, f"198.51.{number}.7", stars=5)
    assert mean_of("dang-ky-khai-sinh").value is None
    rated(land, "198.51.4.7", stars=2)
    assert mean_of("dang-ky-khai-sinh").value == 4.4
    assert "4,4 trên 5" in client.get(GUIDE).content.decode()


def test_the_mark_of_the_network_is_forgotten_once_the_day_is_over(land):
    rated(land)
    assert forget_marks(on=TODAY) == 0
    assert forget_marks(on=TODAY + timedelta(days=1)) == 1
    assert Rating.objects.get().mark is None


def test_a_reason_is_on_no_public_page(land, client):
    moderate_rating(by=land.an, pk=rated(land, reason="Khó hiểu quá").pk, keep=True)
    assert "Khó hiểu quá" not in client.get(GUIDE + "?at=07486").content.decode()


def test_a_removed_reason_is_gone_and_its_stars_count(land):
    one = moderate_rating(by=land.an, pk=rated(land, reason="Bà Thí Dụ").pk, keep=False)
    one.refresh_from_db()
    assert (one.reason, one.stars, one.state) == ("", 4, "removed")
    assert LogEntry.objects.get(verb="guide.moderate").by == land.an
    with pytest.raises(ModeratedAlready):
        moderate_rating(by=land.an, pk=one.pk, keep=True)


def test_only_keepers_of_the_place_moderate(land, client):
    one = rated(land, reason="x")
    for person in (land.be, land.to, land.dung):
        with pytest.raises(Rating.DoesNotExist):
            moderate_rating(by=person, pk=one.pk, keep=True)
    client.force_login(land.an)
    assert "Giữ lý do" in client.get(HERE).content.decode()
    assert client.post(f"{HERE}{one.pk}/", {"keep": "1"}).status_code == 302
    assert client.post(f"{HERE}{one.pk}/", {"keep": "1"}).status_code == 302  # told that it was done already
    one.refresh_from_db()
    assert one.state == "kept"
    client.force_login(land.lan)
    assert client.get(HERE).status_code == 403
