"""Writes: a demand from the Front's confirmation to the remedy that was seen, with the money that it brought back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import day_text
from openntm.office.working_days import add_working_days
from openntm.places.vietnamese import clean
from openntm.visits import services as visits
from openntm.visits.models import Observation, Recheck, Visit
from openntm.works.access import demands_answered_by, visits_visible_to, visits_watched_by
from openntm.works.access.boards import visits_led_by
from openntm.works.boards_law import law
from openntm.works.models import Demand, Round
from openntm.works.services import boards_refused as refused
from openntm.works.services.board_notices import tell_answering, tell_board
from openntm.works.services.boards import refuse_future, write

SAID = ("confirmed_on", "sent_to", "number", "days", "recovered", "cut", "handled")


@transaction.atomic
def confirm_demand(*, by: Person, pk: int, day: date, sent_to: str, number: str = "") -> Demand:
    """Only so it goes to its addressee (Decree 29/2021, Article 87); the clock of the answer begins to run."""
    found = seen(by, pk)
    if not visits_led_by(by).filter(pk=found.visit_id).exists():
        raise PermissionDenied
    one = round_of(found)
    if one.review != Round.Review.ACCEPTED:
        raise refused.NotAccepted
    if Demand.objects.filter(pk=pk).exists():
        raise refused.DemandKnown
    refuse_future(day)
    if day < found.visit.day:
        raise refused.DayTooEarly(day=day_text(found.visit.day))
    made = Demand(observation=found, confirmed_on=day, confirmed_by=by, sent_to=clean(sent_to), number=clean(number))
    made.days = law().number(f"days_to_answer_{found.severity}", day)
    made.save(force_insert=True)
    found.due = add_working_days(day, made.days)
    found.save(update_fields=["due"])
    write(by, "demand.confirm", one.board, made, after={**row(made, SAID), "due": found.due})
    tell_answering(made, one.board.work)
    return made


@transaction.atomic
def answer_demand(*, by: Person, pk: int, answer: str, photo: UploadedFile | None = None) -> Observation:
    """By the owner's side; `pk` is that of the observation, here and below."""
    made = allow(by, pk, demands_answered_by(by))
    found = visits.answer_observation(by=by, pk=pk, among=demands_answered_by(by), answer=answer, photo=photo)
    tell_board(made, round_of(found).board)
    return found


@transaction.atomic
def recheck_demand(*, by: Person, pk: int, passed: bool, remark: str) -> Recheck:
    """By the board, at the site; a failed one gives the owner as many working days again."""
    made = allow(by, pk, visits_watched_by(by))
    due = None if passed else add_working_days(today(), made.days)
    return visits.recheck_observation(by=by, pk=pk, among=visits_watched_by(by), passed=passed, remark=remark, due=due)


@transaction.atomic
def reject_demand(*, by: Person, pk: int, reason: str) -> Observation:
    """The Front finds that the observation does not hold, before or after it was sent."""
    found = seen(by, pk)
    if not visits_led_by(by).filter(pk=found.visit_id).exists():
        raise PermissionDenied
    if round_of(found).review != Round.Review.ACCEPTED:
        raise refused.NotAccepted
    return visits.reject_observation(by=by, pk=pk, among=visits_led_by(by), reason=reason)


@transaction.atomic
def record_outcome(*, by: Person, pk: int, recovered: int, cut: int, handled: str = "") -> Demand:
    """In đồng: what came back, and what was taken off the final accounts."""
    made = allow(by, pk, visits_watched_by(by))
    before = row(made, SAID)
    made.recovered, made.cut, made.handled = recovered, cut, clean(handled)
    made.save(update_fields=["recovered", "cut", "handled"])
    board = round_of(made.observation).board
    write(by, "demand.outcome", board, made, before=before, after=row(made, SAID), action=Action.SUPERVISE_WORKS)
    return made


def seen(by: Person, pk: int) -> Observation:
    """Locked; raises Observation.DoesNotExist."""
    rows = Observation.objects.filter(visit__in=visits_visible_to(by).values("pk")).select_related("visit__place")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def allow(by: Person, pk: int, among: QuerySet[Visit]) -> Demand:
    """The demand, for whoever may act on visits among these; raises NotConfirmed."""
    found = seen(by, pk)
    if not among.filter(pk=found.visit_id).exists():
        raise PermissionDenied
    made = Demand.objects.select_related("observation__visit").filter(pk=pk).first()
    if made is None:
        raise refused.NotConfirmed
    return made


def round_of(found: Observation) -> Round:
    return Round.objects.select_related("board__work__place").get(pk=found.visit_id)
