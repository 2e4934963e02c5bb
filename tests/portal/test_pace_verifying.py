"""The page that verifies print-outs is asked at a pace; others are not held back by it."""

import pytest

from openntm.portal.verifying import Paced

ADDRESS = "/verify/0123456789ABCDEF/"


@pytest.fixture
def paced(rf, settings):
    settings.SCAN_PER_CLIENT = 2
    answer = Paced(lambda request: None)
    return lambda path=ADDRESS, address="198.51.100.7", method="get": answer(
        getattr(rf, method)(path, REMOTE_ADDR=address)
    )


def test_who_verifies_too_often_waits_and_nobody_else(paced):
    assert [paced(), paced(method="post")] == [None, None]
    held = paced()
    assert (held.status_code, 0 < int(held["Retry-After"]) <= 31) == (429, True)
    assert "quá nhiều" in held.content.decode()
    assert paced(address="198.51.100.8") is None
    assert paced("/") is None


def test_a_network_has_its_limit_too(paced, rf, settings):
    settings.SCAN_PER_NETWORK = 2
    answer = Paced(lambda request: None)
    statuses = [answer(rf.get(ADDRESS, REMOTE_ADDR=f"198.51.100.{n}")) for n in range(3)]
    assert [one and one.status_code for one in statuses] == [None, None, 429]


def test_the_pages_have_it(client, db):
    assert client.get(ADDRESS).status_code == 404
