"""`judge_many` says of every place what `judge` says of it alone."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openntm.criteria import Code, judge
from openntm.criteria.bulk import compile_set, judge_many

from .random_law import DAY, REGIONS, random_attributes, random_figures, random_law

seeds = st.integers(0, 2**32)
quick = settings(max_examples=25, deadline=None, derandomize=True, database=None)
deep = settings(max_examples=3000, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def same(law, figures, days, regions, groups, attributes):
    """Judges the places together and each alone, and compares everything that both say."""
    names = {name for own in figures for name in own}
    columns = {name: [own.get(name) for own in figures] * len(days) for name in names}
    each = {name: [own.get(name) for own in attributes] for name in attributes[0]}
    result = judge_many(compile_set(law, days, region=regions, group=groups, attributes=each), columns)
    gaps = {name: result.gaps(name).decimals() for name in result.names}
    criteria = {c.id: result.criterion(c.id) for c in law.criteria}
    codes = result.codes()
    for at in range(len(days) * len(figures)):
        day, place = divmod(at, len(figures))
        alone = judge(
            law,
            figures[place],
            days[day],
            region=regions[place],
            group=groups[place],
            attributes={name: value for name, value in attributes[place].items() if value is not None},
        )
        findings = alone.findings | alone.prerequisites
        where = (at, regions[place], attributes[place], figures[place])
        for number, name in enumerate(result.names):
            one = findings[name]
            assert Code(codes[at, number]) == Code.of(one.verdict, one.because), (name, where)
            assert gaps[name][at] == one.gap, (name, where)
        for one in alone.criteria:
            assert Code(criteria[one.id][at]) == Code.of(one.verdict, one.because), (one.id, where)
        counts = (result.criteria_met, result.criteria_total, result.indicators_met, result.indicators_total)
        counted = (alone.criteria_met, alone.criteria_total, alone.indicators_met, alone.indicators_total)
        assert tuple(int(count[at]) for count in counts) == counted, where
        assert Code(result.title[at]) == Code.of(alone.title_verdict, alone.title_because), where


def same_on_a_random_set(seed):
    chance = Random(seed)
    law = random_law(chance)
    places = range(chance.randint(1, 8))
    figures = [random_figures(chance, law) for _ in places]
    regions = [chance.choice([None, *REGIONS]) for _ in places]
    days = [DAY, date(2023, 5, 1)][: chance.randint(1, 2)]
    if any(figures):
        same(law, figures, days, regions, [None for _ in places], [random_attributes(chance) for _ in places])


@quick
@given(seeds)
def test_on_random_sets_and_figures_it_agrees_with_judge(seed):
    same_on_a_random_set(seed)


@pytest.mark.slow  # thousands of random sets
@deep
@given(seeds)
def test_on_thousands_of_random_sets_it_agrees_with_judge(seed):
    same_on_a_random_set(seed)
