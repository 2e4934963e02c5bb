"""Ratings without an account: one a guide, network and day; a reason is shown to keepers once it was moderated."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from openntm.codes.scanning.crowd import Crowd, networks_of
from openntm.office.access import today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.strangers import no_address
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.services.access import keeping_for, ratings_visible_to
from openntm.services.catalogue import versions
from openntm.services.models import Rating
from openntm.services.services.refusals import ModeratedAlready, RatedAlready, UnknownProcedure


def mark_of(address: str, on: date) -> str:
    """A hash with the salt of the day, which is deleted with it: it tells nobody who rated."""
    crowd = Crowd(Path(settings.HOME) / "scans", on.isoformat())
    return crowd.hashed(networks_of(address)[0]).hex()


@transaction.atomic
def rate_guide(
    *, slug: str, stars: int, reason: str, place: Place | None, address: str, trapped: bool = False
) -> Rating:
    if slug not in versions():
        raise UnknownProcedure
    on, reason = today(), clean(reason)
    given = {"slug": slug, "place": place, "day": on, "stars": stars, "reason": reason, "is_suspect": trapped}
    state = Rating.State.WAITING if reason or trapped else Rating.State.KEPT
    try:
        with transaction.atomic():
            one = Rating.objects.create(**given, state=state, mark=mark_of(address, on))
    except IntegrityError:
        raise RatedAlready from None
    with no_address():
        record(None, "guide.rate", one, after={"slug": slug, "stars": stars}, place=place)
    return one


@transaction.atomic
def moderate_rating(*, by: Person, pk: int, keep: bool) -> Rating:
    """The stars count in any case, but of what looks like spam only when it is kept; a reason that is not kept is
    deleted for good."""
    one = ratings_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    on_behalf_of = keeping_for(by, one.place) if one.place else None
    if one.state != Rating.State.WAITING:
        raise ModeratedAlready
    one.state = Rating.State.KEPT if keep else Rating.State.REMOVED
    one.reason, one.is_suspect = one.reason if keep else "", one.is_suspect and not keep
    one.save(update_fields=["state", "reason", "is_suspect"])
    record(by, "guide.moderate", one, after={"kept": keep}, place=one.place, on_behalf_of=on_behalf_of)
    return one


def forget_marks(*, on: date) -> int:
    """Once the day is over nothing tells two ratings from one network apart; nothing for the log."""
    return Rating.objects.filter(day__lt=on, mark__isnull=False).update(mark=None)
