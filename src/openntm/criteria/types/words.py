"""The closed lists of words that sets and findings use."""

from enum import IntEnum, StrEnum


class Verdict(StrEnum):
    """What is said of an indicator, a criterion or a title."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """Why a verdict is unknown, and so whose turn it is."""

    NO_FIGURE = "no_figure"
    NO_THRESHOLD = "no_threshold"


class Code(IntEnum):
    """Verdict and reason as one number, ordered so that "all of" is the minimum and "any of" the maximum."""

    NOT_MET = 0
    NO_FIGURE = 1
    NO_THRESHOLD = 2
    MET = 3
    NOT_APPLICABLE = 4

    @classmethod
    def of(cls, verdict: Verdict, because: Because | None) -> "Code":
        """The code of a verdict and its reason."""
        return _CODES[verdict, because]

    @property
    def verdict(self) -> Verdict:
        return _VERDICTS[self]

    @property
    def because(self) -> Because | None:
        return _BECAUSE.get(self)


_VERDICTS = {
    Code.NOT_MET: Verdict.NOT_MET,
    Code.NO_FIGURE: Verdict.UNKNOWN,
    Code.NO_THRESHOLD: Verdict.UNKNOWN,
    Code.MET: Verdict.MET,
    Code.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}
_BECAUSE = {Code.NO_FIGURE: Because.NO_FIGURE, Code.NO_THRESHOLD: Because.NO_THRESHOLD}
_CODES = {(code.verdict, code.because): code for code in Code}


class Why(StrEnum):
    """The circumstance behind a verdict, from which its sentence is made."""

    COMPARED = "compared"
    BY_PARTS = "by_parts"
    BY_SEX = "by_sex"
    AS_WHOLE = "as_whole"
    BY_CRITERIA = "by_criteria"
    NOT_REPORTED = "not_reported"
    ATTRIBUTE_MISSING = "attribute_missing"
    LEFT_TO_PROVINCE = "left_to_province"
    LEFT_TO_MINISTRY = "left_to_ministry"
    NOT_ENTERED = "not_entered"
    NO_COLUMN = "no_column"
    NOT_IN_FORCE = "not_in_force"
    DOES_NOT_APPLY = "does_not_apply"


class Kind(StrEnum):
    """How an indicator is reported."""

    BOOLEAN = "boolean"
    RATIO = "ratio"
    COUNT = "count"
    AMOUNT = "amount"
    GRADE = "grade"
    COMPOSITE = "composite"


class ValueKind(StrEnum):
    """What one figure is, whatever the indicator's kind."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    GRADE = "grade"


class Direction(StrEnum):
    """On which side of the threshold the law wants the figure."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    YES = "yes"


class Combine(StrEnum):
    """How the parts of an indicator join."""

    ALL = "all"
    ANY = "any"
    ANY_IN_ORDER = "any_in_order"
    AT_LEAST_K = "at_least_k"


class LeftTo(StrEnum):
    """Who sets a value."""

    NATIONAL = "national"
    PROVINCE = "province"
    MINISTRY = "ministry"
