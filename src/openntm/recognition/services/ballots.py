"""Writes: one vote a member. Of a secret ballot the choice is added to a count and kept nowhere.

The count itself stands in the database while the sitting lasts: it is shown to nobody, but whoever reads the database
between two ballots could tell. Where that is too much, the council votes on paper and the counts are entered at once.
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from openntm.office.log import record
from openntm.office.models import LogEntry, Person
from openntm.recognition.access.councils import sittings_visible_to
from openntm.recognition.models import Ballot, CouncilMember, Sitting, SittingItem
from openntm.recognition.queries.authors import prepared_by
from openntm.recognition.queries.councils import has_moved
from openntm.recognition.services.councils import refuse_unless_runs
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.sittings import SittingNotOpen

Choice = Ballot.Choice


class NotPresent(Refused):
    sentence = _("Only members who are on the list of those present vote.")


class VotedAlready(Refused):
    sentence = _("A vote was given already: nobody votes twice.")


class PreparedTheDossier(Refused):
    sentence = _("Whoever prepared the dossier does not vote on it: %(name)s.")


class PaperNeedsSecrecy(Refused):
    sentence = _("Counts from paper are entered for secret ballots only; in an open one each member's choice is kept.")


class CountsDisagree(Refused):
    sentence = _("The votes make %(votes)s, but %(voters)s members handed in a paper.")


class VotedOnPaper(Refused):
    sentence = _("Votes on this dossier were counted from paper already: paper and screen are not mixed.")


class NoLongerAppraised(Refused):
    sentence = _("The dossier left appraisal after the sitting was opened: call another sitting when it is back.")


class VotedOnScreen(Refused):
    sentence = _("Votes on this dossier were given on screen already: paper and screen are not mixed.")


@transaction.atomic
def cast_ballot(*, by: Person, item: int, choice: str) -> Ballot:
    """The sitting is locked, so that no vote slips in while it is being closed."""
    sitting, found = locked(by, item)
    member = sitting.present.filter(person=by).first()
    if member is None:
        if not CouncilMember.objects.filter(council=sitting.council, person=by).exists():
            raise PermissionDenied
        raise NotPresent
    refuse_moved(found)
    refuse_authors(found, [member])
    ballot = mark(found, member, Choice(choice) if not sitting.secret else "")
    if counted_on_paper(found):
        raise VotedOnPaper
    count(found, **{Choice(choice).value: 1})
    record(by, "ballot.cast", found, place=sitting.council.place)
    return ballot


@transaction.atomic
def record_paper_votes(
    *, by: Person, item: int, voters: Collection[int], in_favour: int, against: int, invalid: int
) -> SittingItem:
    """`voters` are the members who handed in a paper."""
    sitting, found = locked(by, item)
    holder = refuse_unless_runs(by, sitting.council.place)
    if not sitting.secret:
        raise PaperNeedsSecrecy
    members = list(sitting.present.filter(pk__in=voters).select_related("person"))
    if len(members) != len(set(voters)):
        raise NotPresent
    refuse_moved(found)
    if found.ballots.exists():
        raise VotedOnScreen
    if in_favour + against + invalid != len(members) or not members:
        raise CountsDisagree(votes=in_favour + against + invalid, voters=len(members))
    refuse_authors(found, members)
    for member in members:
        mark(found, member, "")
    count(found, in_favour=in_favour, against=against, invalid=invalid)
    after = {"voters": len(members)}
    record(by, "ballot.paper", found, after=after, place=sitting.council.place, on_behalf_of=holder)
    found.refresh_from_db()
    return found


def locked(by: Person, item: int) -> tuple[Sitting, SittingItem]:
    """The open sitting of an item, locked."""
    found = SittingItem.objects.select_related("dossier").get(pk=item, sitting__in=sittings_visible_to(by))
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("council__place").get(pk=found.sitting_id)
    if sitting.state != Sitting.State.OPEN:
        raise SittingNotOpen
    return sitting, found


def refuse_moved(item: SittingItem) -> None:
    if has_moved(item):
        raise NoLongerAppraised


def counted_on_paper(item: SittingItem) -> bool:
    """A single vote on screen, added to counts that are known, would be no secret."""
    told = LogEntry.objects.filter(verb="ballot.paper", subject_kind=item._meta.label_lower)
    return told.filter(subject_key=str(item.pk)).exists()


def refuse_authors(item: SittingItem, members: Collection[CouncilMember]) -> None:
    authors = prepared_by(item.dossier)
    for member in members:
        if member.person_id in authors:
            raise PreparedTheDossier(name=member.person)


def mark(item: SittingItem, member: CouncilMember, choice: str) -> Ballot:
    """The database lets nobody vote twice; it is asked in a savepoint so that the refusal has a sentence."""
    try:
        with transaction.atomic():
            return Ballot.objects.create(item=item, member=member, choice=choice)
    except IntegrityError as error:
        raise VotedAlready from error


def count(item: SittingItem, **votes: int) -> None:
    """Added by the database itself; a choice is the name of its count."""
    SittingItem.objects.filter(pk=item.pk).update(**{choice: F(choice) + number for choice, number in votes.items()})
