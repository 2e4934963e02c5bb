"""Figures of the satisfaction of residents: computed from closed surveys and not typed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.assessment.access import WRITES, refuse_unless
from openntm.assessment.measures import measure_of
from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.services.figures import record_figure
from openntm.office.models import Person
from openntm.office.wording import number_text
from openntm.participation.models import Survey
from openntm.participation.queries.surveys import Results, results_of
from openntm.places.models import Place

KEY = "computed-surveys"
# By the title of the survey: where the set asks for the share of the whole, and for the lowest of a commune.
DISTRICTS = {"district_ntm": "district_ntm_2021_2025", "district_advanced": "district_advanced_2021_2025"}
WHOLE, LOWEST = "g4", "g5"


def compute_survey_figures(*, by: Person | None, place: Place, day: date) -> list[Figure]:
    """Of the last survey closed by the day whose rule still holds; without one, nothing."""
    refuse_unless(by, WRITES[Layer.SELF], place)
    closed = Survey.objects.filter(place=place, state=Survey.State.CLOSED, ends__lte=day).order_by("-ends", "-pk")
    one = next((found for found in closed if found.rule.stands_on(day)), None)
    if one is None:
        return []
    given: dict[str, Any] = {"by": by, "place": place, "day": day, "unit": "percent", "source": survey_source()}
    with override("vi"):
        results = results_of(one)
        found, note = list(computed(results)), note_of(one, results)
    return [
        record_figure(**given, measure=measure, value=value, note=note, illustrative=one.illustrative)
        for measure, value in found
    ]


def survey_source() -> Source:
    with override("vi"):
        title = _("Computed from satisfaction surveys of the Fatherland Front")
    return Source.objects.get_or_create(key=KEY, defaults={"title": title, "kind": Source.Kind.COMPUTED})[0]


def computed(results: Results) -> Iterator[tuple[str, Decimal]]:
    """An indicator of a set only where enough households answered: else it stays unknown."""
    *contents, whole = results.lines
    if whole.share is None:
        return
    yield "satisfaction.overall", whole.share
    yield "satisfaction.least_content", min(line.share for line in contents if line.share is not None)
    title = results.survey.rule.title
    if title in DISTRICTS and not results.lacking and not results.silent:
        yield measure_of(DISTRICTS[title], WHOLE), whole.share
        if results.lowest is not None:
            yield measure_of(DISTRICTS[title], LOWEST), results.lowest


def note_of(one: Survey, results: Results) -> str:
    words = {"survey": str(one.pk), "begins": f"{one.begins:%d/%m/%Y}", "ends": f"{one.ends:%d/%m/%Y}"}
    words |= {"good": number_text(results.overall.satisfied), "answered": number_text(results.answered)}
    words |= {"households": number_text(results.households), "run_by": one.run_by}
    text = _(
        "Survey #%(survey)s of %(run_by)s, %(begins)s – %(ends)s: %(good)s of %(answered)s households that answered "
        "are satisfied on the whole, of %(households)s in all."
    )
    said = text % words
    if results.lacking:
        said += " " + _("Too few answers: %(count)s are lacking.") % {"count": number_text(results.lacking)}
    return said
