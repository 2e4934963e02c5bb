"""Figures that the invented officers enter themselves: what was missing or short before a dossier is opened."""

from datetime import date

from openntm.assessment.measures import measure_of
from openntm.assessment.queries.results import results_on
from openntm.assessment.services import record_figure
from openntm.assessment.services.gap_tasks import can_be_closed
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import version_of
from openntm.portal.illustration.people import Cast
from openntm.portal.illustration.steering import ADVANCED, OFFICERS
from openntm.portal.illustration.values import leaves, value_text
from openntm.portal.illustration.years import plan_for

MARGIN = 0.12  # a little better than the threshold


def complete_figures(cast: Cast, place: Place, day: date) -> None:
    """As a commune does that has closed its gaps: marked illustrative, in the officer's name."""
    unit = version_of(place, day)
    assert unit is not None
    rules = plan_for(unit, ADVANCED, day).rules
    for indicator in gaps(unit, day):
        for rule in leaves(rules[indicator]):
            record_figure(
                by=cast[OFFICERS],
                place=place,
                measure=measure_of(ADVANCED, rule.figure_id),
                day=day,
                value=value_text(rule, MARGIN),
                unit=rule.asked.unit,
                note="Số liệu minh họa",
                illustrative=True,
            )


def gaps(unit: PlaceVersion, day: date) -> list[str]:
    findings = results_on([unit.place], ADVANCED, day)[unit.place_id].findings
    return [name for name, finding in findings.items() if can_be_closed(finding)]
