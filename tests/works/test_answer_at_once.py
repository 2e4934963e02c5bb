"""A demand that several answer in the same moment: the newest answer stands, and the log holds the way to it."""

import json

import pytest

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.works.services import demands
from orchard import somebody
from recognition.at_once import in_threads, shared_database
from village import make_village
from watchers import finish_round, make_board, make_round

__all__ = ["shared_database"]


@pytest.fixture
def village(transactional_db):
    village = make_village()
    (village.found,) = finish_round(village, make_round(village, make_board(village)), "major")
    demands.confirm_demand(by=village.mat, pk=village.found.pk, day=village.found.visit.day, sent_to="UBND xã")
    village.officers = [village.an, *(somebody(f"o{n}", Role.COMMUNE_OFFICER, village.commune) for n in range(4))]
    return village


@pytest.mark.postgres
def test_no_answer_is_lost(village, shared_database):
    def answer(person):
        demands.answer_demand(by=person, pk=village.found.pk, answer=f"Đã sửa, {person.username}")

    seen = []

    def look():
        rows = LogEntry.objects.filter(verb="observation.answer").order_by("pk")
        seen.extend(json.loads(row.changes)["answer"] for row in rows)

    assert in_threads(answer, *((person,) for person in village.officers)) == []
    assert in_threads(look, ()) == []
    assert len(seen) == len(village.officers)
    assert [before for before, _ in seen] == ["", *(after for _, after in seen[:-1])]
