"""A work, its board and what was found stay reachable when the commune merges: posts of the new commune take over."""

from datetime import date

import pytest

from openntm.office.access import today
from openntm.office.roles import Role
from openntm.places.models import PlaceVersion
from openntm.places.services import NewUnit, merge_places
from openntm.works.services import demands
from orchard import somebody
from remembered import remembered
from village import make_village
from watchers import finish_round, make_board, make_round

MERGED = date(2026, 10, 1)


@pytest.fixture
@remembered
def merged(db):
    """The commune and its neighbour are one from `MERGED` on; `new` and `nga` are its Front and its officer."""
    village = make_village()
    (village.found,) = finish_round(village, make_round(village, make_board(village)), "major")
    into = NewUnit("07490", "Sơn Phương", "xa", village.province)
    merge_places(places=[village.commune, village.other], into=into, act=None, day=MERGED)
    place = PlaceVersion.objects.get(code="07490").place
    village.new, village.nga = somebody("new", Role.FRONT, place), somebody("nga", Role.COMMUNE_OFFICER, place)
    return village


def test_the_new_front_confirms_and_the_new_officer_answers_what_was_found_before(merged):
    demands.confirm_demand(by=merged.new, pk=merged.found.pk, day=MERGED, sent_to="UBND xã Sơn Phương")
    demands.answer_demand(by=merged.nga, pk=merged.found.pk, answer="Đã sửa")
    merged.found.refresh_from_db()
    assert merged.found.answer == "Đã sửa"


@pytest.mark.parametrize("page", ["works/", "works/boards/", "works/demands/", "works/visits/"])
def test_the_lists_of_the_new_commune_hold_it(merged, client, page):
    client.force_login(merged.new)
    answer = client.get(f"/07490/{today().isoformat()}/{page}")
    assert answer.status_code == 200
    assert "Đường trục thôn Thử" in answer.content.decode()


def test_the_public_page_keeps_its_address_and_a_third_commune_has_no_say(merged, client):
    assert client.get(f"/works/{merged.work.pk}/").status_code == 200
    far = somebody("xa", Role.FRONT, merged.far)
    with pytest.raises(type(merged.found).DoesNotExist):
        demands.confirm_demand(by=far, pk=merged.found.pk, day=MERGED, sent_to="X")
