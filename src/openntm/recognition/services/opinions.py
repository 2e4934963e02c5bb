"""Writes: consultations and opinions, the commune's meeting, the satisfaction of residents, conditions confirmed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.access import today
from openntm.office.files import keep
from openntm.office.log import record
from openntm.office.models import Person
from openntm.participation.models import Survey
from openntm.recognition.models import (
    Consultation,
    Dossier,
    DossierCondition,
    Meeting,
    Opinion,
    Satisfaction,
    SatisfactionContent,
)
from openntm.recognition.procedure.guards import Refusal
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.queries.facts import begun_again_on
from openntm.recognition.services.steps import StepRefused, actor_or_refuse, locked, refuse_day, refuse_elsewhere

Content = tuple[str, int, int]  # name, answered, satisfied


class CountsWrong(StepRefused):
    said = (
        Refusal(
            "counts",
            "Các số không khớp: người có mặt không quá người được mời, người tán thành không quá người có mặt.",
            "The counts do not fit: no more present than invited, no more in favour than present.",
        ),
    )


class ConsultationOver(StepRefused):
    said = (
        Refusal(
            "consultation",
            "Chưa có hoặc đã hết đợt lấy ý kiến vào ngày này.",
            "No consultation is open on this day.",
        ),
    )


class ConsultationOpen(StepRefused):
    said = (Refusal("consultation", "Đang có một đợt lấy ý kiến.", "A consultation is open already."),)


class NotAsked(StepRefused):
    """The procedure does not know such a consultation or condition, or not on this day."""


@transaction.atomic
def open_consultation(
    *, by: Person, pk: int, begins: date, ends: date | None = None, shown_at: str = ""
) -> Consultation:
    """Of the tier with which the dossier lies; without an end, as long as the rules ask at least."""
    dossier = locked(by, pk)
    law = load_procedure(dossier.procedure)
    tier = tier_held(dossier)
    if tier not in law.consultations:
        raise NotAsked(Refusal("tier", "Bước này không lấy ý kiến.", "No opinions are taken at this step."))
    on_behalf_of = holder_or_refuse(by, dossier)
    refuse_day(begins, begun_again_on(dossier))
    ends = ends or begins + timedelta(days=int(law.consultations[tier].days) - 1)
    if ends < begins:
        raise CountsWrong(Refusal("ends", "Ngày kết thúc trước ngày bắt đầu.", "It ends before it begins."))
    if dossier.consultations.filter(tier=tier, ends__gte=begins).exists():
        raise ConsultationOpen
    found = Consultation.objects.create(dossier=dossier, tier=tier, begins=begins, ends=ends, shown_at=shown_at)
    after = {"tier": tier, "begins": begins.isoformat(), "ends": ends.isoformat()}
    record(by, "consultation.open", found, after=after, place=dossier.place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def record_broadcasts(*, by: Person, pk: int, broadcasts: int) -> Consultation:
    """How often the report was read on the loudspeaker so far, all in all."""
    found, on_behalf_of = consultation_or_refuse(by, pk)
    before, found.broadcasts = found.broadcasts, broadcasts
    found.save(update_fields=["broadcasts"])
    place = found.dossier.place
    old, new = {"broadcasts": before}, {"broadcasts": broadcasts}
    record(by, "consultation.broadcasts", found, before=old, after=new, place=place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def close_consultation(*, by: Person, pk: int, ends: date) -> Consultation:
    """On another last day than was planned: earlier or later."""
    found, on_behalf_of = consultation_or_refuse(by, pk)
    if ends < found.begins:
        raise CountsWrong(Refusal("ends", "Ngày kết thúc trước ngày bắt đầu.", "It ends before it begins."))
    before, found.ends = found.ends, ends
    found.save(update_fields=["ends"])
    old, new, place = {"ends": before.isoformat()}, {"ends": ends.isoformat()}, found.dossier.place
    record(by, "consultation.close", found, before=old, after=new, place=place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def add_opinion(
    *,
    by: Person,
    pk: int,
    origin: str,
    day: date,
    who: str = "",
    people: int = 1,
    agrees: bool | None = None,
    text: str = "",
    upload: UploadedFile | None = None,
) -> Opinion:
    """In the consultation that is open on the day; entered by those who hold the dossier or by the Front."""
    dossier = locked(by, pk)
    on_behalf_of = front_or_holder(by, dossier)
    refuse_day(day, None)
    consultation = open_on(dossier, day)
    file = keep(upload, by, place=dossier.place) if upload else None
    return write_opinion(
        consultation,
        by,
        on_behalf_of,
        origin=Opinion.From(origin),
        who=who,
        people=people,
        agrees=agrees,
        text=text,
        day=day,
        file=file,
    )


def write_opinion(consultation: Consultation, by: Person, on_behalf_of: Person | None, **values: object) -> Opinion:
    found = Opinion.objects.create(consultation=consultation, entered_by=by, **values)
    after = {"origin": str(found.origin), "people": found.people, "day": found.day.isoformat()}
    place = consultation.dossier.place
    record(by, "opinion.add", found, after=after, place=place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def answer_opinion(*, by: Person, dossier: int, pk: int, answer: str, day: date) -> Opinion:
    held = locked(by, dossier)
    on_behalf_of = holder_or_refuse(by, held)
    found = Opinion.objects.select_for_update().get(pk=pk, consultation__dossier=held)
    refuse_day(day, found.day)
    found.answer, found.answered_on, found.answered_by = answer.strip(), day, by
    found.save(update_fields=["answer", "answered_on", "answered_by"])
    record(by, "opinion.answer", found, after={"day": day.isoformat()}, place=held.place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def record_meeting(
    *,
    by: Person,
    pk: int,
    day: date,
    invited: int,
    present: int,
    in_favour: int,
    chair: str,
    secretary: str,
    remarks: str = "",
) -> Meeting:
    """The newest one counts; whether its vote is enough is asked when the step is taken."""
    dossier = locked(by, pk)
    on_behalf_of = holder_or_refuse(by, dossier)
    refuse_day(day, begun_again_on(dossier))
    if not 0 <= in_favour <= present <= invited:
        raise CountsWrong
    found = Meeting.objects.create(
        dossier=dossier,
        day=day,
        invited=invited,
        present=present,
        in_favour=in_favour,
        chair=chair,
        secretary=secretary,
        remarks=remarks,
        entered_by=by,
    )
    after = {"day": day.isoformat(), "present": present, "in_favour": in_favour}
    record(by, "meeting.record", found, after=after, place=dossier.place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def record_satisfaction(
    *,
    by: Person,
    pk: int,
    begins: date,
    ends: date,
    households: int,
    answered: int,
    satisfied: int,
    run_by: str,
    contents: Iterable[Content] = (),
    survey: Survey | None = None,
) -> Satisfaction:
    """Entered by the Front; the newest survey counts. `survey` is what `take_over_survey` took the counts from."""
    dossier, rows = locked(by, pk), list(contents)
    law = load_procedure(dossier.procedure)
    on_behalf_of = actor_or_refuse(by, law.actors["front"], dossier.place)
    refuse_elsewhere(dossier, law.actors["front"])
    refuse_day(ends, None)
    fits = all(0 <= good <= asked for _name, asked, good in rows)
    if not (fits and 0 <= satisfied <= answered <= households) or ends < begins:
        raise CountsWrong(
            Refusal(
                "counts",
                "Các số không khớp: số hộ trả lời không quá tổng số hộ, số hộ hài lòng không quá số hộ trả lời.",
                "The counts do not fit: no more answers than households, no more satisfied than answers.",
            )
        )
    counts = {"households": households, "answered": answered, "satisfied": satisfied}
    found = Satisfaction.objects.create(
        dossier=dossier, begins=begins, ends=ends, run_by=run_by, survey=survey, entered_by=by, **counts
    )
    SatisfactionContent.objects.bulk_create(
        SatisfactionContent(survey=found, position=position, content=name, answered=asked, satisfied=good)
        for position, (name, asked, good) in enumerate(rows, 1)
    )
    after = counts | ({"survey": survey.pk} if survey else {})
    record(by, "satisfaction.record", found, after=after, place=dossier.place, on_behalf_of=on_behalf_of)
    return found


@transaction.atomic
def confirm_condition(
    *,
    by: Person,
    pk: int,
    condition: str,
    day: date,
    holds: bool,
    amount: int | None = None,
    document: str = "",
    upload: UploadedFile | None = None,
) -> DossierCondition:
    """One of the conditions that the procedure asks on that day; of a debt, the amount says whether it holds."""
    dossier = locked(by, pk)
    law = load_procedure(dossier.procedure)
    on_behalf_of = holder_or_refuse(by, dossier)
    refuse_day(day, None)
    asked = next((one for one in law.conditions if one.id == condition and one.stands_on(day)), None)
    if asked is None:
        raise NotAsked(Refusal("condition", "Ngày này không xét điều kiện đó.", "Not asked on this day."))
    amount = amount if asked.kind == "no_amount" else None
    holds = holds if amount is None else amount == 0
    file = keep(upload, by, place=dossier.place) if upload else None
    found = DossierCondition.objects.create(
        dossier=dossier,
        condition=condition,
        holds=holds,
        amount=amount,
        document=document,
        day=day,
        file=file,
        entered_by=by,
        at=timezone.now(),
    )
    after = {"condition": asked.vi, "holds": holds, "amount": amount, "day": day.isoformat()}
    record(by, "dossier.condition", found, after=after, place=dossier.place, on_behalf_of=on_behalf_of)
    return found


def tier_held(dossier: Dossier) -> str:
    law = load_procedure(dossier.procedure)
    holder = law.states[dossier.state].held_by
    return law.actors[holder].tier if holder else ""


def holder_or_refuse(by: Person, dossier: Dossier) -> Person | None:
    """On whose behalf; the dossier must lie with the person's own body."""
    law = load_procedure(dossier.procedure)
    holder = law.states[dossier.state].held_by
    if holder is None:
        raise NotAsked(Refusal("state", "Hồ sơ không còn ở bước soạn.", "The dossier is not being worked on."))
    return actor_or_refuse(by, law.actors[holder], dossier.place)


def front_or_holder(by: Person, dossier: Dossier) -> Person | None:
    law = load_procedure(dossier.procedure)
    try:
        return actor_or_refuse(by, law.actors["front"], dossier.place)
    except StepRefused:
        return holder_or_refuse(by, dossier)


def consultation_or_refuse(by: Person, pk: int) -> tuple[Consultation, Person | None]:
    known = Consultation.objects.get(pk=pk)
    dossier = locked(by, known.dossier_id)
    on_behalf_of = holder_or_refuse(by, dossier)
    if known.tier != tier_held(dossier) or known.begins > today():
        raise ConsultationOver
    return Consultation.objects.select_for_update().get(pk=pk), on_behalf_of


def open_on(dossier: Dossier, day: date) -> Consultation:
    found = dossier.consultations.filter(begins__lte=day, ends__gte=day).last()
    if found is None:
        raise ConsultationOver
    return found
