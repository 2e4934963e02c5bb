"""Writes: the counts of a closed survey are taken over into a dossier as they are."""

from django.db import transaction
from django.utils.translation import override

from openntm.office.models import Person
from openntm.participation.queries.surveys import results_of
from openntm.recognition.models import Satisfaction
from openntm.recognition.queries.surveys import surveys_for
from openntm.recognition.services.opinions import record_satisfaction
from openntm.recognition.services.steps import locked


@transaction.atomic
def take_over_survey(*, by: Person, pk: int, survey: int) -> Satisfaction:
    """Raises Survey.DoesNotExist for one of another place or title, or one that is not closed."""
    one = surveys_for(locked(by, pk)).get(pk=survey)
    with override("vi"):  # contents are kept by their Vietnamese names, whoever takes them over
        found = results_of(one)
    *contents, whole = found.lines
    return record_satisfaction(
        by=by,
        pk=pk,
        begins=one.begins,
        ends=one.ends,
        households=found.households,
        answered=whole.answered,
        satisfied=whole.satisfied,
        run_by=one.run_by,
        contents=[(line.name, line.answered, line.satisfied) for line in contents],
        survey=one,
    )
