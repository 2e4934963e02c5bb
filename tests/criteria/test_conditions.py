"""The tiny language of `when`, and attributes that are not what they should be."""

from decimal import Decimal

import pytest

from openntm.criteria.conditions import holds
from openntm.criteria.types import Attribute

TEXT = {"vi": "x", "en": "x"}
DECLARED = {kind: Attribute.model_validate({"kind": kind, "title": TEXT}) for kind in ("boolean", "number")}


@pytest.mark.parametrize(
    ("text", "attributes", "answer"),
    [
        ("boolean", {"boolean": True}, True),
        ("boolean", {"boolean": "true"}, True),
        ("boolean", {}, False),
        ("not boolean", {}, True),
        ("not boolean", {"boolean": True}, False),
        ("number > 3", {"number": 4}, True),
        ("number > 3", {"number": "3"}, False),
        ("number <= 3", {"number": Decimal(3)}, True),
        ("number != 3", {"number": 3}, False),
        ("number > 3", {}, None),
    ],
)
def test_a_condition_holds_or_not_or_is_not_known(text, attributes, answer):
    assert holds(text, attributes, DECLARED) is answer


@pytest.mark.parametrize("text", ["", "a and b", "not a > 3", "a >", "3 > a", "__import__('os')", "a > b", "a\n"])
def test_nothing_beyond_the_tiny_language_is_understood(text):
    with pytest.raises(ValueError, match="is not a condition"):
        holds(text, {}, DECLARED)


@pytest.mark.parametrize("value", ["ba", 3.5, "3,5", True, "nan"])
def test_a_number_that_is_not_exact_is_refused_by_name(value):
    with pytest.raises(ValueError, match="attribute number"):
        holds("number > 3", {"number": value}, DECLARED)
