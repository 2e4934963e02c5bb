"""The satisfaction of residents against the levels that a title needs: shares are exact."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from openntm.recognition.procedure.facts import Surveyed
from openntm.recognition.procedure.rules import Satisfied


def shortfalls(rules: Satisfied, survey: Surveyed) -> Iterator[tuple[str, str]]:
    """A sentence in both languages for each level that is not reached."""
    if rules.households is not None:
        needed = households_needed(rules.households.least, survey.households)
        if survey.answered < needed:
            yield (
                f"Mới hỏi {survey.answered} hộ, cần ít nhất {needed} trong {survey.households} hộ.",
                f"{survey.answered} households answered, at least {needed} of {survey.households} are needed.",
            )
    yield from _share("Mức hài lòng chung", "Satisfaction", survey.answered, survey.satisfied, rules.overall.least)
    if rules.contents is not None:
        if not survey.contents:
            yield "Chưa ghi mức hài lòng theo từng nội dung.", "The contents of the survey are not recorded."
        for name, answered, satisfied in survey.contents:
            yield from _share(f"Nội dung “{name}”", f"Content “{name}”", answered, satisfied, rules.contents.least)


def households_needed(percent: Decimal, households: int) -> int:
    return int((percent * households / 100).to_integral_value(ROUND_CEILING))


def share_of(part: int, whole: int) -> Decimal | None:
    """Percent, two places, rounded down: a share that falls short never looks as if it were reached."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_FLOOR)


def _share(vi: str, en: str, answered: int, satisfied: int, least: Decimal) -> Iterator[tuple[str, str]]:
    if not answered or satisfied * 100 < least * answered:
        share = share_of(satisfied, answered)
        said = "0" if share is None else format(share.normalize(), "f")
        yield (
            f"{vi} {said.replace('.', ',')}% ({satisfied}/{answered}), cần ít nhất {format(least, 'f')}%.",
            f"{en} {said}% ({satisfied} of {answered}), at least {format(least, 'f')}% are needed.",
        )
