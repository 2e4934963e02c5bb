"""A province's decision counts in that province alone."""

from datetime import date
from decimal import Decimal

import pytest

from openntm.criteria import judge, load_overlays, load_set

INCOME = {"2": Decimal(59)}


@pytest.mark.parametrize(
    ("province", "needed"), [("36", Decimal(103)), ("24", Decimal("63.8")), (None, Decimal("63.8"))]
)
def test_a_decision_of_nam_dinh_says_nothing_about_bac_giang(province, needed):
    law = load_set("commune_model_2021_2025")
    attributes = {"province": province} if province else {}
    day = date(2025, 6, 30)
    found = judge(law, INCOME, day, region="tdmnpb", attributes=attributes, overlays=load_overlays())
    assert found.findings["2"].needed == needed
