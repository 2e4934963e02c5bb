"""Small random sets and figures: every way of joining, missing thresholds, classes of places, figures at the edge."""

from datetime import date
from decimal import Decimal
from random import Random

from openntm.criteria import NOT_APPLICABLE, CriteriaSet

DAY = date(2024, 6, 1)
REGIONS = ["tdmnpb", "dbsh", "tn"]
SCALE = ["weak", "fair", "good"]
BANDS = [{"from": "50", "grade": "fair"}, {"from": "80.5", "grade": "good"}]
TEXT = {"vi": "x", "en": "x"}
ATTRIBUTES = {
    "island": {"kind": "boolean", "title": TEXT},
    "craft": {"kind": "boolean", "title": TEXT},
    "schools": {"kind": "number", "title": TEXT},
}
CONDITIONS = ["island", "not island", "schools > 3", "schools <= 3"]


def random_law(chance: Random) -> CriteriaSet:
    criteria = [str(number) for number in range(1, chance.randint(2, 4))]
    indicators = [
        {**_asked(chance, f"{criterion}.{number}", 2), "criterion": criterion}
        for criterion in criteria
        for number in range(1, chance.randint(1, 5))
    ]
    asked = [_asked(chance, "before", 0)] if chance.random() < 0.3 else []
    for one in asked:
        if one["unit"] == "pass" and chance.random() < 0.7:
            one["follows_from"] = chance.sample(criteria, chance.randint(1, len(criteria)))
    return CriteriaSet.model_validate(
        {
            "set": "random",
            "version": "1",
            "title": TEXT,
            "level": "ntm",
            "judges": ["xa"],
            "from": "2022-01-01",
            "to": None,
            "counts": {"criteria": len(criteria), "indicators": len(indicators) + chance.randint(0, 1)},
            "acts": {"act": {"number": "1/QĐ", "title": TEXT}},
            "regions": [{"key": key, **TEXT} for key in ["chung", *REGIONS]],
            "attributes": ATTRIBUTES,
            "columns": [{"use": "tdmnpb", "when_any": ["island"], "from": "2023-01-01", "act": "act"}],
            "criteria": [{"id": c, "title": TEXT, "complete": chance.random() < 0.8} for c in criteria],
            "prerequisites": asked,
            "indicators": indicators,
        }
    )


def _asked(chance: Random, name: str, deep: int) -> dict:
    kind = chance.choice(["boolean", "ratio", "ratio", "amount", "grade", "composite"])
    found = {"id": name, "title": TEXT, "kind": kind, **_unit(chance, kind)}
    found["thresholds"] = _rows(chance, found)
    if chance.random() < 0.2:
        found["if_any"] = True
    if chance.random() < 0.2:
        found["applies_when"] = "craft"
    if deep and (kind == "composite" or chance.random() < 0.25):
        ways = ["all", "any", "any_in_order", "at_least_k"]
        parts = [_part(chance, letter, deep - 1) for letter in "abcd"[: chance.randint(1, 4)]]
        found |= {"combine": chance.choice(ways), "k": chance.randint(1, 3), "parts": parts}
    elif found["unit"] == "percent" and chance.random() < 0.3:
        found["both_sexes"] = True
    return found


def _part(chance: Random, name: str, deep: int) -> dict:
    found = _asked(chance, name, deep if chance.random() < 0.2 else 0)
    if chance.random() < 0.3:
        found["when"] = chance.choice(CONDITIONS)
    if chance.random() < 0.2:
        found["regions"] = chance.sample(REGIONS, 2)
    if chance.random() < 0.1:
        found["to"] = "2023-12-31"
    return found


def _unit(chance: Random, kind: str) -> dict:
    if kind == "grade":
        bands = {"bands": BANDS} if chance.random() < 0.5 else {}
        return {"unit": "grade", "direction": "at_least", "scale": SCALE, **bands}
    if kind == "boolean" or (kind == "composite" and chance.random() < 0.7):
        return {"unit": "pass", "direction": "yes"}
    unit = "percent" if kind != "amount" else "million_dong_per_person_year"
    return {"unit": unit, "direction": chance.choice(["at_least", "at_most"])}


def _rows(chance: Random, asked: dict) -> list[dict]:
    columns = [key for key in ["chung", *REGIONS] if chance.random() < 0.8]
    return [{"from": "2022-01-01", "act": "act", "values": {key: _value(chance, asked) for key in columns}}]


def _value(chance: Random, asked: dict) -> str | bool:
    if asked["direction"] == "yes":
        return True
    return chance.choice(SCALE) if asked["unit"] == "grade" else _number(chance)


def _number(chance: Random) -> str:
    digits = chance.choice([0, 0, 1, 2])
    number = Decimal(chance.randint(0, 60)).scaleb(-digits)
    return f"{number * 10 ** chance.choice([0, 0, 0, 9]):f}"


def random_figures(chance: Random, law: CriteriaSet) -> dict:
    """Of half of the places all parts are reported, of others only some figures, or only wholes."""
    wanted = chance.choice([0.95, 0.6, 0.3])
    only_wholes = chance.random() < 0.3
    figures = {}
    for name, asked in law.by_id.items():
        for key in [name, f"{name}:nam", f"{name}:nu"] if asked.both_sexes else [name]:
            if chance.random() < wanted and not (only_wholes and ":" in name):
                figures[key] = random_figure(chance, asked)
        if figures.get(name) is None and asked.may_be_not_applicable and chance.random() < 0.2:
            figures[name] = NOT_APPLICABLE
    return figures


def random_figure(chance: Random, asked):
    """Most often on a threshold of some column, or one last digit beside it."""
    if asked.value_kind == "boolean":
        return chance.random() < 0.8
    if asked.value_kind == "grade":
        return Decimal(chance.choice(["49.9", "50", "80.5", "80.49"])) if asked.bands else chance.choice(asked.scale)
    edges = [value for row in asked.thresholds for value in row.values.values() if value is not None]
    edge = chance.choice(edges) if edges else Decimal(50)
    return edge + chance.choice([0, 0, 1, -1]) * Decimal(1).scaleb(-chance.choice([0, 1, 2, 12]))


def random_attributes(chance: Random) -> dict:
    stated = {"island": chance.choice([True, False, None]), "schools": chance.choice([2, "3", 4, None])}
    return {**stated, "craft": chance.choice([True, False, None])}
