"""What is said of titles, in Vietnamese and English side by side; like the law's own text it is data."""

from collections.abc import Iterable
from datetime import date
from typing import Any

Both = tuple[str, str]
NOTHING: Both = ("", "")

TITLES: dict[str, Both] = {
    "ntm": ("đạt chuẩn nông thôn mới", "NTM"),
    "advanced": ("nông thôn mới nâng cao", "advanced NTM"),
    "model": ("nông thôn mới kiểu mẫu", "model NTM"),
    "modern": ("nông thôn mới hiện đại", "modern NTM"),
    "model_hamlet": ("thôn nông thôn mới kiểu mẫu", "model hamlet"),
    "district_ntm": ("huyện nông thôn mới", "NTM district"),
    "district_advanced": ("huyện nông thôn mới nâng cao", "advanced NTM district"),
}
PHRASES: dict[str, Both] = {
    # A merge
    "no_title": ("không giữ danh hiệu nào", "holds no title"),
    "commune": ("{name} ({titles})", "{name} ({titles})"),
    "urban": (
        "{name} ({titles}; thị trấn, phường nằm ngoài Chương trình)",
        "{name} ({titles}; a township or ward is outside the programme)",
    ),
    "was_commune": (
        "{name} (thị trấn, phường nằm ngoài Chương trình; khi còn là xã có danh hiệu {titles}, đến khi chuyển{day})",
        "{name} (a township or ward is outside the programme; as a commune it held {titles}, until it changed{day})",
    ),
    "day": (" ngày {day}", " on {day}"),
    "made_of": ("Hợp thành từ {units}.", "Made of {units}."),
    "passed": ("{title}: {case} (trường hợp {number}).", "{title}: {case} (case {number})."),
    "by_document": ("Căn cứ: {document}.", "By {document}."),
    "new_is_urban": (
        "Đơn vị sau sắp xếp là thị trấn hoặc phường, nằm ngoài Chương trình, nên không có danh hiệu xã.",
        "The unit after the merge is a township or a ward, outside the programme: it has no commune title.",
    ),
    "no_rule": (
        "Chưa tìm thấy quy định nào cho đơn vị hình thành vào ngày này nên danh hiệu không chuyển sang.",
        "No rule for units formed on this day was found, so no title passes on.",
    ),
    "case": ("{document}, trường hợp {number}", "{document}, case {number}"),
    "kept_since": ("ngày {day} (giữ theo quy tắc khi sáp nhập)", "{day} (kept by rule on the merge)"),
    # The end of a record
    "ended": (
        "{name} kết thúc ngày {day}, danh hiệu kết thúc cùng đơn vị.",
        "{name} ended on {day}, and its title with it.",
    ),
    "merged": ("{name} nhập vào {into} ngày {day}{act}: {then}", "{name} became part of {into} on {day}{act}: {then}"),
    "by_act": (" theo {act}", " by {act}"),
    "same_name": ("{name} mới", "the new {name}"),
    "then_outside": (
        "{name} nằm ngoài Chương trình, danh hiệu không chuyển sang.",
        "{name} is outside the programme, so the title does not pass on.",
    ),
    "then_holds": ("{name} vẫn giữ danh hiệu này.", "{name} goes on holding this title."),
    "then_lacks": ("{name} không giữ danh hiệu này.", "{name} does not hold this title."),
    "then_kept": ("đơn vị mới giữ danh hiệu {title} theo quy tắc.", "the new unit keeps {title} by rule."),
    "then_anew": (
        "đơn vị mới phải được đánh giá lại danh hiệu {title}.",
        "the new unit is assessed anew for {title}.",
    ),
    # Steps of the series
    "gained": (
        "{name} đạt chuẩn nông thôn mới {since}; {decision}; nguồn: {source}",
        "{name} recognised as NTM {since}; {decision}; source: {source}",
    ),
    "decision": ("quyết định {number}", "decision {number}"),
    "no_decision": ("chưa thấy quyết định", "decision not seen"),
    "holding": ("(giữ danh hiệu)", "(holding the title)"),
    "lacking": ("(chưa giữ danh hiệu)", "(without the title)"),
    "became": (
        "{name} {held} thành {new} ngày {day}{act}: ra khỏi số xã",
        "{name} {held} became {new} on {day}{act}: no longer counted as a commune",
    ),
    "joined": (
        "{name} {held} nhập vào {into} ngày {day}{act}{note}",
        "{name} {held} became part of {into} on {day}{act}{note}",
    ),
    "gone": ("{name} {held} không còn", "{name} {held} is no more"),
    "formed": ("{name} được thành lập ngày {day}{how}. {made}", "{name} was formed on {day}{how}. {made}"),
    "formed_by_rule": (", giữ danh hiệu theo {rule}", ", keeping the title by {rule}"),
    "formed_holding": (", đạt chuẩn {since}", ", holding NTM {since}"),
    "lost": ("{name} thôi giữ danh hiệu ngày {day}{act}", "{name} lost the title on {day}{act}"),
    "no_score": (
        "chưa có số liệu, hoặc không có bộ tiêu chí đang có hiệu lực cho danh hiệu này",
        "no figures, or no criteria set in force for this title",
    ),
    # Decisions
    "confirms": ("Công nhận lại danh hiệu sau sắp xếp đơn vị hành chính", "Confirms titles after a reorganisation"),
    "revokes": ("Thu hồi danh hiệu {title} của {name}", "Revokes the title {title} of {name}"),
    # A re-check
    "share": (
        "{count}/{total} tiêu chí chưa đạt = {share} %{named}: {level}",
        "{count} of {total} criteria failed = {share} %{named}: {level}",
    ),
    "incl": (", có {names}", ", incl. {names}"),
    "worst": (
        "; {count} tiêu chí chưa xác định, nếu đều chưa đạt thì tới ngưỡng",
        "; {count} criteria are unknown and would reach the threshold if all were failed",
    ),
    "well": ("không tiêu chí nào chưa đạt", "no criterion is failed"),
    "short": ("thêm {left} tiêu chí chưa đạt mới tới ngưỡng", "{left} more failed criteria would reach the threshold"),
    "near": ("thêm một tiêu chí chưa đạt là tới ngưỡng", "one more failed criterion reaches the threshold"),
    "line": (
        "đã tới ngưỡng nhưng không có tiêu chí được nêu tên",
        "the share is reached, but no named criterion is failed",
    ),
    "reached": ("điều kiện thu hồi sẽ được thỏa mãn", "revocation conditions would be met"),
}


def say(key: str, **values: Any) -> Both:
    """A value may be a day, something that reads alike in both languages, or a pair."""
    vi, en = PHRASES[key]
    return vi.format(**_in(0, values)), en.format(**_in(1, values))


def joined(parts: Iterable[Both], mark: str = " ") -> Both:
    rows = [part for part in parts if any(part)]
    return mark.join(vi for vi, _ in rows), mark.join(en for _, en in rows)


def titles(keys: Iterable[str]) -> Both:
    found = set(keys)
    return joined((words for key, words in TITLES.items() if key in found), ", ") if found else say("no_title")


def first(text: Both) -> Both:
    vi, en = (one[:1].upper() + one[1:] for one in text)
    return vi, en


def named(name: str, text: Both) -> dict[str, str]:
    """`why_vi` and `why_en`, as the tables keep them."""
    return {f"{name}_vi": text[0], f"{name}_en": text[1]}


def _in(at: int, values: dict[str, Any]) -> dict[str, Any]:
    return {key: _one(at, value) for key, value in values.items()}


def _one(at: int, value: Any) -> Any:
    if isinstance(value, tuple):
        return value[at]
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if at == 0 else value.isoformat()
    return value
