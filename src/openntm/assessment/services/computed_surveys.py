"""Figures of the satisfaction of residents: computed from closed surveys and not typed."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed
from openntm.assessment.measures import measure_of
from openntm.office.wording import number_text
from openntm.participation.models import Survey
from openntm.participation.queries.surveys import Results, results_of

# By the title of the survey: where the set asks for the share of the whole, and for the lowest of a commune.
DISTRICTS = {"district_ntm": "district_ntm_2021_2025", "district_advanced": "district_advanced_2021_2025"}
WHOLE, LOWEST = "g4", "g5"


def figures_of_surveys(asked: Asked) -> Iterator[Computed]:
    """Of the last survey closed by the day whose rule still holds; without one, nothing."""
    closed = Survey.objects.filter(place=asked.place, state=Survey.State.CLOSED, ends__lte=asked.day)
    one = next((found for found in closed.order_by("-ends", "-pk") if found.rule.stands_on(asked.day)), None)
    if one is None:
        return
    results = results_of(one)
    note = note_of(one, results)
    for measure, value in computed(results):
        yield Computed(measure, value, "percent", note, one.illustrative)


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
