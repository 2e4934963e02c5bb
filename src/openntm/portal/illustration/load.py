"""Puts the illustrative figures into the data directory, once."""

from collections.abc import Iterator, Sequence
from functools import cache

from django.db import transaction

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.generated import NewFigure, add_generated
from openntm.places.models import Place
from openntm.places.queries import place_at
from openntm.places.services import set_illustrative_attribute
from openntm.portal.illustration.figures import OTHER, OWN, Made
from openntm.portal.illustration.years import illustrative_figures, illustrative_schools

TITLES = {OWN: "Số liệu minh họa", OTHER: "Số liệu minh họa: nguồn thống kê giả định"}


def holds_illustration() -> bool:
    return Figure.objects.filter(illustrative=True).exists()


@transaction.atomic
def load_illustration(district: Place) -> int:
    """How many figures were added: none when they are there already."""
    if Figure.objects.filter(source__key=OWN).exists():
        return 0
    for place, number in illustrative_schools(district).items():
        set_illustrative_attribute(place=place, name="schools_in_commune", value=str(number), source=TITLES[OWN])
    return add_generated(_new(illustrative_figures(district)), list(_sources().values()))


def _sources() -> dict[str, Source]:
    return {
        key: Source.objects.get_or_create(
            key=key, defaults={"title": title, "kind": Source.Kind.GENERATOR, "illustrative": True}
        )[0]
        for key, title in TITLES.items()
    }


def _new(made: Sequence[Made]) -> Iterator[NewFigure]:
    sources = _sources()
    find = cache(place_at)
    for one in made:
        place = find(one.code, one.day).place
        yield NewFigure(place, one.measure, one.day, one.value, one.unit, one.layer, sources[one.source])
