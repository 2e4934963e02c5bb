"""Does what a document states add up? Ranges, shares and means, checked exactly and explained in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

NEAR = 5  # how far from the stated number of units another one is tried


@dataclass(frozen=True)
class Check:
    """`ok` is None when the document states no arithmetic that could be checked."""

    ok: bool | None
    message_vi: str
    message_en: str


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both included; a single value is a span of itself."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"{self.low} > {self.high}")

    def moved(self, by: Decimal) -> "Span":
        return Span(self.low + by, self.high + by)

    def text(self, mark: str) -> str:
        low, high = plain(self.low, mark), plain(self.high, mark)
        return low if self.low == self.high else f"{low}…{high}"


def plain(value: Decimal, mark: str) -> str:
    """The number in digits, never as an exponent, with `mark` before its fraction."""
    return f"{value:f}".replace(".", mark)


def check_total(base: Decimal, added: Span, total: Span) -> Check:
    """Is what one starts from, with what is to be added, the total that is stated?"""
    reached = added.moved(base)
    ok = reached == total
    vi, en = _compared(reached, total)
    sums = [f"{plain(base, mark)} + {added.text(mark)} = {reached.text(mark)}" for mark in ",."]
    hint_vi, hint_en = ("", "") if ok else _base_needed(added, total)
    return Check(ok, f"{sums[0]} {vi} {total.text(',')}{hint_vi}", f"{sums[1]} {en} {total.text('.')}{hint_en}")


def total_of(spans: Iterable[Span]) -> Span:
    """All of them together: at least the lows, at most the highs."""
    every = list(spans)
    return Span(sum((one.low for one in every), Decimal(0)), sum((one.high for one in every), Decimal(0)))


def check_years(years: Mapping[int, Span], added: Span) -> Check:
    """Do the years of a plan together give what it says is added in all?"""
    reached = total_of(years.values())
    vi, en = _compared(reached, added)
    sums = [
        " + ".join(f"{years[year].text(mark)} ({year})" for year in sorted(years)) + f" = {reached.text(mark)}"
        for mark in ",."
    ]
    return Check(
        reached == added,
        f"{sums[0]} {vi} {added.text(',')} của cả giai đoạn",
        f"{sums[1]} {en} the {added.text('.')} of the whole period",
    )


def check_base(base: Decimal, on: date, others: Mapping[str, Decimal]) -> Check:
    """Do other sources publish, for the same day, the value that the plan starts from?"""
    apart = {name: value for name, value in others.items() if value != base}
    vi, en = f"{on:%d/%m/%Y}", on.isoformat()
    if not apart:
        return Check(
            True,
            f"Số gốc {plain(base, ',')} ngày {vi} đúng với số đã công bố",
            f"The base of {plain(base, '.')} on {en} is what was published",
        )
    said_vi, said_en = ("; ".join(f"{plain(value, mark)} ({name})" for name, value in apart.items()) for mark in ",.")
    return Check(
        False,
        f"Số gốc {plain(base, ',')} ngày {vi} khác với số cùng ngày của nguồn khác: {said_vi}",
        f"The base of {plain(base, '.')} on {en} differs from what others give for that day: {said_en}",
    )


def _compared(reached: Span, total: Span) -> tuple[str, str]:
    if reached == total:
        return "đúng bằng", "is exactly"
    if reached.high < total.low:
        return "không đạt", "does not reach"
    if reached.low > total.high:
        return "vượt quá", "goes beyond"
    return "chỉ khớp một phần với", "only partly agrees with"


def _base_needed(added: Span, total: Span) -> tuple[str, str]:
    low, high = total.low - added.low, total.high - added.high
    if low > high:
        return "", ""
    span = Span(low, high)
    return f" (muốn đạt phải tính từ {span.text(',')})", f" (one would have to start from {span.text('.')})"


def check_share(value: Decimal, of: int, stated: Decimal) -> Check:
    """Is `value` of `of` the share that is stated, to the digits in which it is stated?"""
    exact = rounded(value * 100 / of, stated)
    ok = exact == stated
    sums = [f"{plain(value, mark)}/{of} = {plain(exact, mark)} %" for mark in ",."]
    if ok:
        return Check(True, f"{sums[0]}: khớp với văn bản", f"{sums[1]}: as the document says")
    return Check(
        False,
        f"{sums[0]}, không phải {plain(stated, ',')} % như văn bản nêu",
        f"{sums[1]}, not {plain(stated, '.')} % as the document says",
    )


def check_mean(mean: Decimal, of: int, unit_vi: str = "xã", unit_en: str = "communes") -> Check:
    """Can whole numbers of `of` units have this mean? A published mean must come from a whole total."""
    totals = whole_totals(mean, of)
    if totals:
        sums = [f"{totals[0]}/{of} = {plain(mean, mark)}" for mark in ",."]
        return Check(True, f"{sums[0]}: có tổng số nguyên phù hợp", f"{sums[1]}: a whole total exists")
    products = [f"{plain(mean, mark)} × {of} = {plain((mean * of).normalize(), mark)}" for mark in ",."]
    vi = f"{products[0]}: không có tổng số nguyên nào của {of} {unit_vi} cho {plain(mean, ',')}"
    en = f"{products[1]}: no whole total of {of} {unit_en} gives {plain(mean, '.')}"
    return Check(False, vi + _others(mean, of, unit_vi, "thì có"), en + _others(mean, of, unit_en, "would"))


def whole_totals(mean: Decimal, of: int) -> list[int]:
    """The whole totals whose mean over `of` units rounds to `mean`, in the digits in which it is stated."""
    half = Decimal(5).scaleb(_exponent(mean) - 1)
    low = int(((mean - half) * of).to_integral_value(ROUND_CEILING))
    high = int(((mean + half) * of).to_integral_value(ROUND_FLOOR))
    return [total for total in range(low, high + 1) if rounded(Decimal(total) / of, mean) == mean]


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """`value` in as many digits as `like` is stated in."""
    return value.quantize(Decimal(1).scaleb(_exponent(like)), ROUND_HALF_UP)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value}: not a number")
    return exponent


def _others(mean: Decimal, of: int, unit: str, verb: str) -> str:
    """The nearest numbers of units for which a whole total exists: often the base that was really used."""
    near = [count for count in range(max(1, of - NEAR), of + NEAR + 1) if whole_totals(mean, count)]
    found = [f"{whole_totals(mean, count)[0]}/{count}" for count in sorted(near, key=lambda n: (abs(n - of), n))[:2]]
    return f"; {', '.join(found)} {verb}" if found else ""


def join(checks: Iterable[Check]) -> Check:
    """Several checks of one statement: it stands when none fails; with none, there is nothing to check."""
    asked = list(checks)
    if not asked:
        return Check(None, "Văn bản không nêu phép tính nào để đối chiếu", "The document states no sum to check")
    ok = all(check.ok for check in asked)
    return Check(ok, "; ".join(c.message_vi for c in asked), "; ".join(c.message_en for c in asked))
