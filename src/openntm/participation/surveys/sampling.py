"""How many households answer, how many of each hamlet, and which: exact and redone by anybody from the seed."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

Z = {90: Decimal("1.645"), 95: Decimal("1.960"), 99: Decimal("2.576")}  # by level of confidence in percent


def by_percent(households: int, percent: Decimal) -> int:
    """Rounded up."""
    return int((households * percent / 100).to_integral_value(ROUND_CEILING))


def by_margin(households: int, margin: Decimal, confidence: int) -> int:
    """For a margin in percentage points when nothing is known before (half are satisfied), of a finite population."""
    endless = Z[confidence] ** 2 * 2500 / margin**2
    needed = endless * households / (endless + households - 1)
    return min(households, int(needed.to_integral_value(ROUND_CEILING)))


def allocated(total: int, households: Sequence[int]) -> list[int]:
    """In proportion, by the largest remainder; every hamlet at least one, none above its households."""
    total = min(max(total, len(households)), sum(households))
    shares, open_to = [0] * len(households), set(range(len(households)))
    while small := {at for at in open_to if households[at] * total < sum(households[at] for at in open_to)}:
        for at in small:
            shares[at] = 1
        open_to, total = open_to - small, total - len(small)
    size = sum(households[at] for at in open_to)
    for at in open_to:
        shares[at] = households[at] * total // size
    left = total - sum(shares[at] for at in open_to)
    for at in sorted(open_to, key=lambda at: (-(households[at] * total % size), at))[:left]:
        shares[at] += 1
    return shares


def drawn(seed: str, position: int, households: int, count: int) -> list[int]:
    """Numbers from 1 in the hamlet's list, at even steps from a start that the seed decides."""
    start = int(sha256(f"{seed}/{position}".encode()).hexdigest(), 16) % households
    return [(start + step * households) // count + 1 for step in range(count)]


def drawn_with_reserve(
    seed: str, position: int, households: int, sample: int, reserve: int
) -> tuple[list[int], list[int]]:
    """The reserve is drawn in the same way among those who were not."""
    chosen = drawn(seed, position, households, sample)
    taken = set(chosen)
    rest = [number for number in range(1, households + 1) if number not in taken]
    more = drawn(f"{seed}/reserve", position, len(rest), reserve) if reserve else []
    return chosen, [rest[number - 1] for number in more]
