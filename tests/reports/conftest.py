"""A small district with figures of one set, for the reading pages."""

import pytest
from small_district import NAMES, figures, unit


@pytest.fixture(autouse=True)
def _demonstration(settings):
    """There everybody reads everything; what a stranger reads elsewhere is told in `test_withhold.py`."""
    settings.DEMONSTRATION = True


@pytest.fixture
def district(db):
    province = unit("24", "Bắc Giang", "tinh")
    return unit("218", "Lục Nam", "huyen", province.place)


@pytest.fixture
def communes(district):
    """Three communes; the first two have figures."""
    made = [unit(f"0745{n}", name, "xa", district.place) for n, name in enumerate(NAMES[:3])]
    for version in made[:2]:
        figures(version, i4_2="99", i10_1="40", i1_1="true")
    return made
