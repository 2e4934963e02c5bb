"""Two small lands: one where tasks are given, answered and judged (`office`), one whose registers are kept (`land`)."""

from datetime import date
from types import SimpleNamespace

import pytest

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.steering.models import Directive
from remembered import remembered

START, DAY = date(2011, 1, 1), date(2024, 6, 3)  # a Monday


def unit(key, code, name, kind, parent=None):
    place = Place.objects.create(key=key)
    version = {"code": code, "name": name, "kind": kind, "parent": parent, "valid_from": START}
    PlaceVersion.objects.create(place=place, **version)
    return place


def somebody(name, role, place, **given):
    person = Person.objects.create_user(name, password="correct horse", display_name=name.title(), **given)
    Post.objects.create(person=person, place=place, role=role, valid_from=START)
    return person


@pytest.fixture
@remembered
def office(db):
    """`an` answers at Đông Phú, `be` at Tam Dị; `binh` (office) and `lan` (leader) give and judge in the district."""
    province = unit("tinh-thu", "24", "Thử", "tinh")
    district = unit("huyen-thu", "218", "Lục Nam", "huyen", province)
    phu = unit("xa-phu", "07453", "Đông Phú", "xa", district)
    di = unit("xa-di", "07456", "Tam Dị", "xa", district)
    far = unit("tinh-xa", "99", "Xa", "tinh")
    return SimpleNamespace(
        province=province,
        district=district,
        phu=phu,
        di=di,
        far=far,
        an=somebody("an", Role.COMMUNE_OFFICER, phu),
        be=somebody("be", Role.COMMUNE_OFFICER, di),
        binh=somebody("binh", Role.OFFICE, district),
        lan=somebody("lan", Role.LEADER, district),
        tinh=somebody("tinh", Role.OFFICE, province),
        dung=somebody("dung", Role.OFFICE, far),
    )


def standing(key, code, name, kind, parent=None):
    place = Place.objects.create(key=key)
    version = PlaceVersion(place=place, code=code, name=name, kind=kind, valid_from=START)
    version.parent = parent.place if parent else None
    version.save()
    return version


@pytest.fixture
@remembered
def land(db):
    """Province > district > Đông Hưng, Tam Dị; another province beside it."""
    province = standing("tinh-thu", "24", "Thử", "tinh")
    district = standing("huyen-thu", "218", "Thử", "huyen", province)
    east = standing("xa-07450", "07450", "Đông Hưng", "xa", district)
    west = standing("xa-07456", "07456", "Tam Dị", "xa", district)
    far = standing("tinh-xa", "99", "Xa", "tinh")
    return SimpleNamespace(province=province, district=district, east=east, west=west, far=far)


def officer(name, role, version):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=version.place, role=role, valid_from=START)
    return person


@pytest.fixture
def an(land):
    """Commune officer of Đông Hưng: reads there, keeps no register."""
    return officer("an", Role.COMMUNE_OFFICER, land.east)


@pytest.fixture
def em(land):
    """Commune officer of Tam Dị: a neighbour."""
    return officer("em", Role.COMMUNE_OFFICER, land.west)


@pytest.fixture
def binh(land):
    """Coordination office of the district."""
    return officer("binh", Role.OFFICE, land.district)


@pytest.fixture
def chi(land):
    """Coordination office of the province."""
    return officer("chi", Role.OFFICE, land.province)


@pytest.fixture
def dung(land):
    """Coordination office of another province: a stranger here."""
    return officer("dung", Role.OFFICE, land.far)


@pytest.fixture
def document(db):
    """Makes a document; national unless a place is given."""

    def make(number="37/QĐ-TTg", issued=date(2024, 1, 11), **given):
        wanted = {"issuer_vi": "Thủ tướng Chính phủ", "abstract_vi": "Một văn bản", "source_title": "Báo", **given}
        return Directive.objects.create(number=number, issued=issued, **wanted)

    return make
