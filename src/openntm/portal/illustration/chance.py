"""Chance that is the same on every machine and in every version: a number from a hash of names."""

from hashlib import sha256

SEED = "openntm-2026"


def chance(*names: object, seed: str = SEED) -> float:
    """At least 0 and below 1."""
    text = "|".join((seed, *map(str, names)))
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") / 2**64


def between(low: float, high: float, *names: object, seed: str = SEED) -> float:
    return low + (high - low) * chance(*names, seed=seed)
