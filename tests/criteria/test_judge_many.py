"""`judge_many` says of every place what `judge` says of it alone."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openntm.criteria import Code, judge, load_overlays, load_set, set_ids
from openntm.criteria.bulk import compile_set, judge_many

from .random_law import DAY, REGIONS, random_attributes, random_figures, random_law

seeds = st.integers(0, 2**32)
quick = settings(max_examples=30, deadline=None, derandomize=True, database=None)
deep = settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SETS = set_ids(examples=True)


def same(law, figures, days, regions=None, groups=None, attributes=None, overlays=()):
    """Judges the places together and each alone, and compares everything that both say."""
    regions, groups = regions or [None] * len(figures), groups or [None] * len(figures)
    attributes = attributes or [{} for _ in figures]
    names = {name for own in figures for name in own}
    columns = {name: [own.get(name) for own in figures] * len(days) for name in names}
    each = {name: [own.get(name) for own in attributes] for own in attributes for name in own}
    compiled = compile_set(law, days, region=regions, group=groups, attributes=each, overlays=overlays)
    together = _told(judge_many(compiled, columns))
    for at, one in enumerate(together):
        place, day = at % len(figures), days[at // len(figures)]
        traits = {"region": regions[place], "group": groups[place], "attributes": attributes[place]}
        alone = judge(law, figures[place], day, overlays=overlays, **traits)
        assert one == _alone(alone), (traits, figures[place])


def _told(result):
    gaps = {name: result.gaps(name).decimals() for name in result.names}
    codes, title = result.codes().tolist(), result.title.tolist()
    criteria = {criterion.id: result.criterion(criterion.id).tolist() for criterion in result.law.criteria}
    counts = [result.criteria_met, result.criteria_total, result.indicators_met, result.indicators_total]
    for at, row in enumerate(codes):
        yield {
            "findings": {name: (Code(code), gaps[name][at]) for name, code in zip(result.names, row, strict=True)},
            "criteria": {name: Code(own[at]) for name, own in criteria.items()},
            "counts": [int(count[at]) for count in counts],
            "title": Code(title[at]),
        }


def _alone(one):
    findings = one.findings | one.prerequisites
    return {
        "findings": {name: (Code.of(f.verdict, f.because), f.gap) for name, f in findings.items()},
        "criteria": {c.id: Code.of(c.verdict, c.because) for c in one.criteria},
        "counts": [one.criteria_met, one.criteria_total, one.indicators_met, one.indicators_total],
        "title": Code.of(one.title_verdict, one.title_because),
    }


def same_on_a_random_set(seed, most=6):
    chance = Random(seed)
    law = random_law(chance)
    places = range(chance.randint(1, most))
    figures = [random_figures(chance, law) for _ in places]
    regions = [chance.choice([None, *REGIONS]) for _ in places]
    days = [DAY, date(2023, 5, 1)][: chance.randint(1, 2)]
    same(law, figures, days, regions, None, [random_attributes(chance) for _ in places])


def same_on_a_real_set(name, seed, places=4):
    chance, law = Random(seed), load_set(name)
    declared = {key: one.kind for other in map(load_set, SETS) for key, one in other.attributes.items()}
    stated = {key: [True, False, None] if kind == "boolean" else ["2", "5", None] for key, kind in declared.items()}
    same(
        law,
        [random_figures(chance, law) for _ in range(places)],
        [law.starts, min(law.ends or DAY, DAY)],
        [chance.choice([None, *(region.key for region in law.regions)]) for _ in range(places)],
        [chance.choice([None, *(group.key for group in law.groups)]) for _ in range(places)],
        [{key: chance.choice(values) for key, values in stated.items()} for _ in range(places)],
        load_overlays(law.id),
    )


@quick
@given(seeds)
def test_on_random_sets_and_figures_it_agrees_with_judge(seed):
    same_on_a_random_set(seed)


@pytest.mark.parametrize("name", SETS)
def test_on_the_real_sets_it_agrees_with_judge(name):
    same_on_a_real_set(name, 7)


@pytest.mark.slow  # hundreds of random sets
@deep
@given(seeds)
def test_on_hundreds_of_random_sets_it_agrees_with_judge(seed):
    same_on_a_random_set(seed)


@pytest.mark.slow  # the larger sets take 0.1 s for a handful of places
@pytest.mark.parametrize("name", SETS)
@settings(max_examples=3, deadline=None, database=None)
@given(seed=seeds)
def test_on_the_real_sets_it_agrees_with_judge_again_and_again(name, seed):
    same_on_a_real_set(name, seed)


def test_what_follows_from_another_set_is_worked_out_for_all_places():
    chance, law, other = Random(3), load_set("commune_advanced_2021_2025"), load_set("commune_model_2021_2025")
    asked = {one.meets_set for one in [*law.by_id.values(), *other.by_id.values()] if one.meets_set}
    assert asked
    for judged in (law, other):
        places = [random_figures(chance, judged) for _ in range(3)]
        for figures in places[1:]:
            for name in asked - {judged.id}:
                figures |= {f"{name}/{key}": value for key, value in random_figures(chance, load_set(name)).items()}
            for key, one in judged.by_id.items():
                if one.meets_set and chance.random() < 0.7:
                    figures.pop(key, None)
        same(judged, places, [DAY], ["tdmnpb", "dbsh", "tdmnpb"])


@pytest.mark.parametrize("places", [3, 40])
def test_an_earlier_result_may_be_written_over(places):
    law = load_set("commune_ntm_2021_2025")
    compiled = compile_set(law, DAY, region="tdmnpb")
    figures = {"3.1": ["79.9", "80", None], "15.1": [95, None, 89]}
    earlier = judge_many(compiled, {"3.1": ["90"] * places, "15.1": [100] * places})
    over, fresh = judge_many(compiled, figures, over=earlier), judge_many(compiled, figures)
    assert list(_told(over)) == list(_told(fresh))
