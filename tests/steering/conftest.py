"""A district with two communes on working days of 2024, and those who give, answer and judge tasks there."""

from datetime import date
from types import SimpleNamespace

import pytest

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion

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
