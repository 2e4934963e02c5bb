"""The small land with its cooperative, for every test of support."""

import pytest

from orchard import make_orchard


@pytest.fixture
def orchard(db):
    return make_orchard()
