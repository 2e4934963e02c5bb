"""A lot is recalled: its pages are red at once, then the receivers are listed; a mock recall shows nothing outside."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes import generation
from openntm.codes.queries import codes_in_use
from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person, Post
from openntm.office.refused import Refused
from openntm.office.roles import Action, roles_that_may
from openntm.office.services import tell
from openntm.places.queries import nearest_version, superiors_of
from openntm.places.vietnamese import clean
from openntm.produce.access import lots_visible_to
from openntm.produce.access.tracing import may_recall, recalls_visible_to
from openntm.produce.models import Keeper, Lot, Recall
from openntm.produce.queries.graph import Receiver, receivers
from openntm.produce.queries.lots import STAMP
from openntm.produce.services.recording import record_recall

LEFT_ALONE = timedelta(minutes=5)  # a list takes seconds


class RecallReasonMissing(Refused):
    sentence, field = gettext_lazy("Say why: everybody who scans a stamp of the lot reads it."), "reason"


class RecalledAlready(Refused):
    sentence = gettext_lazy("The lot is recalled already.")


class RecallOver(Refused):
    sentence = gettext_lazy("This recall is over, or it was an exercise.")


def recall_lot(*, by: Person | None, lot: int, reason: str, exercise: bool = False) -> Recall:
    """Two transactions, so that nobody waits for the list to see the page red; `by` is None on the command line."""
    recall = order_recall(by=by, lot=lot, reason=reason, exercise=exercise)
    return list_receivers(recall=recall, red_at=None if exercise else timezone.now())


def finish_recalls(*, on: date) -> int:  # as each that runs when due
    """Those whose list nobody made because the program was stopped in between; when they were red nobody measured."""
    cut = Recall.objects.filter(listed_at__isnull=True, ordered_at__lt=timezone.now() - LEFT_ALONE)
    return len([list_receivers(recall=one) for one in cut])


@transaction.atomic
def order_recall(*, by: Person | None, lot: int, reason: str, exercise: bool) -> Recall:
    of = held(by, lot)
    if not clean(reason):
        raise RecallReasonMissing
    if of.state == Lot.State.RECALLED:
        raise RecalledAlready
    now, before = timezone.now(), row(of, ["state"])
    try:
        with transaction.atomic():
            recall = Recall.objects.create(lot=of, reason=clean(reason), exercise=exercise, ordered_at=now, by=by)
    except IntegrityError:
        raise RecalledAlready from None
    if not exercise:
        of.state = Lot.State.RECALLED
        of.save(update_fields=["state"])
        record_recall(by=by, lot=of, at=now)
        generation.touch()
    log(by, "lot.recall_exercise" if exercise else "lot.recall", of, recall.reason, before)
    return recall


def held(by: Person | None, pk: int) -> Lot:
    seen = lots_visible_to(by) if by else Lot.objects.all()
    lot: Lot = seen.select_related("product__producer__place", "place").select_for_update(of=("self",)).get(pk=pk)
    if by and not may_recall(by, lot):
        raise PermissionDenied
    return lot


def log(by: Person | None, verb: str, lot: Lot, reason: str, before: Any) -> None:
    behalf = acting_for(by, Action.RECALL_LOTS, lot.place, today()) if by else None
    given: dict[str, Any] = {"place": lot.place, "reason": reason, "on_behalf_of": behalf}
    record(by, verb, lot, before=before, after=row(lot, ["state"]), **given)


@transaction.atomic
def list_receivers(*, recall: Recall, red_at: datetime | None = None) -> Recall:
    """Once the order is committed: then the page is red. The list stays as it was known at this moment."""
    lot = Lot.objects.select_related("product__producer", "place").get(pk=recall.lot_id)
    recall.red_at = red_at
    recall.receivers = [written(one) for one in receivers(lot)]
    recall.codes = codes_in_use(str(lot.pk), kind=STAMP)
    recall.listed_at = timezone.now()
    recall.save(update_fields=["red_at", "receivers", "codes", "listed_at"])
    tell_of_recall(recall, lot)
    return recall


def written(one: Receiver) -> dict[str, Any]:
    quantity = None if one.quantity is None else str(one.quantity)
    last = timezone.localtime(one.last).isoformat(timespec="minutes")
    return {
        "uri": one.uri,
        "name": one.name,
        "quantity": quantity,
        "unit": one.unit,
        "last": last,
        "lots": list(one.lots),
    }


def tell_of_recall(recall: Recall, lot: Lot) -> None:
    """The keepers of the producer, and whoever answers for stamps at the commune and above; not who ordered it."""
    on = today()
    with translation.override(settings.LANGUAGE_CODE):
        unit = nearest_version(lot.place, on)
        words = (
            _("Exercise: recall of lot %(lot)s, %(product)s")
            if recall.exercise
            else _("Recall of lot %(lot)s, %(product)s")
        )
        subject = words % {"lot": lot.number, "product": lot.product.name}
        told = {"count": len(recall.receivers), "codes": recall.codes, "reason": recall.reason}
        body = _("%(reason)s. Known receivers: %(count)s; stamps in use: %(codes)s.") % told
        url = reverse("produce:recall", args=[unit.code, on.isoformat(), recall.pk])
    for person in concerned(lot, on):
        if person != recall.by:
            tell(person=person, key=f"recall:{recall.pk}:{person.pk}", subject=subject, body=body, url=url)


def concerned(lot: Lot, on: date) -> Iterable[Person]:
    open_on = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    keepers = Keeper.objects.filter(open_on, producer=lot.product.producer, valid_from__lte=on).select_related("person")
    unit = nearest_version(lot.place, on)
    places = [lot.place_id, *(one.place_id for one in superiors_of(unit, on))]
    roles = roles_that_may(Action.HANDLE_STAMP_REPORTS)
    posts = Post.objects.filter(open_on, place__in=places, role__in=roles, valid_from__lte=on).select_related("person")
    return dict.fromkeys([*(one.person for one in keepers), *(one.person for one in posts)])


@transaction.atomic
def end_recall(*, by: Person, recall: int, reason: str, back_to_sale: bool = False) -> Recall:
    """The goods are back or were harmless; the lot is closed unless it may be sold again."""
    one: Recall = recalls_visible_to(by).select_for_update(of=("self",)).get(pk=recall)
    of = held(by, one.lot_id)
    if one.ended_at or one.exercise:
        raise RecallOver
    if not clean(reason):
        raise RecallReasonMissing
    before = row(of, ["state"])
    one.ended_at, one.ended_reason = timezone.now(), clean(reason)
    one.save(update_fields=["ended_at", "ended_reason"])
    of.state = Lot.State.RELEASED if back_to_sale else Lot.State.CLOSED
    of.save(update_fields=["state"])
    log(by, "lot.recall_end", of, one.ended_reason, before)
    generation.touch()
    return one
