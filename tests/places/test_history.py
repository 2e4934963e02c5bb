"""After any sequence of changes the history is whole on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openntm.places import queries, services
from openntm.places.consistency import problems
from openntm.places.models import Lineage, Place, PlaceVersion
from openntm.places.services import ChangeRefused, NewUnit

START = date(2020, 1, 1)
VERBS = ["merge", "join", "split", "shrink", "rename", "rekind", "reparent", "abolish"]
NUMBER = st.integers(0, 9)
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), NUMBER, NUMBER, st.integers(0, 2)), min_size=1, max_size=6)


def found(code, kind, parent):
    place = Place.objects.create(key=code)
    PlaceVersion.objects.create(place=place, code=code, name=f"Tên {code}", kind=kind, parent=parent, valid_from=START)
    return place


def country():
    province = found("1", "tinh", None)
    districts = [found(f"1{number}", "huyen", province) for number in range(2)]
    communes = [found(f"{above.key}{number}", "xa", above) for above in districts for number in range(3)]
    for commune in communes[:2]:
        found(f"{commune.key}0", "thon", commune)


def act(verb, one, other, day):
    """One change between two units that stand; the rules may refuse it."""
    below = {child.place: f"{one.code}a" for child in queries.children_of(one.place, day)}
    new = [NewUnit(f"{one.code}{mark}", f"Mới {mark}", one.kind, one.parent) for mark in "ab"]
    common = {"act": None, "day": day}
    match verb:
        case "merge":
            unit = NewUnit(one.code, "Gộp", one.kind, other.parent)
            services.merge_places(places=[one.place, other.place], into=unit, **common)
        case "join":
            services.merge_places(places=[one.place], into=other.place, **common)
        case "split":
            services.split_place(place=one.place, into=new, below=below, **common)
        case "shrink":
            services.split_place(place=one.place, into=[one.place, new[0]], below=below, **common)
        case "rename":
            services.rename_place(place=one.place, name=f"{one.name} {day}", **common)
        case "rekind":
            services.rekind_place(place=one.place, kind="phuong", **common)
        case "reparent":
            services.reparent_place(place=one.place, parent=other.place, **common)
        case _:
            services.abolish_place(place=one.place, **common)


def standing(on):
    return list(PlaceVersion.objects.filter(queries.in_force(on)).order_by("code"))


def told(on):
    return [(one.code, one.name, one.kind, one.parent_id, one.place_id) for one in standing(on)]


def check_partition(on):
    """The units below each province are all units, each under one of them alone."""
    below = [unit.pk for top in standing(on) if top.parent_id is None for unit in queries.subtree(top.place, on)]
    assert len(below) == len(set(below)) == len(standing(on))
    districts = [queries.territory(unit.place, on) for unit in standing(on) if unit.kind == "huyen"]
    communes = [unit.pk for units in districts for unit in units]
    assert len(communes) == len(set(communes))


def check_lineage(on):
    """All that stood at the start leads to units that stand, or was abolished; all that stands leads back."""
    begun = {one.place_id: START for one in standing(START)}
    lost = [place for place, units in queries.carried(begun, on).items() if not units]
    assert not lost or Lineage.objects.filter(successor=None, change__day__lte=on).exists()
    assert all(queries.carried({unit.place_id: on for unit in standing(on)}, START).values())
    ended = Place.objects.exclude(versions__valid_to__isnull=True)
    assert not ended.exclude(lines_out__change__kind__in=["merge", "split", "abolish"]).exists()


@pytest.mark.slow  # several hundred changes, each checked on every day
class AnySequenceOfChanges(TestCase):
    @settings(max_examples=12, deadline=None, derandomize=True)
    @given(STEPS)
    def test_the_history_is_whole_on_every_day(self, steps):
        country()
        day, past = START, {START: told(START)}
        for verb, first, second, days in steps:
            day += timedelta(days=days + (day == START))
            units = standing(day)
            before = {on: told(on) for on in past if on < day}
            if units:
                try_change(verb, units[first % len(units)], units[second % len(units)], day)
            assert {on: told(on) for on in past if on < day} == before
            past[day] = told(day)
        assert problems() == []
        for on in past:
            codes = [unit.code for unit in standing(on)]
            assert len(codes) == len(set(codes))
            check_partition(on)
            check_lineage(on)


def try_change(verb, one, other, day):
    try:
        act(verb, one, other, day)
    except ChangeRefused:
        assert problems() == []
