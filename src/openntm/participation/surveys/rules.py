"""What is asked of a survey, by title and period: read from `data/survey_rules.yaml`, each value with its source."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

import yaml
from pydantic import Field, model_validator

from openntm.office.data_files import Strict, Words
from openntm.participation.surveys.questionnaires import DATA, questionnaires


class Share(Strict):
    """In percent; `not_seen` says what of it was not read in the law."""

    least: Decimal = Field(gt=0, le=100)
    verified: Literal[True, False, "partly"]
    source: str = ""
    not_seen: Words | None = None

    @property
    def is_verified(self) -> bool:
        return self.verified is True

    @model_validator(mode="after")
    def it_says_what_was_not_seen(self) -> "Share":
        if self.is_verified != (self.not_seen is None) or (self.is_verified and not self.source):
            raise ValueError("verified with its source, or said what was not seen")
        return self


class Rule(Strict):
    """A value that is missing is not asked for, or not known: `note` says which."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    says: Words
    title: str
    level: Literal["commune", "district"]
    from_day: date
    to_day: date | None = None
    households: Share | None = None
    overall: Share | None = None
    contents: Share | None = None
    questionnaire: str
    note: Words | None = None

    @model_validator(mode="after")
    def its_questionnaire_is_there(self) -> "Rule":
        if not any(one == self.questionnaire for one, _version in questionnaires()):
            raise ValueError(f"no questionnaire {self.questionnaire}")
        return self

    def stands_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


@cache
def rules() -> dict[str, Rule]:
    content = yaml.safe_load((DATA / "survey_rules.yaml").read_text(encoding="utf-8"))
    found = [Rule.model_validate(one) for one in content["rules"]]
    return {one.id: one for one in found}


def rules_on(day: date, level: str) -> list[Rule]:
    return [one for one in rules().values() if one.level == level and one.stands_on(day)]
