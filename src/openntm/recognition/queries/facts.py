"""Reads: everything that the guards of a step ask of a dossier."""

from datetime import date

from django.db.models import QuerySet

from openntm.recognition.models import Consultation, Dossier, DossierCondition, Opinion, PublicComment, ReturnPoint
from openntm.recognition.models.reviews import CriterionReview
from openntm.recognition.procedure.facts import Facts, Period, Surveyed, Voted
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.queries import titles_on
from openntm.recognition.queries.councils import outcome_of
from openntm.recognition.queries.parts import states_of
from openntm.recognition.queries.reviews import failed_reviews, missing_reviews
from openntm.recognition.queries.snapshots import findings_of, short_of, unreported_of

TIERS = ("commune", "district")
LAYERS = tuple(CriterionReview.Layer)


def facts_of(dossier: Dossier, on: date) -> Facts:
    """As they are known now, for a step on that day."""
    findings, bound = findings_of(dossier), dossier.assessment
    return Facts(
        day=on,
        title=dossier.title,
        set_id=bound.set_id if bound else "",
        assessed_on=bound.on if bound else None,
        short=short_of(findings),
        unreported=unreported_of(findings),
        titles_held=frozenset(titles_on([dossier.place_id], on)[dossier.place_id]),
        consultations={one.tier: Period(one.begins, one.ends, one.broadcasts) for one in consultations_of(dossier)},
        front_opinions=Opinion.objects.filter(
            consultation__dossier=dossier, origin=Opinion.From.FRONT, day__lte=on
        ).count(),
        unanswered={tier: unanswered(dossier, tier).count() + unread(dossier, tier) for tier in TIERS},
        meeting=meeting_of(dossier),
        survey=survey_of(dossier),
        conditions={one.condition: one.holds for one in conditions_of(dossier, on)},
        parts=states_of(dossier, load_procedure(dossier.procedure), on),
        open_points=open_points(dossier).count(),
        reviews_missing={layer: tuple(missing_reviews(dossier, layer)) for layer in LAYERS},
        reviews_failed={layer: tuple(failed_reviews(dossier, layer)) for layer in LAYERS},
        council_outcome=outcome_of(dossier),
        decision_signed=dossier.decision_id is not None,
    )


def begun_again_on(dossier: Dossier) -> date:
    """The day on which the path last began: consultations before a return to the self-assessment no longer count."""
    step = dossier.steps.filter(to_state="self_assessing").order_by("-number").first()
    return step.day if step else dossier.opened_on


def consultations_of(dossier: Dossier) -> list[Consultation]:
    """The ones that count, the last of a tier last."""
    return list(dossier.consultations.filter(begins__gte=begun_again_on(dossier)).order_by("begins", "pk"))


def unanswered(dossier: Dossier, tier: str) -> QuerySet[Opinion]:
    """Opinions that disagree, or neither agree nor disagree, and have no answer."""
    found = Opinion.objects.filter(consultation__dossier=dossier, consultation__tier=tier, answer="")
    return found.exclude(agrees=True)


def unread(dossier: Dossier, tier: str) -> int:
    """Comments from the public page that nobody has read yet: what was not read is not answered either."""
    waiting = PublicComment.objects.filter(consultation__dossier=dossier, consultation__tier=tier)
    return waiting.filter(state=PublicComment.State.NEW).count()


def meeting_of(dossier: Dossier) -> Voted | None:
    meeting = dossier.meetings.filter(day__gte=begun_again_on(dossier)).last()
    return Voted(meeting.day, meeting.invited, meeting.present, meeting.in_favour) if meeting else None


def survey_of(dossier: Dossier) -> Surveyed | None:
    survey = dossier.satisfaction.last()
    if survey is None:
        return None
    contents = tuple((one.content, one.answered, one.satisfied) for one in survey.contents.all())
    return Surveyed(survey.households, survey.answered, survey.satisfied, contents)


def conditions_of(dossier: Dossier, on: date) -> list[DossierCondition]:
    return list(dossier.conditions.filter(day__lte=on))


def open_points(dossier: Dossier) -> QuerySet[ReturnPoint]:
    return ReturnPoint.objects.filter(step__dossier=dossier, answer="")
