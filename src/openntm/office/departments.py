"""The bodies that confirm criteria, from `data/departments.yaml`, by the names that they bore on a day."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "departments.yaml"


@cache
def departments() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["departments"]
    return found


def department_name(key: str, on: date, language: str) -> str:
    """Empty for a body that is not in the data."""
    row = departments().get(key, {})
    before = row.get("before")
    named = before if before and on < before["until"] else row
    return str(named.get(language, ""))
