"""What a post reaches is asked in one step of the database; here it is walked slowly, and the two agree."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openntm.office.access.cover import covered
from openntm.places.models import Change, Lineage, Place, PlaceVersion

YEARS = st.integers(2001, 2004)
NUMBERS = st.integers(0, 4)
# (place, superior, first year), and (old, new, year, part, rival)
VERSIONS = st.lists(st.tuples(NUMBERS, NUMBERS, YEARS), max_size=8, unique_by=lambda one: (one[0], one[2]))
LINES = st.lists(st.tuples(NUMBERS, NUMBERS, YEARS, st.sampled_from(["whole", "part"]), st.booleans()), max_size=3)


def walked(start, versions, lines, year):
    """Step by step from place to place."""
    last = {place: above for place, above, _ in sorted((one for one in versions if one[2] <= year), key=lambda v: v[2])}
    steps = [(above, place) for place, above in last.items() if above != place]
    steps += [(new, old) for old, new, day, part, rival in lines if part == "whole" and not rival and day <= year]
    reached, fresh = set(), {start}
    while fresh:
        reached |= fresh
        fresh = {lower for upper, lower in steps if upper in fresh} - reached
    return reached


def hamlet(places, number, above, year, later):
    return PlaceVersion.objects.create(
        place=places[number],
        code=f"{number}",
        name=f"{number}",
        kind="thon",
        parent=places[above] if above != number else None,
        valid_from=date(year, 1, 1),
        valid_to=date(min(later), 1, 1) if later else None,
    )


@pytest.mark.postgres
class Cover(TestCase):
    @settings(max_examples=40)
    @given(VERSIONS, LINES, NUMBERS, YEARS)
    def test_one_question_reaches_what_the_steps_reach(self, versions, lines, start, year):
        places = [Place.objects.create(key=f"p{number}") for number in range(5)]
        for number, above, first in versions:
            hamlet(places, number, above, first, [one[2] for one in versions if one[0] == number and one[2] > first])
        for key, (old, new, day, part, rival) in enumerate(lines):
            change = Change.objects.create(key=f"c{key}", kind="merge", day=date(day, 1, 1))
            Lineage.objects.create(
                change=change, predecessor=places[old], successor=places[new], part=part, rival=rival
            )
        found = covered([places[start]], date(year, 6, 1))
        assert found == {places[number].pk for number in walked(start, versions, lines, year)}


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_place_reaches_nothing():
    assert covered([], date(2024, 1, 1)) == frozenset()
