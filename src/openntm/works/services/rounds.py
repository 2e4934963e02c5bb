"""Writes: a supervision visit from its beginning to the Front's word on its record."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.codes.services.minutes import take_back_minutes
from openntm.office.access import acting_for, today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.visits import services as visits
from openntm.visits.models import Observation, Visit, VisitAnswer, VisitPhoto, VisitSignature
from openntm.works.access import boards_visible_to, visits_visible_to, visits_watched_by
from openntm.works.access.boards import SUBJECT, visits_led_by
from openntm.works.documents.supervision import GIVEN_BACK
from openntm.works.models import Board, BoardMember, Round
from openntm.works.queries.boards import subject_of
from openntm.works.services import boards_refused as refused
from openntm.works.services.boards import write
from openntm.works.services.plans import refuse_early, watched_board
from openntm.works.services.printing import MINUTES, minutes_key

SAID = ("run_by", "others_present", "to_party", "to_government", "to_others", "review", "review_reason")
Review = Round.Review
STEPS: dict[str, tuple[str, ...]] = {  # from where each word of the Front is said
    Review.CHECKED: (Review.SUBMITTED,),
    Review.RETURNED: (Review.SUBMITTED, Review.CHECKED),
    Review.ACCEPTED: (Review.SUBMITTED, Review.CHECKED),
}


@transaction.atomic
def start_round(
    *,
    by: Person,
    board: int,
    day: date,
    present: Collection[BoardMember],
    run_by: str = Round.Runner.BOARD,
    others_present: str = "",
) -> Round:
    one = watched_board(by, board)
    came = [member for member in present if member.board_id == one.pk and member.sits]
    if not came and run_by == Round.Runner.BOARD:
        raise refused.NobodyCame
    refuse_early(one, day)
    given: dict[str, Any] = {
        "subject_kind": SUBJECT,
        "subject_key": str(one.work_id),
        "kind": Visit.Kind.SUPERVISION,
        "day": day,
    }
    visit = visits.start_visit(by=by, place=one.work.place, subject=subject_of(one.work), **given)
    made = Round.objects.create(
        visit=visit, board=one, run_by=Round.Runner(run_by), others_present=clean(others_present)
    )
    made.present.set(came)
    write(by, "round.start", one, made, after=row(made, SAID), action=Action.SUPERVISE_WORKS)
    return made


def start_in_field(*, by: Person, key: str, kind: str, day: date) -> Visit:
    """On a phone without network: of the work's board; who came with the member is named when the visit is closed."""
    board = boards_visible_to(by).get(work=int(key), state=Board.State.STANDING)
    present = board.members.filter(person=by, to_day__isnull=True)
    run_by = Round.Runner.BOARD if present else Round.Runner.OTHER
    return start_round(by=by, board=board.pk, day=day, present=list(present), run_by=run_by).visit


def answer_round(*, by: Person, pk: int, answers: Mapping[str, tuple[str, str]]) -> list[VisitAnswer]:
    refuse_unless_watching(by, pk)
    return visits.answer_items(by=by, pk=pk, among=visits_watched_by(by), answers=answers)


def add_round_photo(*, by: Person, pk: int, upload: UploadedFile, **told: Any) -> VisitPhoto:
    """`told`: when and where, as the device says, and of which item or observation."""
    refuse_unless_watching(by, pk)
    return visits.add_photo(by=by, pk=pk, among=visits_watched_by(by), upload=upload, **told)


def sign_round(*, by: Person, pk: int, **given: Any) -> VisitSignature:
    """`given`: upload, name, role, signed_at, covers."""
    refuse_unless_watching(by, pk)
    return visits.sign_visit(by=by, pk=pk, among=visits_watched_by(by), **given)


def observe(*, by: Person, pk: int, **given: Any) -> Observation:
    """`given`: severity, text, demand, due, item, photo."""
    refuse_unless_watching(by, pk)
    return visits.add_observation(by=by, pk=pk, among=visits_watched_by(by), **given)


@transaction.atomic
def close_round(
    *,
    by: Person,
    pk: int,
    result: str,
    to_party: str = "",
    to_government: str = "",
    to_others: str = "",
    present: Collection[BoardMember] | None = None,
) -> Round:
    """Its record goes to the Front; `present` if others came than those who were named at the start."""
    refuse_unless_watching(by, pk)
    one = locked_round(by, pk)
    visits.close_visit(by=by, pk=pk, among=visits_watched_by(by), result=result)
    before = row(one, SAID)
    one.to_party, one.to_government, one.to_others = clean(to_party), clean(to_government), clean(to_others)
    if present is not None:
        one.present.set(member for member in present if member.board_id == one.board_id)
    one.review = Review.SUBMITTED
    one.save(update_fields=["to_party", "to_government", "to_others", "review"])
    write(by, "round.submit", one.board, one, before=before, after=row(one, SAID), action=Action.SUPERVISE_WORKS)
    return one


@transaction.atomic
def review_round(*, by: Person, pk: int, step: str, reason: str = "") -> Round:
    """The Front checks the record, accepts it, or gives it back with its reason: then it can be written again."""
    one = locked_round(by, pk)
    if not visits_led_by(by).filter(pk=pk).exists():
        raise PermissionDenied
    if one.review not in STEPS[step]:
        raise refused.RecordNotReady
    if step == Review.RETURNED:
        if not clean(reason):
            raise refused.ReasonMissing
        visits.reopen_visit(by=by, pk=pk, among=visits_led_by(by), reason=reason)
        behalf = acting_for(by, Action.SET_UP_BOARDS, one.board.work.place, today())
        take_back_minutes(by=by, kind=MINUTES, key=minutes_key(pk), reason=GIVEN_BACK, on_behalf_of=behalf)
    before = row(one, SAID)
    one.review, one.review_reason, one.reviewed_by, one.reviewed_on = Review(step), clean(reason), by, today()
    one.save(update_fields=["review", "review_reason", "reviewed_by", "reviewed_on"])
    write(by, "round.review", one.board, one, before=before, after=row(one, SAID), reason=reason)
    return one


def locked_round(by: Person, pk: int) -> Round:
    """`pk` is that of the visit; raises Round.DoesNotExist for what the person may not see."""
    rows = Round.objects.filter(pk__in=visits_visible_to(by).values("pk")).select_related("board__work__place")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def refuse_unless_watching(by: Person, pk: int) -> None:
    if not visits_watched_by(by).filter(pk=pk).exists():
        visits_visible_to(by).get(pk=pk)
        raise PermissionDenied
