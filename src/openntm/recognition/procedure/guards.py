"""The rules that a step asks for, by the names that the data uses; each says what is missing and what to do."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from openntm.recognition.procedure.facts import Facts
from openntm.recognition.procedure.schema import Guard, Procedure, Transition
from openntm.recognition.procedure.surveys import shortfalls

MISSING, OUTDATED = "missing", "outdated"
NAMED = 8  # how many indicators a sentence names before it only counts


class Refusal(NamedTuple):
    """One reason why a step may not be taken, in both languages."""

    rule: str
    vi: str
    en: str


class Asked(NamedTuple):
    procedure: Procedure
    transition: Transition
    guard: Guard
    facts: Facts


Check = Callable[[Asked], Iterator[tuple[str, str]]]
Sentences = Iterator[tuple[str, str]]


def assessment_bound(asked: Asked) -> Sentences:
    facts, rules = asked.facts, asked.procedure.titles[asked.facts.title]
    if not rules.sets:
        return
    if not facts.set_id:
        yield "Hãy chốt số liệu tự đánh giá và gắn vào hồ sơ.", "Freeze the self-assessment and bind it to the dossier."
    elif facts.assessed_on is None or facts.set_id not in rules.sets_on(facts.assessed_on):
        yield (
            "Bản chốt không theo bộ tiêu chí của danh hiệu này vào ngày đó: hãy chốt lại.",
            "The frozen assessment is not by this title's set on its day: freeze again.",
        )


def indicators_met(asked: Asked) -> Sentences:
    if asked.facts.short:
        names = _named(asked.facts.short)
        yield f"Chưa đạt: chỉ tiêu {names}.", f"Not met: indicators {names}."
    if asked.facts.unreported:
        names = _named(asked.facts.unreported)
        yield f"Chưa có số liệu: xã cần nhập chỉ tiêu {names}.", f"No figure: the commune enters indicators {names}."


def prior_title_held(asked: Asked) -> Sentences:
    needed = asked.procedure.titles[asked.facts.title].requires
    if needed and needed not in asked.facts.titles_held:
        vi, en = _TITLES[needed]
        yield f"Chưa giữ danh hiệu {vi}, điều kiện của danh hiệu này.", f"The title {en} is needed first."


_TITLES = {
    "ntm": ("xã đạt chuẩn nông thôn mới", "NTM"),
    "advanced": ("xã nông thôn mới nâng cao", "advanced NTM"),
    "district_ntm": ("huyện nông thôn mới", "NTM district"),
}


def consultation_held(asked: Asked) -> Sentences:
    tier, facts = asked.guard.tier, asked.facts
    rule, held = asked.procedure.consultations[tier], facts.consultations.get(tier)
    if held is None:
        yield "Chưa mở đợt lấy ý kiến.", "No consultation was opened."
        return
    if held.ends >= facts.day:
        last = held.ends
        yield f"Đợt lấy ý kiến còn đến hết ngày {last:%d/%m/%Y}.", f"The consultation lasts until {last:%d/%m/%Y}."
    if held.days < rule.days:
        short, days = int(rule.days) - held.days, int(rule.days)
        yield (
            f"Còn thiếu {short} ngày lấy ý kiến: mới {held.days} ngày, cần ít nhất {days}.",
            f"{short} more days are needed: it lasts {held.days}, at least {days} are asked.",
        )
    if rule.broadcasts is not None and held.broadcasts < rule.broadcasts:
        short, needed = int(rule.broadcasts) - held.broadcasts, int(rule.broadcasts)
        yield (
            f"Còn thiếu {short} lần phát thanh: đã phát {held.broadcasts}, cần ít nhất {needed}.",
            f"{short} more broadcasts are needed: {held.broadcasts} were made, at least {needed} are asked.",
        )


def front_has_spoken(asked: Asked) -> Sentences:
    if not asked.facts.front_opinions:
        yield "Chưa có ý kiến bằng văn bản của Mặt trận xã.", "The Front's written opinion is not there yet."


def opinions_answered(asked: Asked) -> Sentences:
    count = asked.facts.unanswered.get(asked.guard.tier, 0)
    if count:
        yield f"Còn {count} ý kiến chưa được giải trình.", f"Opinions still to be answered: {count}."


def meeting_voted(asked: Asked) -> Sentences:
    meeting, share = asked.facts.meeting, asked.procedure.votes["meeting"].share
    if meeting is None:
        yield "Chưa ghi cuộc họp đề nghị.", "The meeting is not recorded yet."
    elif meeting.day > asked.facts.day:
        yield f"Cuộc họp diễn ra ngày {meeting.day:%d/%m/%Y}.", f"The meeting is on {meeting.day:%d/%m/%Y}."
    elif not reaches(meeting.in_favour, meeting.present, share):
        yield (
            f"Cuộc họp có {meeting.in_favour}/{meeting.present} người tán thành, cần ít nhất {plain(share, 'vi')}%.",
            f"{meeting.in_favour} of {meeting.present} present were in favour, at least {plain(share)}% are needed.",
        )


def satisfaction_reached(asked: Asked) -> Sentences:
    rules = asked.procedure.titles[asked.facts.title].satisfaction
    if rules is None:
        return
    if asked.facts.survey is None:
        yield "Chưa có kết quả lấy ý kiến hài lòng.", "The survey of satisfaction is not recorded yet."
    else:
        yield from shortfalls(rules, asked.facts.survey)


def conditions_hold(asked: Asked) -> Sentences:
    for condition in asked.procedure.conditions:
        if not condition.stands_on(asked.facts.day):
            continue
        held = asked.facts.conditions.get(condition.id)
        if held is None:
            yield f"Cần xác nhận: {condition.vi}.", f"To be confirmed: {condition.en}."
        elif not held:
            yield f"Chưa bảo đảm: {condition.vi}.", f"Does not hold: {condition.en}."


def parts_ready(asked: Asked) -> Sentences:
    for part in asked.procedure.parts_for(asked.facts.title, asked.facts.day):
        state = asked.facts.parts.get(part.id) if asked.transition.id in part.needed_for else None
        if state == MISSING:
            yield f"Còn thiếu: {part.vi}.", f"Missing: {part.en}."
        elif state == OUTDATED:
            yield f"Đã cũ vì số liệu thay đổi: {part.vi}.", f"Outdated, for the figures changed: {part.en}."


def points_answered(asked: Asked) -> Sentences:
    if asked.facts.open_points:
        count = asked.facts.open_points
        yield f"Còn {count} điểm của lần trả lại chưa được trả lời.", f"Points of the return to be answered: {count}."


def reviews_complete(asked: Asked) -> Sentences:
    missing = asked.facts.reviews_missing.get(asked.guard.layer, ())
    if missing:
        yield f"Chưa có ý kiến về tiêu chí {_named(missing)}.", f"Criteria not looked at: {_named(missing)}."


def reviews_met(asked: Asked) -> Sentences:
    failed = asked.facts.reviews_failed.get(asked.guard.layer, ())
    if failed:
        yield f"Tiêu chí được kết luận chưa đạt: {_named(failed)}.", f"Criteria found not met: {_named(failed)}."


def council_passed(asked: Asked) -> Sentences:
    outcome, share = asked.facts.council_outcome, asked.procedure.votes["council"].share
    if outcome is None:
        yield "Hội đồng chưa bỏ phiếu về hồ sơ này.", "The council has not voted on this dossier."
    elif not outcome.passed:
        yield (
            f"Hội đồng không thông qua: {outcome.in_favour}/{outcome.present} phiếu tán thành, "
            f"cần ít nhất {plain(share, 'vi')}%.",
            f"The council did not pass it: {outcome.in_favour} of {outcome.present} in favour, "
            f"at least {plain(share)}% are needed.",
        )


def decision_signed(asked: Asked) -> Sentences:
    if not asked.facts.decision_signed:
        yield "Chưa có quyết định công nhận.", "There is no decision of recognition yet."


RULES: dict[str, Check] = {
    check.__name__: check
    for check in (
        assessment_bound,
        indicators_met,
        prior_title_held,
        consultation_held,
        front_has_spoken,
        opinions_answered,
        meeting_voted,
        satisfaction_reached,
        conditions_hold,
        parts_ready,
        points_answered,
        reviews_complete,
        reviews_met,
        council_passed,
        decision_signed,
    )
}


def refused(procedure: Procedure, transition: Transition, guard: Guard, facts: Facts) -> list[Refusal]:
    asked = Asked(procedure, transition, guard, facts)
    return [Refusal(guard.rule, vi, en) for vi, en in RULES[guard.rule](asked)]


def reaches(part: int, whole: int, percent: Decimal) -> bool:
    """Exactly: nothing is rounded. A share of nobody is never reached."""
    return whole > 0 and part * 100 >= percent * whole


def plain(number: Decimal, language: str = "en") -> str:
    text = format(number, "f")
    return text.replace(".", ",") if language == "vi" else text


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} … ({len(names)})"
