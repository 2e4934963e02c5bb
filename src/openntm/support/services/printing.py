"""Writes: an approved list and what is to be paid on a day, as Word and PDF for the file and for the treasury."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from openntm.codes.services.minutes import print_minutes
from openntm.office.models import Person, PrintOut
from openntm.places.models import Place
from openntm.support.access import awards_visible_to
from openntm.support.documents import award_document, due_document
from openntm.support.models import Grant
from openntm.support.queries.due import due_on


@transaction.atomic
def print_award(*, by: Person, pk: int) -> PrintOut:
    award = awards_visible_to(by).select_related("call__scheme", "place").get(pk=pk)
    document, kind = award_document(award), "support.award_list"
    return print_minutes(by=by, document=document, kind=kind, key=f"award:{pk}", place=award.place)


@transaction.atomic
def print_due(*, by: Person, place: Place, grants: QuerySet[Grant], on: date) -> PrintOut:
    """Only what may be paid on the day; `grants` are those that the person sees there."""
    rows = [row for row in due_on(grants, on) if not row.stopped]
    document, kind = due_document(place, rows, on), "support.payment_list"
    return print_minutes(by=by, document=document, kind=kind, key=f"due:{place.pk}:{on.isoformat()}", place=place)
