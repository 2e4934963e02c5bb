"""What the generator knows of a commune: how far it was in 2019, whether it is a target, how many households it has."""

from dataclasses import dataclass

from openntm.portal.illustration.chance import SEED, between

FULL = 19
HARDEST = 9


@dataclass(frozen=True, slots=True)
class Commune:
    """`strength` is how far the commune is at the end of 2023, from 0 to 1."""

    code: str
    band: tuple[int, int] | None
    is_target: bool
    households: int
    strength: float
    seed: str = SEED

    def ability(self, figure: str, year: int) -> float:
        """How well it does in one matter: its own strength, the matter's luck, and steady progress."""
        progress = 0.035 * (year - 2023)
        return self.strength + progress + between(-0.4, 0.4, self.code, figure, seed=self.seed)


def commune(code: str, band: tuple[int, int] | None, *, is_target: bool, seed: str = SEED) -> Commune:
    households = round(between(1100, 2900, code, "households", seed=seed))
    return Commune(code, band, is_target, households, _strength(code, band, is_target, seed), seed)


def joined(code: str, parts: list[Commune], seed: str = SEED) -> Commune:
    """A commune made of others: their households together, their strength weighted by them."""
    households = sum(part.households for part in parts)
    strength = sum(part.strength * part.households for part in parts) / households
    return Commune(code, None, False, households, strength, seed)


def _strength(code: str, band: tuple[int, int] | None, is_target: bool, seed: str) -> float:
    if is_target:
        return between(0.94, 0.98, code, "strength", seed=seed)
    if band and band[0] == FULL:
        return between(0.80, 0.90, code, "strength", seed=seed)
    if band and band[1] <= HARDEST:
        return between(0.73, 0.75, code, "strength", seed=seed)
    return between(0.75, 0.83, code, "strength", seed=seed)
