"""Finding a unit by what a person types: with or without marks, by old names, by code."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from openntm.places.models import KIND_WORDS, PlaceVersion
from openntm.places.queries.lineage import carried
from openntm.places.queries.units import in_force, versions
from openntm.places.vietnamese import fold

LONGEST = 100


@dataclass(frozen=True)
class Hit:
    """`version` is what matched; `now` are the units that hold its land on the asked day."""

    version: PlaceVersion
    now: tuple[PlaceVersion, ...]
    standing: bool

    @property
    def last_day(self) -> date:
        return self.version.last_day


def search(text: str, on: date | None = None, limit: int = 20) -> list[Hit]:
    """Best match first; a unit that stands on the day comes before one that no longer does."""
    asked = fold(text[:LONGEST])
    if not asked or limit < 1:
        return []
    found = _one_a_place(list(_ranked(asked, on)[: limit * 4]))[:limit]
    gone = {version.place_id: version.last_day for version in found if on and not version.stands_on(on)}
    later = carried(gone, on) if on and gone else {}
    return [
        Hit(version, tuple(later.get(version.place_id, ())), on is None or version.stands_on(on)) for version in found
    ]


def _one_a_place(found: list[PlaceVersion]) -> list[PlaceVersion]:
    """The best version of each place and name, in the order of the ranks."""
    kept: dict[tuple[int, str], PlaceVersion] = {}
    for version in found:
        kept.setdefault((version.place_id, version.name_fold), version)
    return list(kept.values())


def _ranked(asked: str, on: date | None) -> QuerySet[PlaceVersion]:
    standing = in_force(on) if on else Q(valid_to__isnull=True)
    matches = Q(name_fold__contains=asked) | Q(code__startswith=asked) | _with_kind(asked)
    found = (
        versions()
        .filter(matches)
        .annotate(
            rank=_first_of(
                Q(name_fold=asked) | Q(code=asked) | _with_kind(asked, "name_fold"),
                Q(name_fold__startswith=asked) | _with_kind(asked),
                Q(name_fold__contains=" " + asked),
                Q(code__startswith=asked),
            ),
            ended=_first_of(standing),
        )
    )
    return found.order_by("ended", "rank", "sort_key", "-valid_from", "code")


def _with_kind(asked: str, lookup: str = "name_fold__startswith") -> Q:
    """`xa dong` asks for communes whose name begins with `dong`; no unit if no kind was typed."""
    chosen = Q(pk__in=[])
    for kind, word in KIND_WORDS.items():
        name = asked.removeprefix(fold(word) + " ")
        if name not in {asked, ""}:
            chosen |= Q(kind=kind, **{lookup: name})
    return chosen


def _first_of(*conditions: Q) -> Case:
    whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
