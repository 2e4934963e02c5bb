"""The crops that the registers know, from `data/crops.yaml`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.office.wording import in_language


@dataclass(frozen=True)
class Crop:
    """`ceiling_t_per_ha`: more than this a hectare is not taken to yield in a year."""

    key: str
    name_vi: str
    name_en: str
    ceiling_t_per_ha: Decimal
    verified: bool
    note_vi: str
    note_en: str
    source: str = ""


@cache
def crops() -> dict[str, Crop]:
    text = (Path(__file__).parent / "data" / "crops.yaml").read_text(encoding="utf-8")
    return {key: _crop(key, row) for key, row in yaml.safe_load(text)["crops"].items()}


def _crop(key: str, row: dict[str, Any]) -> Crop:
    name, note = row["name"], row["note"]
    ceiling = Decimal(row["ceiling_t_per_ha"])
    given = (key, name["vi"], name["en"], ceiling, row["verified"], note["vi"], note["en"], row.get("source", ""))
    return Crop(*given)


def crop_name(key: str) -> str:
    """In the reader's language; a crop that the file does not know is called by its key."""
    crop = crops().get(key)
    return str(in_language(crop, "name")) if crop else key


def crop_choices() -> list[tuple[str, str]]:
    return [(key, crop_name(key)) for key in crops()]
