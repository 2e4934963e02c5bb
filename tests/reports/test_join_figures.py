"""By which rule figures of merged units are joined."""

from decimal import Decimal
from types import SimpleNamespace

from openntm.criteria import load_set
from openntm.reports.joining import join, rule_of

ASKED = load_set("commune_ntm_2021_2025").by_id


def view(value):
    return SimpleNamespace(value=value)


def test_a_share_is_joined_by_the_mean_weighted_by_households():
    found = join(
        ASKED["4.2"], [1, 2], {1: view(Decimal(90)), 2: view(Decimal(100))}, {1: Decimal(100), 2: Decimal(300)}
    )
    assert found.value == Decimal("97.50")


def test_a_share_without_households_is_not_joined():
    assert join(ASKED["4.2"], [1, 2], {1: view(Decimal(90)), 2: view(Decimal(100))}, {}).value is None


def test_a_yes_or_no_is_never_joined():
    assert rule_of(ASKED["1.1"]) == "none"
    assert join(ASKED["1.1"], [1], {1: view(True)}, {1: Decimal(5)}).value is None


def test_a_missing_predecessor_stops_the_joining():
    assert join(ASKED["4.2"], [1, 2], {1: view(Decimal(90))}, {1: Decimal(1), 2: Decimal(1)}).value is None
