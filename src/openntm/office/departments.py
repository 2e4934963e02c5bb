"""The bodies that confirm criteria, from `data/departments.yaml`: key → name on a day, in the reader's language."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "departments.yaml"


@cache
def departments() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["departments"]
    return found


def department_name(key: str, on: date, language: str = "") -> str:
    """As it was called on the day; empty for a body that is not in the data."""
    known = departments().get(key)
    if known is None:
        return ""
    before = known.get("before")
    named = before if before and on < before["until"] else known
    return str(named["en" if (language or get_language() or "vi").startswith("en") else "vi"])


def department_names(on: date) -> dict[str, str]:
    return {key: department_name(key, on) for key in departments()}
