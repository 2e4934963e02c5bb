"""Writes: each household answers once, in whatever mode, and its answer is kept apart from the household."""

from collections.abc import Mapping
from enum import Enum

from django.db import IntegrityError, transaction

from openntm.office.access import today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.participation.models import Answer, Reading, Returned, Slip, Survey
from openntm.participation.queries.surveys import slip_of, slips_of
from openntm.participation.services import survey_refusals as refusals
from openntm.participation.services.surveys import log, run_survey

Said = Mapping[str, str]  # by the key of the content


class Outcome(Enum):
    COUNTED = "counted"
    ONCE = "once"  # to be entered a second time
    DIFFERS = "differs"


@transaction.atomic
def receive_answer(*, token: str, said: Said) -> Survey:
    """What a household itself sends with the code of its slip; raises Slip.DoesNotExist."""
    survey = slip_of(token).hamlet.survey_id
    one = Survey.objects.select_for_update(of=("self",)).select_related("place").get(pk=survey)
    slip = slip_of(token)  # as it is now that nobody else writes
    refuse_household(slip)
    keep_answer(one, slip, Answer.Mode.PHONE, said)
    Reading.objects.filter(slip=slip).delete()  # a paper of the same household that waited for its second entry
    record(None, "survey.answer", one, after={"mode": Answer.Mode.PHONE.value}, place=one.place)
    return one


@transaction.atomic
def enter_answer(*, by: Person, pk: int, token: str, mode: str, said: Said) -> Outcome:
    """Entered by the Front: from a paper, or by an interviewer at the door; `token` may be “hamlet/number”."""
    one = run_survey(by, pk)
    if one.state != Survey.State.OPEN or today() < one.begins:
        raise refusals.SurveyNotOpen
    slip = slip_here(one, token)
    outcome = Outcome.COUNTED
    if one.enters_twice and mode == Answer.Mode.PAPER:
        outcome = _read(by, slip, usable(one, slip, said))
    if outcome is Outcome.COUNTED:
        keep_answer(one, slip, Answer.Mode(mode), said)
    log(by, "survey.answer", one, after={"mode": mode, "outcome": outcome.value})
    return outcome


@transaction.atomic
def mark_unreached(*, by: Person, pk: int, token: str, reason: str) -> Slip | None:
    """The next household of the hamlet's reserve takes its place; None where the reserve is used up."""
    one = run_survey(by, pk)
    if one.state != Survey.State.OPEN:
        raise refusals.SurveyNotOpen
    slip = slip_here(one, token)
    refuse_unusable(slip)
    slip.unreached = Slip.Unreached(reason)
    slip.save(update_fields=["unreached"])
    Reading.objects.filter(slip=slip).delete()
    instead = Slip.objects.filter(hamlet=slip.hamlet, is_in_use=False).order_by("rank").first()
    if instead:
        instead.is_in_use = True
        instead.save(update_fields=["is_in_use"])
    log(by, "survey.unreached", one, after={"unreached": reason})
    return instead


def keep_answer(one: Survey, slip: Slip, mode: Answer.Mode, said: Said) -> None:
    given = usable(one, slip, said)
    try:
        with transaction.atomic():
            Returned.objects.create(slip=slip)
    except IntegrityError:
        raise refusals.AnsweredAlready from None
    Answer.objects.create(hamlet=slip.hamlet, mode=mode, said=given)


def usable(one: Survey, slip: Slip, said: Said) -> dict[str, str]:
    """The answers by the contents of the questionnaire, all of them."""
    refuse_unusable(slip)
    words = set(Answer.Said.values)
    given = {content.key: str(said.get(content.key, "")) for content in one.questionnaire.contents}
    if not set(given.values()) <= words:
        raise refusals.AnswersMissing
    return given


def refuse_unusable(slip: Slip) -> None:
    if Returned.objects.filter(slip=slip).exists():
        raise refusals.AnsweredAlready
    if slip.unreached:
        raise refusals.SlipUnreached
    if not slip.is_in_use:
        raise refusals.SlipOfTheReserve


def refuse_household(slip: Slip) -> None:
    """What stands in the way of an answer that the household itself would send now."""
    one = slip.hamlet.survey
    refuse_unusable(slip)
    if one.state != Survey.State.OPEN or today() > one.ends:
        raise refusals.SurveyOver(ends=one.ends.strftime("%d/%m/%Y"))
    if today() < one.begins:
        raise refusals.SurveyNotBegun(begins=one.begins.strftime("%d/%m/%Y"))


def slip_here(one: Survey, token: str) -> Slip:
    try:
        return slips_of(one, token).get()
    except (Slip.DoesNotExist, Slip.MultipleObjectsReturned):
        raise refusals.SlipUnknown from None


def _read(by: Person, slip: Slip, given: dict[str, str]) -> Outcome:
    """The first entry waits; one that differs takes its place, until two in a row agree."""
    first = Reading.objects.filter(slip=slip).first()
    differs = [key for key, word in given.items() if first and first.said.get(key) != word]
    if first and not differs:
        first.delete()
        return Outcome.COUNTED
    Reading.objects.update_or_create(slip=slip, defaults={"said": given, "differs": differs, "entered_by": by})
    return Outcome.DIFFERS if first else Outcome.ONCE
