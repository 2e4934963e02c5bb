"""Which department is in charge of which criterion, from `data/departments.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data" / "departments.yaml"


@cache
def charges() -> Mapping[str, Any]:
    """With `verified` and `source`: the assignment is each province's own."""
    found: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def department_of(set_id: str, criterion: str) -> str:
    """Its key in the office's data; empty where nobody was assigned."""
    return str(charges()["sets"].get(set_id, {}).get(criterion, ""))
