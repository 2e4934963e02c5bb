"""Writes: the steps of an application that need nothing but a day and a reason; what every step shares."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person, StoredFile
from openntm.office.services import tell
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean
from openntm.produce.models import Keeper
from openntm.support.access import applications_visible_to, may_take, place_of_step
from openntm.support.cycle import Transition, cycle
from openntm.support.models import Application, Grant, State, Step
from openntm.support.services import refused

SIMPLE = ("withdraw", "confirm", "return_by_commune", "return", "refuse")
TOLD = (State.RETURNED, State.REFUSED, State.APPROVED, State.PAID, State.CANCELLED)


@transaction.atomic
def take_step(*, by: Person, pk: int, transition: str, day: date, reason: str = "") -> Application:
    """One of SIMPLE."""
    application = locked(by, pk)
    if transition not in SIMPLE:
        raise refused.StepNotOpen(state=application.get_state_display())
    step = step_or_refuse(by, application, transition, day)
    reason = clean(reason)
    if step.reason and not reason:
        raise refused.ReasonMissing
    if transition == "return" or step.to in (State.WITHDRAWN, State.REFUSED):
        application.computed = application.appraised = None
    return move(by, application, transition, day, reason=reason)


def locked(by: Person, pk: int) -> Application:
    """Held against everybody else until the act is done."""
    found = applications_visible_to(by).select_for_update(of=("self",))
    return found.select_related("place", "call__terms", "call__scheme__place", "producer", "certificate").get(pk=pk)


def step_or_refuse(by: Person, application: Application, transition: str, day: date) -> Transition:
    """Refused where the person has no such right, the state has no such step, or the day is impossible."""
    step = cycle().steps[transition]
    if not may_take(by, application, step):
        raise PermissionDenied
    if application.state not in step.origins:
        raise refused.StepNotOpen(state=application.get_state_display())
    refuse_day(day, application.since)
    return step


def refuse_day(day: date, since: date | None = None) -> None:
    if day > today() or (since is not None and day < since):
        raise refused.DayImpossible


def move(
    by: Person,
    application: Application,
    transition: str,
    day: date,
    *,
    was: Any = None,
    after: Any = None,
    **given: Any,
) -> Application:
    """The application, and the grant if there is one, come into the state; one step, one line in the log."""
    step = cycle().steps[transition]
    before = application.state
    application.state, application.since = step.to, day
    application.save()
    Grant.objects.filter(application=application).update(
        state=step.to, since=day, live=step.to != State.CANCELLED
    ) if step.about == "grant" else None
    place = place_of_step(application, step)
    on_behalf_of = acting_for(by, step.action, place, today())
    add_step(application, transition, before, day, by, on_behalf_of, **given)
    now = {"state": str(step.to), "day": day.isoformat(), **(after or {})}
    told = {"before": {"state": before, **(was or {})}, "after": now}
    reason = given.get("reason", "")
    record(by, "support.step", application, place=application.place, reason=reason, on_behalf_of=on_behalf_of, **told)
    tell_applicant(application)
    return application


def add_step(
    application: Application,
    transition: str,
    before: str,
    day: date,
    by: Person | None,
    on_behalf_of: Person | None,
    *,
    reason: str = "",
    document: str = "",
    file: StoredFile | None = None,
) -> Step:
    return Step.objects.create(
        application=application,
        number=application.steps.count() + 1,
        transition=transition,
        from_state=before,
        to_state=application.state,
        day=day,
        reason=reason,
        document=document,
        file=file,
        by=by,
        on_behalf_of=on_behalf_of,
        at=timezone.now(),
    )


def tell_applicant(application: Application) -> None:
    """Who handed it in, and who keeps the producer, are told of what needs them or ends their waiting."""
    if application.state not in TOLD:
        return
    key = f"support:{application.pk}:{application.steps.count()}"
    code = nearest_version(application.place, application.since).code
    url = reverse("support:application", args=[code, application.since.isoformat(), application.pk])
    with translation.override(settings.LANGUAGE_CODE):
        words = {"state": application.get_state_display(), "thing": application.thing}
        subject = _("Application for support %(state)s: %(thing)s") % words
    for person in concerned(application):
        tell(person=person, key=f"{key}:{person.pk}", subject=subject, url=url)


def concerned(application: Application) -> Iterable[Person]:
    open_today = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    kept = Keeper.objects.filter(open_today, producer=application.producer_id, valid_from__lte=today())
    asked = Q(pk=application.entered_by_id) | Q(pk__in=kept.values("person"))
    return Person.objects.filter(asked).order_by("pk")
