"""What a share of those who answered says of all households: Wilson's interval for a finite population."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from openntm.participation.surveys.sampling import Z

PLACES = Decimal("0.01")


def share_of(part: int, whole: int) -> Decimal | None:
    """Percent, two places, rounded down: a share that falls short never looks as if it were reached."""
    return (Decimal(part) * 100 / whole).quantize(PLACES, ROUND_FLOOR) if whole else None


def interval_of(part: int, answered: int, households: int, confidence: int = 95) -> tuple[Decimal, Decimal] | None:
    """Percent; one value twice where every household answered. Rounded outwards, never narrower than it is."""
    if not answered:
        return None
    share = Decimal(part) / answered
    if answered >= households:
        return outwards(share, share)
    # As many answers as would say the same much of an endless population.
    count = Decimal(answered) * (households - 1) / (households - answered)
    square = Z[confidence] ** 2
    middle = share + square / (2 * count)
    half = (square * (share * (1 - share) / count + square / (4 * count**2))).sqrt()
    scale = 1 + square / count
    return outwards(max(Decimal(0), (middle - half) / scale), min(Decimal(1), (middle + half) / scale))


def outwards(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    return (low * 100).quantize(PLACES, ROUND_FLOOR), (high * 100).quantize(PLACES, ROUND_CEILING)
