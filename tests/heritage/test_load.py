"""The four real sites stand in the register with their sources; where sources disagree, both are read."""

import pytest

from openntm.heritage.models import Account, Site
from openntm.heritage.services.loading import load_sites
from openntm.heritage.services.sites import change_site
from openntm.office.roles import Role
from openntm.places.services import load_places
from openntm.portal.public_facts import _site, read
from orchard import somebody


def load():
    return load_sites([_site(row) for row in read("heritage")["sites"]])


@pytest.fixture
def loaded(db):
    load_places()
    assert load() == 4


def test_the_four_sites_are_unverified_and_name_their_sources(loaded):
    assert Site.objects.filter(verified=False, illustrative=False).exclude(source_url="").count() == 4
    assert not Site.objects.exclude(latitude=None).exists()
    assert Site.objects.get(kind="object").within == Site.objects.get(kind="architectural")


def test_two_sources_that_disagree_stand_side_by_side(loaded):
    told = Account.objects.filter(site__kind="architectural")
    assert {one.source_title.split(":")[0] for one in told} == {"Cổng thông tin tỉnh Bắc Giang", "Tiền Phong"}
    assert "1432" in told[0].note_vi + told[1].note_vi
    assert not told.filter(verified=True).exists()


def test_loading_again_changes_nothing_and_what_an_office_changed_stays(loaded):
    assert load() == 0
    site = Site.objects.get(kind="scenic")
    an = somebody("an", Role.COMMUNE_OFFICER, site.place)
    change_site(by=an, pk=site.pk, hamlet="Thử")
    assert load() == 0
    assert Site.objects.get(pk=site.pk).hamlet == "Thử"
