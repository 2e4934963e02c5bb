"""A province with a district and two communes, and the people who keep their registers."""

from datetime import date
from types import SimpleNamespace

import pytest

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.steering.models import Directive

BEGIN = date(2011, 1, 1)


def unit(key, code, name, kind, parent=None):
    place = Place.objects.create(key=key)
    version = PlaceVersion(place=place, code=code, name=name, kind=kind, valid_from=BEGIN)
    version.parent = parent.place if parent else None
    version.save()
    return version


@pytest.fixture
def land(db):
    """Province > district > Đông Hưng, Tam Dị; another province beside it."""
    province = unit("tinh-thu", "24", "Thử", "tinh")
    district = unit("huyen-thu", "218", "Thử", "huyen", province)
    east = unit("xa-07450", "07450", "Đông Hưng", "xa", district)
    west = unit("xa-07456", "07456", "Tam Dị", "xa", district)
    far = unit("tinh-xa", "99", "Xa", "tinh")
    return SimpleNamespace(province=province, district=district, east=east, west=west, far=far)


def somebody(name, role, version):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=version.place, role=role, valid_from=BEGIN)
    return person


@pytest.fixture
def an(land):
    """Commune officer of Đông Hưng: reads there, keeps no register."""
    return somebody("an", Role.COMMUNE_OFFICER, land.east)


@pytest.fixture
def em(land):
    """Commune officer of Tam Dị: a neighbour."""
    return somebody("em", Role.COMMUNE_OFFICER, land.west)


@pytest.fixture
def binh(land):
    """Coordination office of the district."""
    return somebody("binh", Role.OFFICE, land.district)


@pytest.fixture
def chi(land):
    """Coordination office of the province."""
    return somebody("chi", Role.OFFICE, land.province)


@pytest.fixture
def dung(land):
    """Coordination office of another province: a stranger here."""
    return somebody("dung", Role.OFFICE, land.far)


@pytest.fixture
def document(db):
    """Makes a document; national unless a place is given."""

    def make(number="37/QĐ-TTg", issued=date(2024, 1, 11), **given):
        wanted = {"issuer_vi": "Thủ tướng Chính phủ", "abstract_vi": "Một văn bản", "source_title": "Báo", **given}
        return Directive.objects.create(number=number, issued=issued, **wanted)

    return make
