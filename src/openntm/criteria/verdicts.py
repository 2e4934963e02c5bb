"""The laws of AND and OR over verdicts: the order of the codes does the work."""

from collections.abc import Iterable

from openntm.criteria.types import Code


def all_of(codes: Iterable[Code]) -> Code:
    """The worst; what does not apply is left out, and nothing left means that it does not apply."""
    return min(codes, default=Code.NOT_APPLICABLE)


def at_least(least: int, codes: Iterable[Code]) -> Code:
    """The `least`-th best of those that apply; with one it is OR."""
    applying = sorted((code for code in codes if code is not Code.NOT_APPLICABLE), reverse=True)
    if not applying:
        return Code.NOT_APPLICABLE
    return applying[least - 1] if least <= len(applying) else Code.NOT_MET
