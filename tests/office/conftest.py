"""A province with two districts that end, and communes of which two merge."""

from datetime import date
from types import SimpleNamespace

import pytest

from openntm.office.models import Person, Post
from openntm.places.models import Change, Lineage, Place, PlaceVersion
from remembered import remembered

START, MERGE = date(2011, 1, 1), date(2025, 7, 1)
BEFORE, AFTER = date(2024, 1, 1), date(2026, 1, 1)


def unit(key, code, kind, parent, start=START, end=None):
    place, _ = Place.objects.get_or_create(key=key)
    PlaceVersion.objects.create(
        place=place, code=code, name=key.title(), kind=kind, parent=parent, valid_from=start, valid_to=end
    )
    return place


@pytest.fixture
@remembered
def land(db):
    """`tinh` > `east` (`a` with hamlet `h`, `b`) and `west` (`c`); then a + b = `n`, and the districts end."""
    t = unit("tinh", "24", "tinh", None)
    east = unit("east", "218", "huyen", t, end=MERGE)
    west = unit("west", "219", "huyen", t, end=MERGE)
    a = unit("a", "07450", "xa", east, end=MERGE)
    b = unit("b", "07453", "xa", east, end=MERGE)
    c = unit("c", "07460", "xa", west, end=MERGE)
    unit("c", "07460", "xa", t, start=MERGE)
    n = unit("n", "07450", "xa", t, start=MERGE)
    h = unit("h", "07450-1", "thon", a, end=MERGE)
    merge = Change.objects.create(key="merge", kind="merge", day=MERGE)
    for old in (a, b):
        Lineage.objects.create(change=merge, predecessor=old, successor=n, part="whole")
    other = unit("other", "27", "tinh", None)
    return SimpleNamespace(tinh=t, east=east, west=west, a=a, b=b, c=c, n=n, h=h, other=other)


@pytest.fixture
def somebody(db):
    """Makes a person, with a post if a role and a place are given."""

    def make(username, role=None, place=None, valid_from=START, valid_to=None):
        person = Person.objects.create_user(username, password="correct horse", display_name=username.title())
        if role:
            Post.objects.create(person=person, place=place, role=role, valid_from=valid_from, valid_to=valid_to)
        return person

    return make


@pytest.fixture
def anchor(settings, tmp_path):
    """The log's anchor in a folder of its own."""
    settings.HOME, settings.ANCHOR = tmp_path, ""
    return tmp_path / "log-head"
