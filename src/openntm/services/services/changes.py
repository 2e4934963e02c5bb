"""What an office says of procedures at its own place: proposed by one officer, published by another."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openntm.office.access import today
from openntm.office.log import record, row
from openntm.office.models import Person, Post
from openntm.office.roles import Action, roles_that_may
from openntm.office.services import tell
from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of
from openntm.places.vietnamese import clean
from openntm.services.access import changes_visible_to, keeping_for
from openntm.services.catalogue import acts, versions
from openntm.services.models import Change
from openntm.services.queries.guides import superseded
from openntm.services.services.refusals import (
    ActSuperseded,
    DecidedAlready,
    NothingSaid,
    UnknownProcedure,
    YourOwnProposal,
)

LOGGED = ("slug", "valid_from", *Change.SAID, "source", "state")


@transaction.atomic
def propose_change(*, by: Person, place: Place, slug: str, valid_from: date, source: str, **said: str) -> Change:
    """`said`: desk, hours, phone, fee, time, note; an empty slug is for all procedures of the office."""
    on_behalf_of = keeping_for(by, place)
    said = {name: clean(text) for name, text in said.items()}
    if slug and slug not in versions():
        raise UnknownProcedure
    if not any(said.values()):
        raise NothingSaid
    source = clean(source)
    if old := superseded([number for number in acts() if number in source], today()):
        raise ActSuperseded(number=old[0].number, by=old[0].by)
    one = Change(place=place, slug=slug, valid_from=valid_from, source=source, **said)
    one.proposed_by, one.proposed_at = by, timezone.now()
    one.save(force_insert=True)
    record(by, "procedure.propose", one, after=row(one, LOGGED), place=place, on_behalf_of=on_behalf_of)
    tell_reviewers(one)
    return one


@transaction.atomic
def decide_change(*, by: Person, pk: int, publish: bool, reason: str = "") -> Change:
    one = changes_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    on_behalf_of = keeping_for(by, one.place)
    if one.state != Change.State.PROPOSED:
        raise DecidedAlready
    if one.proposed_by == by:
        raise YourOwnProposal
    one.state = Change.State.PUBLISHED if publish else Change.State.DECLINED
    one.decided_by, one.decided_at, one.decision_reason = by, timezone.now(), clean(reason)
    one.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    verb = "procedure.publish" if publish else "procedure.decline"
    record(by, verb, one, after=row(one, LOGGED), place=one.place, reason=clean(reason), on_behalf_of=on_behalf_of)
    return one


def tell_reviewers(change: Change) -> None:
    on = today()
    unit = nearest_version(change.place, on)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A change of a guide waits for review: %(place)s") % {"place": unit.full_name}
    url = reverse("services:change", args=[unit.code, on.isoformat(), change.pk])
    for person in keepers_over(change.place, on):
        if person != change.proposed_by:
            tell(person=person, key=f"procedure.propose:{change.pk}:{person.pk}", subject=subject, url=url)


def keepers_over(place: Place, on: date) -> list[Person]:
    """Who keeps guides at the place or above it."""
    unit = nearest_version(place, on)
    places = [one.place_id for one in (unit, *superiors_of(unit, on))]
    return keepers(on, Q(place__in=places))


def keepers(on: date, where: Q | None = None) -> list[Person]:
    held = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    posts = Post.objects.filter(held, where or Q(), role__in=roles_that_may(Action.KEEP_PROCEDURES))
    return list(Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk"))
