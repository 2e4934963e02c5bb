"""A member in the hills records on the phone what the page of the visit would take."""

import json
from uuid import uuid4

import pytest

from building import signed
from openntm.visits.models import Observation
from village import make_village
from watchers import make_board, make_round


@pytest.fixture
def village(db):
    return make_village()


def test_a_grave_finding_is_sent_from_the_phone(village):
    visit, client = make_round(village, make_board(village)).visit, signed(village.chi)
    taken = client.get("/field/data/").json()["checklists"].values()
    assert {tuple(one["severities"]) for one in taken} == {("minor", "major", "grave")}
    act = {
        "uuid": str(uuid4()),
        "person": village.chi.pk,
        "at": "2026-09-21T08:00:00+07:00",
        "visit": str(visit.pk),
        "kind": "observe",
        "severity": "grave",
        "text": "Taluy sạt",
        "demand": "Tạm dừng",
        "due": "2026-09-30",
    }
    assert client.post("/field/sync/", {"operation": json.dumps(act)}).status_code == 200
    assert Observation.objects.get().severity == "grave"
