"""How alike two texts are, and how far two spots lie apart: pure."""

from math import asin, cos, radians, sin, sqrt

from openntm.places.vietnamese import fold

EARTH = 6_371_000  # metres
Spot = tuple[float, float]  # latitude, longitude


def trigrams(text: str) -> frozenset[str]:
    """Of the folded words, each with its edges: `Rác` and `rac` have the same."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    padded = [f"  {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """The share of trigrams that both have: 1 for the same words, 0 for none in common."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def metres(one: Spot, other: Spot) -> float:
    (lat, lon), (lat2, lon2) = (map(radians, spot) for spot in (one, other))
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))
