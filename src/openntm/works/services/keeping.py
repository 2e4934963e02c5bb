"""How the register writes: the right is asked, the fields are set and saved, one line goes to the log."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.access import acting_for, may, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean
from openntm.works.access import works_visible_to
from openntm.works.models import Work
from openntm.works.services.refusals import RowKnown, WorkCancelled


def refuse_unless_keeps(by: Person, place: Place) -> None:
    if not may(by, Action.KEEP_WORKS, place, today()):
        raise PermissionDenied


def kept_work(by: Person, pk: int) -> Work:
    """Locked for a change; raises Work.DoesNotExist, PermissionDenied, WorkCancelled."""
    work = works_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, work.place)
    if work.state == Work.State.CANCELLED:
        raise WorkCancelled
    return work


def write(
    by: Person,
    verb: str,
    one: models.Model,
    work: Work,
    given: Mapping[str, Any],
    *,
    taken: type[Refused] = RowKnown,
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
    touch(work)
    record(
        by,
        verb,
        one,
        before=before,
        after=row(one, given),
        place=work.place,
        reason=reason,
        on_behalf_of=acting_for(by, Action.KEEP_WORKS, work.place, today()),
    )


def touch(work: Work) -> None:
    """Public pages say when something was last entered."""
    work.updated_on = today()
    work.save(update_fields=["updated_on"])


def entered(by: Person, work: Work, place: Place) -> None:
    """The office's own word."""
    with override("vi"):
        work.source_title = _("Register of works of %(place)s") % {"place": nearest_version(place, today()).full_name}
    work.confidence, work.verified, work.illustrative = "entered", True, by.is_demonstration
