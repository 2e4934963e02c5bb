"""What a figure may be, and the refusal of one that is not."""

from decimal import Decimal
from enum import Enum
from typing import Final, Literal


class NotApplicable(Enum):
    """The commune states that it has nothing of the kind; only indicators "if any" take it."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE

Value = Decimal | bool | str | Literal[NotApplicable.NOT_APPLICABLE]


class FigureRefused(ValueError):
    """A text that is no figure of the indicator, with the reason in both languages."""

    def __init__(self, message_vi: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en
