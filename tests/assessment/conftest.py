"""A district with three communes, and the people who work on their figures."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from openntm.assessment.models import Source
from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Attribute, Place, PlaceVersion
from remembered import remembered

DAY = date(2023, 12, 31)
NTM = "commune_ntm_2021_2025"
BEGIN = date(2011, 1, 1)


def unit(key, code, name, kind, parent=None):
    place = Place.objects.create(key=key)
    version = PlaceVersion(place=place, code=code, name=name, kind=kind, valid_from=BEGIN)
    version.parent = parent.place if parent else None
    version.save()
    return version


@pytest.fixture
@remembered
def land(db):
    """Province > district > Đông Hưng, Tam Dị, Bảo Sơn; another province beside it."""
    province = unit("tinh-thu", "24", "Thử", "tinh")
    Attribute.objects.create(place=province.place, name="region", value="tdmnpb", valid_from=BEGIN)
    district = unit("huyen-thu", "218", "Thử", "huyen", province)
    communes = [
        unit(f"xa-{code}", code, name, "xa", district)
        for code, name in (("07450", "Đông Hưng"), ("07456", "Tam Dị"), ("07459", "Bảo Sơn"))
    ]
    far = unit("tinh-xa", "99", "Xa", "tinh")
    return SimpleNamespace(province=province, district=district, communes=communes, commune=communes[0], far=far)


def somebody(name, role, version):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=version.place, role=role, valid_from=BEGIN)
    return person


@pytest.fixture
def an(land):
    """Commune officer of Đông Hưng."""
    return somebody("an", Role.COMMUNE_OFFICER, land.commune)


@pytest.fixture
def binh(land):
    """Coordination office of the district."""
    return somebody("binh", Role.OFFICE, land.district)


@pytest.fixture
def chi(land):
    """Appraiser of the province."""
    return somebody("chi", Role.APPRAISER, land.province)


@pytest.fixture
def dung(land):
    """Commune officer of another province: a stranger here."""
    return somebody("dung", Role.COMMUNE_OFFICER, land.far)


@pytest.fixture
def leader(land):
    """Reads, and writes nothing."""
    return somebody("lan", Role.LEADER, land.district)


@pytest.fixture
def press(db):
    def source(key):
        return Source.objects.create(
            key=key, title=f"Báo {key}", kind=Source.Kind.PRESS, published=timezone.localdate()
        )

    return source
