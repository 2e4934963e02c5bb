"""Values as officers write them, so that what is shown can be typed again."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.assessment.values import LEFT_OUT, NUMBER
from openntm.criteria.types import Asked, ValueKind
from openntm.criteria.units import UNITS

YES, NO = {"vi": "đạt", "en": "yes"}, {"vi": "không đạt", "en": "no"}
NONE_OF_IT = {"vi": "không áp dụng", "en": "not applicable"}


def language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def written(text: str) -> str:
    """A stored text as a person types it: `98,5` in Vietnamese, `đạt`; three decimals get a fourth to be plain."""
    spoken = {"true": YES, "false": NO, LEFT_OUT: NONE_OF_IT}.get(text)
    if spoken:
        return spoken[language()]
    if not NUMBER.match(text):
        return text
    text = f"{text}0" if len(text.partition(".")[2]) == 3 else text
    return text.replace(".", ",") if language() == "vi" else text


def choices_of(asked: Asked) -> tuple[str, ...]:
    """The answers to choose from; none for a number."""
    if asked.value_kind is ValueKind.BOOLEAN:
        found: tuple[str, ...] = (YES[language()], NO[language()])
    elif asked.scale and not asked.bands:
        found = asked.scale
    else:
        return ()
    return (*found, NONE_OF_IT[language()]) if asked.may_be_not_applicable else found


def unit_name(unit: str) -> str:
    known = UNITS.get(unit)
    return getattr(known, f"name_{language()}") if known else unit


def sex_name(sex: str) -> str:
    return {"nam": _("men"), "nu": _("women")}.get(sex, "")
