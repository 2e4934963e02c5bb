"""Writes: a sitting is called, opened with those present, and closed; then its results are known."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.office.log import record
from openntm.office.models import Person
from openntm.recognition.access.councils import councils_visible_to, members_on, sittings_visible_to
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.models import Council, Dossier, Sitting, SittingItem
from openntm.recognition.queries.voting import is_reached, least_count, voting_rules
from openntm.recognition.services.councils import refuse_unless_runs
from openntm.recognition.services.refused import DayImpossible, Refused

State = Sitting.State


class NothingToVoteOn(Refused):
    sentence = _("A sitting needs at least one dossier that is being appraised.")


class NotBeingAppraised(Refused):
    sentence = _("A dossier on the list is not being appraised, or another sitting waits for it.")


class CouncilNotInForce(Refused):
    sentence = _("The council does not stand on that day.")


class SittingNotCalled(Refused):
    sentence = _("The sitting was opened already.")


class SittingNotOpen(Refused):
    sentence = _("The sitting is not open.")


class SittingLater(Refused):
    sentence = _("The sitting is called for a later day.")


class NotAMember(Refused):
    sentence = _("Somebody on the list is no member of the council on that day.")


class BelowQuorum(Refused):
    sentence = _("%(present)s of %(members)s members are present; it takes %(needed)s to open the sitting.")


@transaction.atomic
def call_sitting(
    *,
    by: Person,
    council: int,
    day: date,
    dossiers: Sequence[int],
    secret: bool = True,
    quorum_percent: Decimal | None = None,
    pass_percent: Decimal | None = None,
) -> Sitting:
    """The procedure's shares, the strictest where dossiers follow several, are kept with the sitting: a later change of
    the rules leaves its result alone."""
    found = councils_visible_to(by).get(pk=council)
    holder = refuse_unless_runs(by, found.place)
    if day < found.valid_from or (found.valid_to and day >= found.valid_to):
        raise CouncilNotInForce
    rows = [one for one in waiting_dossiers(by, found) if one.since <= day]
    chosen = {dossier.pk: dossier for dossier in rows if dossier.pk in dossiers}
    if not dossiers:
        raise NothingToVoteOn
    if set(dossiers) != set(chosen):
        raise NotBeingAppraised
    rules = [voting_rules(dossier) for dossier in chosen.values()]
    sitting = Sitting.objects.create(
        council=found,
        day=day,
        secret=secret,
        quorum_percent=max(one.quorum_percent for one in rules) if quorum_percent is None else quorum_percent,
        pass_percent=max(one.pass_percent for one in rules) if pass_percent is None else pass_percent,
        called_by=by,
    )
    for position, pk in enumerate(dict.fromkeys(dossiers), start=1):
        SittingItem.objects.create(sitting=sitting, dossier=chosen[pk], position=position)
    after = {"day": day, "secret": secret, "dossiers": len(chosen), "pass_percent": str(sitting.pass_percent)}
    record(by, "sitting.call", sitting, after=after, place=found.place, on_behalf_of=holder)
    return sitting


def waiting_dossiers(by: Person, council: Council) -> list[Dossier]:
    """What the council may vote on: it lies in its place, is being appraised, and no other sitting waits for it."""
    waiting = SittingItem.objects.exclude(sitting__state=State.CLOSED).values("dossier")
    rows = dossiers_visible_to(by).filter(state="appraising", place__in=covered([council.place], today()))
    return list(rows.exclude(pk__in=waiting).select_related("place").order_by("opened_on", "pk"))


@transaction.atomic
def open_sitting(*, by: Person, pk: int, present: Collection[int]) -> Sitting:
    """`present` are the members who are there; who is not on the list does not vote."""
    sitting = sittings_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    holder = refuse_unless_runs(by, sitting.council.place)
    if sitting.state != State.CALLED:
        raise SittingNotCalled
    if sitting.day > today():
        raise SittingLater
    members = {member.pk: member for member in members_on(sitting.day).filter(council=sitting.council)}
    if not set(present) <= set(members):
        raise NotAMember
    count = len(set(present))
    if not is_reached(count, len(members), sitting.quorum_percent):
        needed = least_count(len(members), sitting.quorum_percent)
        raise BelowQuorum(present=count, members=len(members), needed=needed)
    sitting.present.set(present)
    sitting.state = State.OPEN
    sitting.save(update_fields=["state"])
    after = {"state": State.OPEN, "present": [str(members[one].person) for one in sorted(set(present))]}
    before = {"state": State.CALLED}
    record(by, "sitting.open", sitting, before=before, after=after, place=sitting.council.place, on_behalf_of=holder)
    return sitting


@transaction.atomic
def close_sitting(*, by: Person, pk: int, remarks: str = "", day: date | None = None) -> Sitting:
    """From now on the results are known. Who is present and gave no vote was not in favour."""
    sitting = sittings_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    holder = refuse_unless_runs(by, sitting.council.place)
    if sitting.state != State.OPEN:
        raise SittingNotOpen
    if day is not None and not sitting.day <= day <= today():
        raise DayImpossible
    sitting.state, sitting.remarks = State.CLOSED, remarks.strip()
    sitting.save(update_fields=["state", "remarks"])
    results = [f"{item.position}: {item.in_favour}/{item.against}/{item.invalid}" for item in sitting.items.all()]
    after = {"state": State.CLOSED, "results": results}
    before = {"state": State.OPEN}
    record(by, "sitting.close", sitting, before=before, after=after, place=sitting.council.place, on_behalf_of=holder)
    return sitting


@transaction.atomic
def note_discussion(*, by: Person, item: int, discussion: str) -> SittingItem:
    """What was said of one dossier, for the minutes."""
    found = SittingItem.objects.select_for_update().get(pk=item, sitting__in=sittings_visible_to(by))
    sitting = found.sitting
    holder = refuse_unless_runs(by, sitting.council.place)
    if sitting.state == State.CALLED:
        raise SittingNotOpen
    found.discussion = discussion.strip()
    found.save(update_fields=["discussion"])
    record(by, "sitting.note", sitting, place=sitting.council.place, reason=found.discussion, on_behalf_of=holder)
    return found
