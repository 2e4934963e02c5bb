"""Published numbers on the supervision of works are facts with a source; no work is made of them."""

import pytest

from luc_nam import load_luc_nam
from openntm.portal.public_facts import load_facts
from openntm.works.models import SupervisionStatement, Work


@pytest.mark.slow  # loads all facts of Lục Nam
def test_the_facts_are_loaded_once_and_shown_with_their_source(db, client):
    load_luc_nam()
    one = SupervisionStatement.objects.get(key="gsdtcd-2015h1")
    assert (one.boards, one.members, one.supervised, one.in_use) == (27, 211, 234, 166)
    assert not Work.objects.exists()
    assert load_facts()["supervision"] == 0
    page = client.get("/218/2023-12-31/works/").content.decode()
    for word in ("234", "166", "27", "211", "Đại Đoàn Kết", "chưa kiểm chứng", "Sổ chưa có công trình nào"):
        assert word in page, word
    assert "234" not in client.get("/218/2015-06-01/works/").content.decode()
