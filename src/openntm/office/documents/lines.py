"""The lines of the decree that are written the same way in Word and in PDF."""

from datetime import date

from openntm.office.documents.shape import Document, Points

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
CHECK = "Quét mã hoặc gõ địa chỉ để kiểm tra bản in:"
LETTERS = "abcdđeghiklmnopqrstuvxy"  # points are counted in the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư
ILLUSTRATIVE = "SỐ LIỆU MINH HỌA"
DRAFT = "DỰ THẢO"
BY_HAND = "(Ký, ghi rõ họ tên)"
GAP = "\u00a0" * 8  # room for a number or a day written by hand


def mark_of(*, draft: bool, illustrative: bool) -> str:
    return " · ".join(word for word, holds in ((DRAFT, draft), (ILLUSTRATIVE, illustrative)) if holds)


def titled(word: str, *, draft: bool) -> str:
    """The first words of a title are never cut, on the page that checks the code or in a file's name."""
    return f"{word} ({DRAFT})" if draft else word


def in_two(name: str, longest: int = 24) -> str:
    """The name of a body in the narrow column on the left: a new line begins after "NHÂN DÂN", after "VIỆT NAM" of a
    short name, or near the middle."""
    if "\n" in name or len(name) <= longest:
        return name
    for end in (" NHÂN DÂN", " VIỆT NAM"):
        first, found, rest = name.partition(f"{end} ")
        if found and rest and len(first) < 20:  # else the first line would be broken again
            return f"{first}{end}\n{rest}"
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2), default=None)
    return name if middle is None else f"{name[:middle]}\n{name[middle + 1 :]}"


def number_line(number: str) -> str:
    if not number:
        return ""
    return f"Số: {GAP if number.startswith('/') else ''}{number}"


def day_words(day: date | None) -> str:
    """Days below 10 and the months 1 and 2 get a 0 in front (Decree 30/2020, annex I, part II, 4)."""
    if day is None:
        return f"ngày{GAP}tháng{GAP}năm{GAP}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def day_line(document: Document) -> str:
    return f"{document.place_name}, {day_words(document.day)}" if document.place_name else ""


def ended(lines: tuple[str, ...], *, before: str = "") -> list[str]:
    """Each line ends with ";", the last one with "."."""
    bare = [line.rstrip(" ;,.") for line in lines]
    return [f"{before}{line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, 1)]


def addressee_lines(document: Document) -> list[str]:
    if len(document.addressees) == 1:
        return [f"Kính gửi: {document.addressees[0]}"]
    return ["Kính gửi:", *ended(document.addressees, before="- ")] if document.addressees else []


def point_lines(points: Points) -> list[str]:
    if points.mark == "-":
        return [f"- {item}" for item in points.items]
    if points.mark == "1":
        return [f"{place}. {item}" for place, item in enumerate(points.items, 1)]
    return [f"{LETTERS[place % len(LETTERS)]}) {item}" for place, item in enumerate(points.items)]


def typed_address(address: str) -> str:
    """As it stands beside the code, to be typed: without the scheme, which every browser adds."""
    return address.upper().removeprefix("HTTPS://").removeprefix("HTTP://")
