"""Figures that are computed from the registers and not typed, each with what it rests on as its note."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from openntm.assessment.access import WRITES, refuse_unless
from openntm.assessment.computing import Asked, Computed, Computer
from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.services.computed_heritage import figures_of_heritage
from openntm.assessment.services.computed_participation import figures_of_participation
from openntm.assessment.services.computed_produce import figures_of_produce
from openntm.assessment.services.computed_services import figures_of_services
from openntm.assessment.services.computed_surveys import figures_of_surveys
from openntm.assessment.services.computed_works import figures_of_works
from openntm.assessment.services.figures import record_figure
from openntm.criteria.library import sets_in_force
from openntm.office.models import Person
from openntm.places.models import Kind, Place
from openntm.places.queries import version_of

LONGEST_NOTE = 1000

# Every register that gives figures; a new one is a line here.
COMPUTERS = (
    Computer(
        "computed",
        gettext_lazy("Computed from the registers of growing areas, certificates and traceability stamps"),
        figures_of_produce,
    ),
    Computer("computed-works", gettext_lazy("Computed from the register of works"), figures_of_works),
    Computer("computed-heritage", gettext_lazy("Computed from the register of heritage sites"), figures_of_heritage),
    Computer(
        "computed-services",
        gettext_lazy("Computed from the guides to procedures and the sessions of digital teams"),
        figures_of_services,
    ),
    Computer(
        "computed-participation",
        gettext_lazy("Computed from the registers of contributions, meetings and reports of residents"),
        figures_of_participation,
    ),
    Computer(
        "computed-surveys",
        gettext_lazy("Computed from satisfaction surveys of the Fatherland Front"),
        figures_of_surveys,
        is_of_every_level=True,
    ),
)


class NoCommune(Exception):
    """Figures are computed for a rural commune that stands on the day; elsewhere only where a survey was closed."""


@transaction.atomic
def compute_figures(*, by: Person | None, place: Place, day: date) -> list[Figure]:
    """Written in the layer of the commune; the same again changes nothing, and empty registers write nothing."""
    refuse_unless(by, WRITES[Layer.SELF], place)
    unit = version_of(place, day)
    is_commune = unit is not None and unit.kind == Kind.XA
    asked = Asked(place, day, [one.id for one in sets_in_force(day)])
    with override("vi"):
        computers = [one for one in COMPUTERS if is_commune or one.is_of_every_level]
        figures = [figure for computer in computers for figure in written(by, computer, asked)]
    if not is_commune and not figures:
        raise NoCommune
    return figures


def written(by: Person | None, computer: Computer, asked: Asked) -> Iterator[Figure]:
    source, found = source_of(computer), list(computer.figures(asked))
    said = {one.measure: one for one in standing(asked, source)}
    for one in [*found, *unsaid(said, found)]:
        if one.value is None and one.measure not in said:
            continue
        yield record_figure(
            by=by,
            place=asked.place,
            day=asked.day,
            measure=one.measure,
            value=one.value,
            unit=one.unit,
            note=one.note[:LONGEST_NOTE],
            source=source,
            illustrative=one.illustrative,
        )


def standing(asked: Asked, source: Source) -> QuerySet[Figure]:
    """What was computed from this register for this day before and still has a value."""
    spot = {"place": asked.place, "day": asked.day, "source": source}
    return Figure.objects.filter(**spot, layer=Layer.SELF, current=True).exclude(value="").order_by("measure")


def unsaid(said: Mapping[str, Figure], found: Iterable[Computed]) -> Iterator[Computed]:
    """Withdraws what the register does not speak of any more: its rows were ended, made void or corrected."""
    told = {one.measure for one in found}
    for measure, figure in said.items():
        if measure not in told:
            note = _("Withdrawn: the register holds nothing of it for this day any more.")
            yield Computed(measure, None, figure.unit, note, figure.illustrative)


def source_of(computer: Computer) -> Source:
    """The title is kept in Vietnamese, whoever computes."""
    with override("vi"):
        given = {"title": str(computer.title), "kind": Source.Kind.COMPUTED}
    return Source.objects.get_or_create(key=computer.key, defaults=given)[0]
