"""Writes: a survey is planned, its households are drawn, and it is closed with its counts."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.access.surveys import may_run, surveys_visible_to
from openntm.participation.models import Answer, Reading, Slip, Survey, SurveyCount, SurveyHamlet
from openntm.participation.services import survey_refusals as refusals
from openntm.participation.slips import new_key
from openntm.participation.surveys.questionnaires import newest
from openntm.participation.surveys.rules import Rule, rules
from openntm.participation.surveys.sampling import allocated, by_margin, by_percent, drawn_with_reserve
from openntm.places.models import COMMUNE_KINDS, Kind, Place, PlaceVersion
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean

Hamlets = Sequence[tuple[str, int]]  # name, households
PLAN = ("rule_id", "begins", "ends", "basis", "percent", "margin", "confidence", "reserve_percent", "enters_twice")


@transaction.atomic
def plan_survey(*, by: Person, place: Place, illustrative: bool = False, **plan: Any) -> Survey:
    """`plan` as `_planned` takes it."""
    refuse_unless_runs(by, place)
    one = Survey(place=place, illustrative=illustrative, entered_by=by)
    _planned(one, **plan)
    log(by, "survey.plan", one, after=row(one, PLAN) | {"households": _households(one)})
    return one


@transaction.atomic
def change_plan(*, by: Person, pk: int, **plan: Any) -> Survey:
    one = run_survey(by, pk)
    if one.state != Survey.State.PLANNED:
        raise refusals.SurveyRunning
    before = row(one, PLAN) | {"households": _households(one)}
    one.hamlets.all().delete()
    _planned(one, **plan)
    log(by, "survey.change", one, before=before, after=row(one, PLAN) | {"households": _households(one)})
    return one


@transaction.atomic
def open_survey(*, by: Person, pk: int) -> Survey:
    """The households are drawn; the seed is kept, so that anybody may draw them again."""
    one = run_survey(by, pk)
    if one.state != Survey.State.PLANNED:
        raise refusals.SurveyRunning
    one.state, one.seed = Survey.State.OPEN, secrets.token_hex(8)
    one.save(update_fields=["state", "seed"])
    for hamlet in one.hamlets.all():
        size = (one.seed, hamlet.position, hamlet.households, hamlet.sample, hamlet.reserve)
        chosen, reserve = drawn_with_reserve(*size)
        slips = [Slip(hamlet=hamlet, number=number) for number in chosen]
        slips += [Slip(hamlet=hamlet, number=number, rank=at, is_in_use=False) for at, number in enumerate(reserve, 1)]
        Slip.objects.bulk_create(slips)
    log(by, "survey.open", one, after={"seed": one.seed, "households": _sample(one)})
    return one


@transaction.atomic
def close_survey(*, by: Person, pk: int, reason: str = "") -> Survey:
    """Counts the answers once and for all; before the last day with a reason."""
    one, reason = run_survey(by, pk), clean(reason)
    if one.state != Survey.State.OPEN:
        raise refusals.SurveyNotOpen
    if today() < one.ends and not reason:
        raise refusals.CloseReasonMissing
    if papers := Reading.objects.filter(slip__hamlet__survey=one).count():
        raise refusals.PapersOpen(count=papers)
    one.state, one.close_reason = Survey.State.CLOSED, reason
    one.ends = max(one.begins, min(one.ends, today()))
    one.save(update_fields=["state", "close_reason", "ends"])
    answered = count_answers(one)
    shuffle_answers(one)
    log(by, "survey.close", one, after={"answered": answered}, reason=reason)
    return one


def count_answers(one: Survey) -> int:
    """Writes the counts; how many households answered."""
    counts: Counter[tuple[int, str, str, str]] = Counter()
    answers = list(Answer.objects.filter(hamlet__survey=one).values_list("hamlet", "mode", "said"))
    for hamlet, mode, said in answers:
        counts.update((hamlet, mode, content, word) for content, word in said.items())
    spots = sorted({(hamlet, mode, content) for hamlet, mode, content, _word in counts})
    yes, no, none = Answer.Said.YES, Answer.Said.NO, Answer.Said.NONE
    SurveyCount.objects.bulk_create(
        SurveyCount(
            hamlet_id=spot[0],
            mode=spot[1],
            content=spot[2],
            satisfied=counts[*spot, yes],
            dissatisfied=counts[*spot, no],
            undecided=counts[*spot, none],
        )
        for spot in spots
    )
    return len(answers)


def shuffle_answers(one: Survey) -> None:
    """Written anew together, in an order of chance: a database remembers of each row when it was written and so, beside
    which household's."""
    answers = list(Answer.objects.filter(hamlet__survey=one))
    Answer.objects.filter(hamlet__survey=one).delete()
    secrets.SystemRandom().shuffle(answers)
    for answer in answers:
        answer.key = new_key()
    Answer.objects.bulk_create(answers)


def _planned(
    one: Survey,
    *,
    rule: str,
    begins: date,
    ends: date,
    basis: str,
    hamlets: Hamlets,
    run_by: str,
    percent: Decimal | None = None,
    margin: Decimal | None = None,
    confidence: int = 95,
    reserve_percent: int = 10,
    enters_twice: bool = False,
) -> None:
    """Sets and saves the plan, with how many households each hamlet has to ask."""
    law = rule_or_refuse(rule, begins, nearest_version(one.place, begins))
    if ends < begins:
        raise refusals.SurveyDaysReversed
    named = [(clean(name), size) for name, size in hamlets]
    if not named or len({name for name, _ in named}) < len(named) or any(size < 1 for _, size in named):
        raise refusals.HamletsWrong
    paper = newest(law.questionnaire)
    one.rule_id, one.questionnaire_id, one.questionnaire_version = law.id, paper.id, paper.version
    one.begins, one.ends, one.run_by, one.enters_twice = begins, ends, clean(run_by), enters_twice
    one.basis, one.confidence, one.reserve_percent = Survey.Basis(basis), confidence, reserve_percent
    one.percent = percent if basis == Survey.Basis.PERCENT else None
    one.margin = margin if basis == Survey.Basis.MARGIN else None
    size = size_of(one, law, sum(households for _, households in named))
    one.save()
    share_out(one, named, size)


def rule_or_refuse(key: str, day: date, unit: PlaceVersion) -> Rule:
    law = rules().get(key)
    if law is None or not law.stands_on(day) or law.level != level_of(unit):
        raise refusals.RuleNotThen
    return law


def level_of(unit: PlaceVersion) -> str:
    """Empty where no rule asks for a survey."""
    return "commune" if unit.kind in COMMUNE_KINDS else "district" if unit.kind == Kind.HUYEN else ""


def size_of(one: Survey, law: Rule, households: int) -> int:
    if one.basis == Survey.Basis.RULE:
        if law.households is None:
            raise refusals.RuleWithoutShare
        return by_percent(households, law.households.least)
    if one.basis == Survey.Basis.PERCENT:
        if one.percent is None:
            raise refusals.SizeMissing
        return by_percent(households, one.percent)
    if one.margin is None:
        raise refusals.MarginMissing
    return by_margin(households, one.margin, one.confidence)


def share_out(one: Survey, hamlets: Hamlets, size: int) -> None:
    shares = allocated(size, [households for _, households in hamlets])
    reserve_share = Decimal(one.reserve_percent)
    SurveyHamlet.objects.bulk_create(
        SurveyHamlet(
            survey=one,
            position=at,
            name=name,
            households=households,
            sample=share,
            reserve=min(households - share, by_percent(share, reserve_share)),
        )
        for at, ((name, households), share) in enumerate(zip(hamlets, shares, strict=True), 1)
    )


def run_survey(by: Person, pk: int) -> Survey:
    """Locked for a change; raises Survey.DoesNotExist, PermissionDenied, SurveyClosed."""
    one = surveys_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_runs(by, one.place)
    if one.state == Survey.State.CLOSED:
        raise refusals.SurveyClosed
    return one


def refuse_unless_runs(by: Person, place: Place) -> None:
    if not may_run(by, place):
        raise PermissionDenied


def log(by: Person, verb: str, one: Survey, **more: Any) -> None:
    record(by, verb, one, place=one.place, on_behalf_of=acting_for(by, Action.RUN_SURVEYS, one.place, today()), **more)


def _households(one: Survey) -> int:
    return sum(hamlet.households for hamlet in one.hamlets.all())


def _sample(one: Survey) -> int:
    return sum(hamlet.sample for hamlet in one.hamlets.all())
