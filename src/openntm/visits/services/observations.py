"""Writes: what was found wrong, from the demand to the remedy."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from openntm.office.access import today
from openntm.office.files import keep
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.places.vietnamese import clean
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import checklist_of, severities_of
from openntm.visits.services.photos import kept_photo
from openntm.visits.services.refusals import (
    DueBeforeVisit,
    ItemUnknown,
    ObservationClosed,
    RemedyMissing,
    SeverityUnknown,
)
from openntm.visits.services.visits import open_visit

SAID = ("item", "severity", "text", "demand", "due", "state", "answer", "remedy")
State = Observation.State


@transaction.atomic
def add_observation(
    *,
    by: Person,
    pk: int,
    among: QuerySet[Visit],
    severity: str,
    text: str,
    demand: str,
    due: date,
    item: str = "",
    photo: UploadedFile | None = None,
) -> Observation:
    """Of a visit that is still open; `due` is the day by which the remedy is demanded."""
    visit = open_visit(among, pk)
    if item and checklist_of(visit).item(item) is None:
        raise ItemUnknown
    if due < visit.day:
        raise DueBeforeVisit
    if severity not in severities_of(visit.kind):
        raise SeverityUnknown
    found = Observation(visit=visit, item=item, severity=Observation.Severity(severity), due=due)
    found.text, found.demand = clean(text), clean(demand)
    found.save()
    if photo:
        kept_photo(by, visit, photo, item=item, observation=found).save()
    record(by, "observation.add", found, after=row(found, SAID), place=visit.place)
    return found


@transaction.atomic
def answer_observation(
    *, by: Person, pk: int, among: QuerySet[Visit], answer: str, photo: UploadedFile | None = None
) -> Observation:
    """By the side that was visited; answered again, the newest answer stands and the log keeps the others."""
    found = open_observation(among, pk)
    before = row(found, SAID)
    found.answer, found.answered_by, found.answered_on = clean(answer), by, today()
    found.state = State.ANSWERED
    found.save(update_fields=["answer", "answered_by", "answered_on", "state"])
    if photo:
        found.photos.add(keep(photo, by, place=found.visit.place))
    record(by, "observation.answer", found, before=before, after=row(found, SAID), place=found.visit.place)
    return found


@transaction.atomic
def close_observation(*, by: Person, pk: int, among: QuerySet[Visit], remedy: str) -> Observation:
    """By the side that visits, when it has seen the remedy."""
    found = open_observation(among, pk)
    if not clean(remedy):
        raise RemedyMissing
    before = row(found, SAID)
    found.remedy, found.closed_by, found.closed_on, found.state = clean(remedy), by, today(), State.CLOSED
    found.save(update_fields=["remedy", "closed_by", "closed_on", "state"])
    record(by, "observation.close", found, before=before, after=row(found, SAID), place=found.visit.place)
    return found


def open_observation(among: QuerySet[Visit], pk: int) -> Observation:
    """Locked; raises Observation.DoesNotExist, ObservationClosed."""
    rows = Observation.objects.filter(visit__in=among.values("pk")).select_related("visit__place")
    found = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.state in Observation.DONE:
        raise ObservationClosed
    return found
