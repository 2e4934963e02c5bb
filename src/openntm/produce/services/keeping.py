"""How each register writes: the right is asked, the fields are set and saved, one line goes to the log."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.codes import generation
from openntm.office.access import acting_for, may, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean
from openntm.produce.services.refusals import DayAhead, ReasonMissing
from openntm.steering.models.statements import Sourced


def refuse_unless_keeps(by: Person, place: Place) -> None:
    if not may(by, Action.KEEP_PRODUCE, place, today()):
        raise PermissionDenied


def write(
    by: Person,
    verb: str,
    one: models.Model,
    place: Place,
    given: Mapping[str, Any],
    *,
    taken: type[Refused],
    reason: str = "",
) -> None:
    """Inside the transaction of a service; `taken` says what a row that stands there already means."""
    before = row(one, given) if one.pk else None
    for name, value in given.items():
        setattr(one, name, clean(value) if isinstance(value, str) else value)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as known:
        raise taken from known
    log(by, verb, one, place, before=before, after=row(one, given), reason=reason)


def log(by: Person, verb: str, one: models.Model, place: Place, **more: Any) -> None:
    """Scanned pages are made anew: each register stands behind what they show."""
    record(by, verb, one, place=place, on_behalf_of=acting_for(by, Action.KEEP_PRODUCE, place, today()), **more)
    generation.touch()


def entered(by: Person, one: Sourced, place: Place, source: str = "") -> None:
    """The office's own word, unless a source is named."""
    with override("vi"):
        own = _("Register of %(place)s") % {"place": nearest_version(place, today()).full_name}
    one.source_title = clean(source) or own
    one.confidence, one.verified, one.illustrative = "entered", True, by.is_demonstration


def refuse_end(day: date, reason: str) -> None:
    if day > today():
        raise DayAhead
    if not clean(reason):
        raise ReasonMissing
