"""The rules by which titles pass on after a merge, from `data/merge-rules.yaml`; no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.recognition.phrases import say

PATH = Path(__file__).parent / "data" / "merge-rules.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: `verified` where its whole sentence was read."""

    number: int
    verified: bool
    vi: str
    en: str


@dataclass(frozen=True)
class MergeRule:
    """A document that says what becomes of titles of units formed between two days."""

    document: str
    issued: date
    formed_from: date
    formed_to: date
    source: Mapping[str, str]
    cases: Mapping[str, Case]

    def named(self, case: Case) -> str:
        """How records name it, in the language of the law."""
        return say("case", document=self.document, number=case.number)[0]


def merge_rule_on(day: date) -> MergeRule | None:
    """The rule for units formed on that day; None where none was found."""
    return next((rule for rule in _rules() if rule.formed_from <= day < rule.formed_to), None)


@cache
def _rules() -> tuple[MergeRule, ...]:
    return tuple(_rule(row) for row in yaml.safe_load(PATH.read_text(encoding="utf-8"))["rules"])


def _rule(row: Mapping[str, Any]) -> MergeRule:
    names = ("document", "issued", "formed_from", "formed_to", "source")
    return MergeRule(**{name: row[name] for name in names}, cases={k: Case(**one) for k, one in row["cases"].items()})
