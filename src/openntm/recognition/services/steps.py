"""Writes: a dossier is opened, and goes from step to step; nobody passes by the procedure's data."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from openntm.office.access import today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.working_days import later_day
from openntm.places.models import Place
from openntm.recognition.access.dossiers import acting_posts, dossiers_visible_to
from openntm.recognition.models import Decision, Dossier, DossierStep, ReturnPoint
from openntm.recognition.procedure.engine import due_day, open_transitions, refusals
from openntm.recognition.procedure.guards import Refusal
from openntm.recognition.procedure.loader import checksum_of, load_procedure, may_start, procedures_for
from openntm.recognition.procedure.schema import RETURNED, Actor, Procedure, Transition
from openntm.recognition.queries.facts import facts_of
from openntm.recognition.queries.path import OPEN, entered_states, lies_with, returned_to
from openntm.steering.models import Registration, Title

Point = str | tuple[str, str]


class StepRefused(Exception):
    """Carries the sentences for the person, in both languages; subclasses are named after the rule."""

    said: tuple[Refusal, ...] = ()
    field = ""  # by which a form says it; none: above all fields

    def __init__(self, *said: Refusal) -> None:
        self.said = said or self.said
        super().__init__("; ".join(one.en for one in self.said))


class NotYourStep(StepRefused, PermissionDenied):
    """No post of the person is that of the actor, or it stands on another tier."""


class StepNotOpen(StepRefused):
    """The data has no such step from this state on this day."""


class DayWrong(StepRefused):
    """In the future, or before the last step."""


class LateWithoutReason(StepRefused):
    field = "late_reason"
    said = (Refusal("late", "Đã quá hạn: hãy ghi lý do chậm.", "The time has passed: say why it is late."),)


class ReasonMissing(StepRefused):
    said = (Refusal("reason", "Hãy ghi lý do.", "Give the reason."),)


class PointsMissing(StepRefused):
    said = (
        Refusal(
            "points",
            "Hãy ghi ít nhất một điểm cần hoàn thiện.",
            "Name at least one point that is to be mended.",
        ),
    )


class LiesElsewhere(StepRefused):
    said = (
        Refusal(
            "elsewhere",
            "Hồ sơ không ở chỗ đơn vị này: chỉ bổ sung, sửa đổi được khi hồ sơ được trả lại.",
            "The dossier lies with another body: nothing is added or changed here until it comes back.",
        ),
    )


class GuardsRefuse(StepRefused):
    """The step is open, and something that it asks for is not there."""


class NothingStarts(StepRefused):
    """No procedure whose text is known is for this title, year and day."""


class DossierExists(StepRefused):
    said = (
        Refusal(
            "exists",
            "Đã có hồ sơ cho danh hiệu này trong năm này.",
            "There is a dossier for this title in this year already.",
        ),
    )


@transaction.atomic
def open_dossier(
    *,
    by: Person,
    day: date,
    registration: Registration | None = None,
    place: Place | None = None,
    title: str = "",
    year: int = 0,
    holder: str = "",
    procedure: str = "",
) -> Dossier:
    """From a registration, or for a place, title and year; `procedure` names older rules where the year's are open."""
    if registration is not None:
        place, title, year = registration.place, registration.title, registration.year
        holder = registration.holder
    assert place is not None
    law = law_for(title, year, day, procedure)
    on_behalf_of = actor_or_refuse(by, law.actors[law.states[law.first_state].held_by or ""], place)
    refuse_day(day, registration.registered_on if registration else None)
    dossier = Dossier(place=place, holder=holder, title=Title(title), year=year, registration=registration)
    dossier.procedure, dossier.procedure_sha256 = law.procedure, checksum_of(law.procedure)
    dossier.state, dossier.since, dossier.opened_on = law.first_state, day, day
    dossier.opened_by, dossier.illustrative = by, by.is_demonstration
    try:
        with transaction.atomic():
            dossier.save()
    except IntegrityError:
        raise DossierExists from None
    add_step(dossier, OPEN, law.states[law.first_state].held_by or "", "", day, by, on_behalf_of)
    after = {"title": title, "year": year, "day": day.isoformat(), "procedure": law.procedure}
    record(by, "dossier.open", dossier, after=after, place=place, on_behalf_of=on_behalf_of)
    return dossier


def law_for(title: str, year: int, on: date, named: str = "") -> Procedure:
    """The version for the title and year that may start on the day; else what the open one says instead."""
    found = procedures_for(title, year)
    if named and named in {one.instead for one in found}:
        found = [load_procedure(named), *found]
    usable = next((one for one in found if may_start(one, on) and title in one.titles), None)
    if usable is not None:
        return usable
    notes = [one.note for one in found if one.note]
    if notes:
        raise NothingStarts(*(Refusal("procedure", note.vi, note.en) for note in notes))
    raise NothingStarts(
        Refusal(
            "procedure",
            "Không có quy định nào trong dữ liệu cho danh hiệu và năm này.",
            "The data has no procedure for this title and year.",
        )
    )


@transaction.atomic
def take_step(
    *,
    by: Person,
    pk: int,
    transition: str,
    day: date,
    reason: str = "",
    late_reason: str = "",
    points: Iterable[Point] = (),
) -> Dossier:
    """One transition of the dossier's procedure; `points` are texts, or (criterion, text), of a return."""
    dossier, named = locked(by, pk), pairs_of(points)
    law = load_procedure(dossier.procedure)
    step = step_or_refuse(dossier, law, transition, day)
    on_behalf_of = actor_or_refuse(by, law.actors[step.actor], dossier.place)
    refuse_day(day, dossier.since)
    refuse_words(step, reason.strip(), named)
    if dossier.due and day > dossier.due and not late_reason.strip():
        raise LateWithoutReason
    refused = refusals(law, step, facts_of(dossier, day))
    if refused:
        raise GuardsRefuse(*refused)
    before, due = law.states[dossier.state], dossier.due
    from_state, dossier.state, dossier.since = dossier.state, step.to, day
    taken = add_step(
        dossier, step.id, step.actor, from_state, day, by, on_behalf_of, due, reason.strip(), late_reason.strip()
    )
    add_points(taken, named)
    dossier.due = due_day(law, dossier.state, entered_states(dossier), later_day)
    dossier.save(update_fields=["state", "since", "due"])
    if step.to == "announced" and dossier.decision_id:
        announced_with(dossier.decision_id)
    after = {"state": law.states[step.to].vi, "day": day.isoformat()}
    record(
        by,
        "dossier.step",
        dossier,
        before={"state": before.vi},
        after=after,
        place=dossier.place,
        reason=reason or late_reason,
        on_behalf_of=on_behalf_of,
    )
    return dossier


def announced_with(decision: int) -> None:
    """A decision on several units is announced when the last of them is; locked: two last ones see each other."""
    made = Decision.objects.select_for_update(of=("self",)).get(pk=decision)
    if made.announced_on is None and not made.dossiers.exclude(state="announced").exists():
        steps = DossierStep.objects.filter(dossier__decision=made, to_state="announced")
        made.announced_on = steps.aggregate(last=Max("day"))["last"]
        made.save(update_fields=["announced_on"])


def locked(by: Person, pk: int) -> Dossier:
    """The dossier, held against everybody else until the act is done."""
    return dossiers_visible_to(by).select_for_update().get(pk=pk)


def step_or_refuse(dossier: Dossier, law: Procedure, transition: str, day: date) -> Transition:
    found = {one.id: one for one in open_transitions(law, dossier.state, day, returned_to(dossier))}
    if transition in found:
        return found[transition]
    state, on = law.states[dossier.state], f"{day:%d/%m/%Y}"
    raise StepNotOpen(
        Refusal(
            "state",
            f"Hồ sơ đang ở bước “{state.vi}”: ngày {on} không thực hiện được việc này.",
            f"The dossier stands at “{state.en}”: this cannot be done on {on}.",
        )
    )


def actor_or_refuse(by: Person, actor: Actor, place: Place) -> Person | None:
    """On whose behalf the person acts; refused without a post of the actor."""
    posts = acting_posts(by, actor, place)
    if not posts:
        name = actor.named(today())
        raise NotYourStep(Refusal("actor", f"Việc này do {name.vi} thực hiện.", f"This is for: {name.en}."))
    return None if posts[0].person == by else posts[0].person


def refuse_elsewhere(dossier: Dossier, actor: Actor) -> None:
    if not lies_with(dossier, actor.tier):
        raise LiesElsewhere


def refuse_day(day: date, since: date | None) -> None:
    if day > today():
        raise DayWrong(Refusal("day", "Ngày chưa đến.", "The day lies in the future."))
    if since is not None and day < since:
        raise DayWrong(
            Refusal(
                "day",
                f"Ngày phải từ {since:%d/%m/%Y}, ngày của bước trước.",
                f"The day must not lie before {since:%d/%m/%Y}, that of the step before.",
            )
        )


def refuse_words(step: Transition, reason: str, points: Sequence[object]) -> None:
    if step.needs_reason and not reason:
        raise ReasonMissing
    if step.to == RETURNED and not points:
        raise PointsMissing


def add_step(
    dossier: Dossier,
    transition: str,
    actor: str,
    from_state: str,
    day: date,
    by: Person,
    on_behalf_of: Person | None,
    due: date | None = None,
    reason: str = "",
    late_reason: str = "",
) -> DossierStep:
    """The step binds the assessment of its moment."""
    return DossierStep.objects.create(
        dossier=dossier,
        number=dossier.steps.count() + 1,
        transition=transition,
        actor=actor,
        from_state=from_state,
        to_state=dossier.state,
        day=day,
        due=due,
        reason=reason,
        late_reason=late_reason if due and day > due else "",
        assessment=dossier.assessment,
        by=by,
        on_behalf_of=on_behalf_of,
        at=timezone.now(),
    )


def pairs_of(points: Iterable[Point]) -> list[tuple[str, str]]:
    """(criterion, text), without empty ones."""
    pairs = [("", one) if isinstance(one, str) else one for one in points]
    return [(criterion.strip(), text.strip()) for criterion, text in pairs if text.strip()]


def add_points(step: DossierStep, points: Sequence[tuple[str, str]]) -> None:
    ReturnPoint.objects.bulk_create(
        ReturnPoint(step=step, number=number, criterion=criterion, text=text)
        for number, (criterion, text) in enumerate(points, 1)
    )
