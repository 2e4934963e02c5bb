"""The record of Lục Nam and a short way to its units."""

from datetime import date

import pytest

from openntm.places import queries
from openntm.places.services import load_places


@pytest.fixture(scope="module")
def _record(django_db_setup, django_db_blocker):
    """Loaded once a module and taken away after it: tests of the module only add to it in their own transaction."""
    from openntm.places.models import Act, Change, Place, PlaceVersion

    with django_db_blocker.unblock():
        load_places()
        yield
        Change.objects.all().delete()
        PlaceVersion.objects.all().delete()
        Place.objects.all().delete()
        Act.objects.all().delete()


@pytest.fixture
def luc_nam(_record, db):
    return None


@pytest.fixture
def unit(luc_nam):
    def find(code, on="2024-06-30"):
        return queries.place_at(code, date.fromisoformat(on))

    return find
