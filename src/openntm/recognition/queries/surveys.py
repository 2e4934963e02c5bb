"""Reads: the closed surveys whose counts a dossier may take over."""

from django.db.models import QuerySet

from openntm.participation.models import Survey
from openntm.participation.surveys.rules import rules
from openntm.recognition.models import Dossier


def surveys_for(dossier: Dossier) -> QuerySet[Survey]:
    """Of the dossier's own place and by a rule of its title."""
    fitting = [rule.id for rule in rules().values() if rule.title == dossier.title]
    return Survey.objects.filter(place=dossier.place_id, state=Survey.State.CLOSED, rule_id__in=fitting)
