"""Writes: appraisal councils and their members, each between days."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, may, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.recognition.access.councils import councils_visible_to
from openntm.recognition.models import Council, CouncilMember
from openntm.recognition.services.refused import Refused

FIELDS = ("name", "decision", "valid_from", "valid_to")
Seat = tuple[Person, str, str]  # who, as what, for which organisation


class MemberAlready(Refused):
    sentence = _("This person is a member of the council already.")


class OneChairOnly(Refused):
    sentence = _("The council has a chair already: end that membership first.")


class MembershipDays(Refused):
    sentence = _("The day must lie after the membership began, and within the days of the council.")


def refuse_unless_runs(by: Person, place: Place) -> Person | None:
    """On whose behalf the person runs the councils of the place."""
    if not may(by, Action.RUN_COUNCILS, place, today()):
        raise PermissionDenied
    return acting_for(by, Action.RUN_COUNCILS, place, today())


@transaction.atomic
def set_up_council(
    *,
    by: Person,
    place: Place,
    name: str,
    decision: str,
    valid_from: date,
    members: Iterable[Seat] = (),
    illustrative: bool = False,
) -> Council:
    """One line in the log for the council with those who sit on it from its first day."""
    holder = refuse_unless_runs(by, place)
    council = Council.objects.create(
        place=place,
        name=name.strip(),
        decision=decision.strip(),
        valid_from=valid_from,
        illustrative=illustrative or by.is_demonstration,
    )
    for person, role, organisation in members:
        seat(council, person, role, organisation, valid_from)
    after = row(council, FIELDS) | {"members": council.members.count()}
    record(by, "council.set_up", council, after=after, place=place, on_behalf_of=holder)
    return council


def seat(council: Council, person: Person, role: str, organisation: str, valid_from: date) -> CouncilMember:
    """Whoever is to leave on a later day sits until then: nobody has two seats, and two votes, on one day."""
    held = council.members.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if held.filter(person=person).exists():
        raise MemberAlready
    if role == CouncilMember.Role.CHAIR and held.filter(role=role).exists():
        raise OneChairOnly
    days = {"valid_from": valid_from}
    try:
        with transaction.atomic():
            return council.members.create(
                person=person, role=CouncilMember.Role(role), organisation=organisation.strip(), **days
            )
    except IntegrityError as error:  # somebody else seated them at the same moment
        raise MemberAlready from error


@transaction.atomic
def add_member(*, by: Person, pk: int, person: Person, role: str, organisation: str, valid_from: date) -> CouncilMember:
    council = councils_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    holder = refuse_unless_runs(by, council.place)
    if valid_from < council.valid_from or (council.valid_to and valid_from >= council.valid_to):
        raise MembershipDays
    member = seat(council, person, role, organisation, valid_from)
    record(by, "council.add_member", council, after=said(member), place=council.place, on_behalf_of=holder)
    return member


@transaction.atomic
def end_member(*, by: Person, pk: int, member: int, valid_to: date) -> CouncilMember:
    """The seat is held until the day before; sittings before that keep the member."""
    council = councils_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    holder = refuse_unless_runs(by, council.place)
    found = council.members.select_related("person").get(pk=member)
    if valid_to <= found.valid_from or (found.valid_to and valid_to > found.valid_to):
        raise MembershipDays
    before = said(found)
    found.valid_to = valid_to
    found.save(update_fields=["valid_to"])
    record(
        by,
        "council.end_member",
        council,
        before=before,
        after=said(found),
        place=council.place,
        on_behalf_of=holder,
    )
    return found


def said(member: CouncilMember) -> dict[str, object]:
    """As the log tells of a member."""
    return {
        "person": member.person_id,
        "council_role": member.role,
        "organisation": member.organisation,
        "valid_from": member.valid_from,
        "valid_to": member.valid_to,
    }
