"""Reads: the closed surveys whose counts a dossier may take over."""

from django.db.models import QuerySet

from openntm.participation.models import Survey
from openntm.participation.queries.surveys import results_of
from openntm.participation.surveys.rules import rules
from openntm.recognition.models import Dossier, Satisfaction


def lacking_of(row: Satisfaction | None, needed: int | None) -> int:
    """Answers that the dossier's law or the plan of the survey asks for and nobody gave."""
    if row is None:
        return 0
    by_law = max(0, (needed or 0) - row.answered)
    return max(by_law, results_of(row.survey).lacking) if row.survey else by_law


def surveys_for(dossier: Dossier) -> QuerySet[Survey]:
    """Of the dossier's own place and by a rule of its title."""
    fitting = [rule.id for rule in rules().values() if rule.title == dossier.title]
    return Survey.objects.filter(place=dossier.place_id, state=Survey.State.CLOSED, rule_id__in=fitting)
