"""What people gave to a work is counted once, although two registers may tell of it: a rule without database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from openntm.participation.models import Giver, Thing
from openntm.participation.queries.contributions import Gift
from openntm.works.models import Money

Source = Money.Source
Key = tuple[int, str]  # work, source
K = TypeVar("K", bound=Key)
PARTS = (
    *(Source.PEOPLE_MONEY, Source.PEOPLE_LABOUR, Source.PEOPLE_LAND, Source.PEOPLE_MATERIALS),
    Source.ENTERPRISE,
)
IN_KIND = {Thing.MONEY: Source.PEOPLE_MONEY, Thing.LABOUR: Source.PEOPLE_LABOUR, Thing.LAND: Source.PEOPLE_LAND}


@dataclass(frozen=True)
class Counted:
    """One source of one work, in đồng: what each register says, and which of them counts."""

    work: int
    source: str
    gifts: int | None
    works: int | None

    @property
    def value(self) -> int:
        return self.gifts if self.gifts is not None else self.works or 0

    @property
    def is_from_works(self) -> bool:
        return self.gifts is None

    @property
    def differs(self) -> bool:
        return self.gifts is not None and self.works is not None and self.gifts != self.works


def counted_once(gifts: Mapping[Key, int], works: Mapping[Key, int]) -> list[Counted]:
    """The register of contributions counts where it knows the work and the source, else the register of works."""
    keys = sorted({*gifts, *works})
    return [Counted(work, source, gifts.get((work, source)), works.get((work, source))) for work, source in keys]


def source_of(giver_kind: str, thing: str) -> str | None:
    """As the register of works calls it; agencies stand in no part of the people's."""
    if giver_kind == Giver.FIRM:
        return Source.ENTERPRISE
    if giver_kind == Giver.ORGANISATION:
        return None
    return IN_KIND.get(Thing(thing), Source.PEOPLE_MATERIALS)


def by_source(gifts: Iterable[Gift]) -> dict[Key, int]:
    """What was given to works; a gift that nothing values counts as nought in đồng, and still hides the other."""
    sums: dict[Key, int] = {}
    for one in gifts:
        source = source_of(one.giver_kind, one.thing)
        if one.work and source and one.quantity > 0:
            key = (one.work, str(source))
            sums[key] = sums.get(key, 0) + (one.worth or 0)
    return sums


def as_of_works(works: Iterable[int]) -> dict[Key, int]:
    """What the register of works says came from the people and from firms."""
    found = Money.objects.filter(work__in=list(works), source__in=PARTS)
    return {
        (work, source): actual
        for work, source, actual in found.values_list("work", "source", "actual")
        if actual is not None
    }
