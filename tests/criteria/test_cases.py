"""Runs the worked cases of every set; an official can read and check each of them."""

from functools import cache

import pytest

from openntm.criteria import load_set, set_ids, set_path
from openntm.criteria.cases import Case, cases_path, differences, load_cases


@cache
def _cases() -> list[tuple[str, Case]]:
    paths = {name: cases_path(set_path(name), name) for name in set_ids(examples=True)}
    return [(name, case) for name, path in paths.items() for case in load_cases(path)]


@pytest.mark.parametrize(
    ("set_id", "case"), _cases(), ids=lambda value: value.title_en if isinstance(value, Case) else value
)
def test_a_worked_case_comes_out_as_it_says(set_id, case):
    assert differences(load_set(set_id), case) == []


def test_every_set_has_worked_cases():
    assert {set_id for set_id, _ in _cases()} == set(set_ids(examples=True))
