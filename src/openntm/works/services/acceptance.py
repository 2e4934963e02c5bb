"""Writes: the acceptance of a work, which cannot be closed without the opinion of its board, and the hand-over."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.office.access import acting_for, today
from openntm.office.files import keep
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.works.access import boards_visible_to, is_front_of
from openntm.works.models import Acceptance, Board, BoardMember, Work
from openntm.works.queries.demands import open_findings
from openntm.works.services import boards_refused as refused
from openntm.works.services.boards import refuse_future
from openntm.works.services.keeping import kept_work
from openntm.works.services.works import take_step

SAID = (
    *("work_id", "kind", "day", "part", "people", "opinion", "opinion_text", "signed_on", "confirmed_on"),
    *("owner_reason", "taken_over_by", "closed_on"),
)
Opinion = Acceptance.Opinion


@transaction.atomic
def open_acceptance(
    *,
    by: Person,
    work: int,
    kind: str,
    day: date,
    part: str = "",
    people: str = "",
    minutes: UploadedFile | None = None,
) -> Acceptance:
    """By the owner's side; the board is asked for its opinion from now on."""
    one = kept_work(by, work)
    if one.state == Work.State.HANDED_OVER or (kind == Acceptance.Kind.FINAL and one.state != Work.State.FINISHED):
        raise refused.NotBuilt
    refuse_future(day)
    board = one.boards.filter(state=Board.State.STANDING).first()
    if board is None:
        raise refused.NoBoard
    made = Acceptance(work=one, board=board, kind=Acceptance.Kind(kind), day=day, part=clean(part))
    made.people = clean(people)
    made.minutes = keep(minutes, by, place=one.place) if minutes else None
    made.save()
    write(by, "acceptance.open", made, Action.KEEP_WORKS, after=row(made, SAID))
    return made


@transaction.atomic
def give_opinion(*, by: Person, pk: int, opinion: str, text: str = "") -> Acceptance:
    """Signed by the head of the board; until the Front confirms it the head may change it."""
    made = seen_acceptance(by, pk)
    if made.confirmed_on:
        raise refused.AcceptanceClosed
    refuse_unless_head(by, made.board)
    if opinion != Opinion.AGREES and not clean(text):
        raise refused.ReasonsMissing
    before = row(made, SAID)
    made.opinion, made.opinion_text, made.signed_by, made.signed_on = Opinion(opinion), clean(text), by, today()
    made.save(update_fields=["opinion", "opinion_text", "signed_by", "signed_on"])
    write(by, "acceptance.opinion", made, Action.SUPERVISE_WORKS, before=before, after=row(made, SAID))
    return made


@transaction.atomic
def confirm_opinion(*, by: Person, pk: int) -> Acceptance:
    made = seen_acceptance(by, pk)
    if not is_front_of(by, made.work.place):
        raise PermissionDenied
    if made.confirmed_on:
        raise refused.AcceptanceClosed
    if not made.opinion:
        raise refused.OpinionMissing
    before = row(made, SAID)
    made.confirmed_by, made.confirmed_on = by, today()
    made.save(update_fields=["confirmed_by", "confirmed_on"])
    write(by, "acceptance.confirm", made, Action.SET_UP_BOARDS, before=before, after=row(made, SAID))
    return made


@transaction.atomic
def close_acceptance(*, by: Person, pk: int, taken_over_by: str = "", owner_reason: str = "") -> Acceptance:
    """A final one hands the work over. What is open against it holds it, unless the owner's reason stands publicly."""
    made = seen_acceptance(by, pk)
    work = kept_work(by, made.work_id)
    if made.closed_on:
        raise refused.AcceptanceClosed
    if not made.opinion:
        raise refused.OpinionMissing
    if not made.confirmed_on:
        raise refused.OpinionNotConfirmed
    held = made.opinion == Opinion.DISAGREES or open_findings(work).exists()
    if held and not clean(owner_reason):
        raise refused.FindingsOpen
    before = row(made, SAID)
    made.owner_reason, made.taken_over_by = clean(owner_reason) if held else "", clean(taken_over_by)
    made.closed_on = today()
    made.save(update_fields=["owner_reason", "taken_over_by", "closed_on"])
    if made.kind == Acceptance.Kind.FINAL:
        if work.state != Work.State.FINISHED:
            raise refused.NotBuilt
        take_step(by, work, Work.State.HANDED_OVER, today(), reason=made.owner_reason)
    after, reason = row(made, SAID), made.owner_reason
    write(by, "acceptance.close", made, Action.KEEP_WORKS, before=before, after=after, reason=reason)
    return made


def seen_acceptance(by: Person, pk: int) -> Acceptance:
    """Locked; raises Acceptance.DoesNotExist for what the person may not see."""
    mine = Acceptance.objects.filter(board__in=boards_visible_to(by).values("pk")).select_related(
        "work__place", "board"
    )
    return mine.select_for_update(of=("self",)).get(pk=pk)


def refuse_unless_head(by: Person, board: Board | None) -> None:
    heads = BoardMember.objects.filter(board=board, person=by, role=BoardMember.Role.HEAD, to_day__isnull=True)
    if not heads.exists():
        raise PermissionDenied


def write(by: Person, verb: str, made: Acceptance, action: Action, **said: object) -> None:
    behalf = acting_for(by, action, made.work.place, today())
    record(by, verb, made, place=made.work.place, on_behalf_of=behalf, **said)  # type: ignore[arg-type]
