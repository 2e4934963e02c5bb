"""What is remembered writes the same rows with the same ids, and only where they would be the same."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from openntm.places.models import Place
from remembered import remembered

pytestmark = pytest.mark.django_db
CALLS = []


@remembered
def land():
    CALLS.append("land")
    return SimpleNamespace(province=Place.objects.create(key="province"))


@remembered
def commune(land):
    CALLS.append("commune")
    land.commune = Place.objects.create(key="commune")
    return land.commune


def made(*before):
    """And taken back."""
    with transaction.atomic():
        for key in before:
            Place.objects.create(key=key)
        here = land()
        there = commune(here)
        keys = dict(Place.objects.exclude(key__in=before).values_list("pk", "key"))
        assert keys == {here.province.pk: "province", there.pk: "commune"}
        assert here.commune == there
        transaction.set_rollback(True)
    return keys


def test_the_code_runs_once_and_the_rows_come_each_time():
    first = made()
    CALLS.clear()
    assert made() == made() == first
    assert CALLS == []


def test_where_other_rows_came_before_or_between_the_code_runs_again():
    made()
    CALLS.clear()
    made("another")
    assert CALLS == ["land", "commune"]
    here = land()
    Place.objects.create(key="between")
    CALLS.clear()
    commune(here)
    assert CALLS == ["commune"]
