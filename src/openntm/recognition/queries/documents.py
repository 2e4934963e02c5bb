"""Reads: what each part of a dossier tells when the product prints it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from openntm.assessment.snapshot import SnapshotDiffers, SnapshotUnreadable
from openntm.office.departments import department_name
from openntm.office.documents import Document
from openntm.recognition.documents.debt import Debt, debt_report
from openntm.recognition.documents.evidence import Evidence, evidence_list
from openntm.recognition.documents.explanation import Explanation, explanation
from openntm.recognition.documents.head import Head, Request, committee_name
from openntm.recognition.documents.judged import Judged, judged
from openntm.recognition.documents.meeting import Meeting, meeting_minutes
from openntm.recognition.documents.opinions import Opinions, Period, Said, opinions_summary
from openntm.recognition.documents.results import Results, results_report
from openntm.recognition.documents.reviews import Layer, Review, Reviews, review_report
from openntm.recognition.documents.satisfaction import Content, Least, Survey, satisfaction_report
from openntm.recognition.documents.self_assessment import SelfAssessment, self_assessment
from openntm.recognition.documents.submission import Submission, submission
from openntm.recognition.models import CriterionReview, Dossier, Opinion
from openntm.recognition.models import Meeting as MeetingRow
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.rules import Part, Share
from openntm.recognition.procedure.schema import Procedure
from openntm.recognition.procedure.surveys import households_needed
from openntm.recognition.queries.bodies import above, body_of, district_of, province_of, request_of, version_on
from openntm.recognition.queries.charge import department_of
from openntm.recognition.queries.facts import begun_again_on, consultations_of
from openntm.recognition.queries.parts import PRESENT, parts_of
from openntm.recognition.queries.proofs import proofs_of
from openntm.recognition.queries.reviews import counted
from openntm.recognition.queries.snapshots import case_of
from openntm.recognition.queries.surveys import lacking_of


class NothingToPrint(LookupError):
    """What the document would tell has not been recorded; `missing` names it."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True)
class Asked:
    """A part of a dossier, to be printed with this day on it."""

    dossier: Dossier
    part: Part
    day: date

    @cached_property
    def law(self) -> Procedure:
        return load_procedure(self.dossier.procedure)

    @cached_property
    def request(self) -> Request:
        return request_of(self.dossier, self.day)

    @cached_property
    def head(self) -> Head:
        body = body_of(self.part.by, self.dossier.place, self.day)
        return Head(body, self.day, illustrative=self.dossier.illustrative)

    @cached_property
    def judged(self) -> Judged:
        """The dossier's place in the frozen assessment that it is bound to."""
        bound = self.dossier.assessment
        case = case_of(bound, self.dossier.place.key) if bound else None
        if bound is None or case is None:
            raise NothingToPrint("assessment")
        try:
            return judged(bound.content.encode(), case["place"])
        except (SnapshotUnreadable, SnapshotDiffers) as wrong:
            raise NothingToPrint("snapshot") from wrong


def part_document(dossier: Dossier, part: Part, day: date) -> Document:
    """Raises NothingToPrint."""
    return TOLD[part.generated or ""](Asked(dossier, part, day))


def submission_of(asked: Asked) -> Document:
    """To the body above: the first one verifies, unless it is the province, which appraises communes."""
    place, day = asked.dossier.place, asked.day
    higher = above(version_on(place, day), day)
    asked_of = higher[0].full_name if higher else province_of(place, day).name
    attached = tuple(
        one.part.vi
        for one in parts_of(asked.dossier, asked.day)
        if one.part.by in (asked.part.by, "front") and one.part.id != asked.part.id and one.state == PRESENT
    )
    meeting = meeting_row(asked)
    return submission(
        Submission(
            head=asked.head,
            request=asked.request,
            addressee=committee_name(asked_of),
            step="verification" if district_of(place, day) else "appraisal",
            attached=attached,
            law=asked.judged.law if asked.dossier.assessment else None,
            meeting_on=meeting.day if meeting else None,
        )
    )


def results_of(asked: Asked) -> Document:
    return results_report(Results(asked.head, asked.request, asked.judged))


def self_assessment_of(asked: Asked) -> Document:
    return self_assessment(SelfAssessment(asked.head, asked.request, asked.judged))


def explanations_of(asked: Asked) -> Document:
    return explanation(Explanation(asked.head, asked.request, asked.judged, {}))


def evidence_of(asked: Asked) -> Document:
    files = proofs_of(asked.dossier, asked.judged)
    return evidence_list(Evidence(asked.head, asked.request, asked.judged.law, files))


def opinions_of(asked: Asked) -> Document:
    tier = asked.law.actors[asked.part.by].tier
    periods = [one for one in consultations_of(asked.dossier) if one.tier == tier]
    if not periods:
        raise NothingToPrint("consultation")
    said = Opinion.objects.filter(consultation__in=periods).order_by("day", "pk")
    shown = tuple(Period(one.begins, one.ends, one.broadcasts, one.shown_at, one.tier) for one in periods)
    return opinions_summary(Opinions(asked.head, asked.request, shown, tuple(told(one) for one in said)))


def told(one: Opinion) -> Said:
    """Who a resident was stays here."""
    who = "" if one.origin == Opinion.From.RESIDENT else one.who
    return Said(one.origin, one.day, one.text, who, one.people, one.agrees, one.answer, one.answered_on)


def meeting_row(asked: Asked) -> MeetingRow | None:
    """The last one since the path last began."""
    return asked.dossier.meetings.filter(day__gte=begun_again_on(asked.dossier)).last()


def meeting_of(asked: Asked) -> Document:
    row = meeting_row(asked)
    if row is None:
        raise NothingToPrint("meeting")
    vote = asked.law.votes.get("meeting")
    return meeting_minutes(
        Meeting(
            head=Head(asked.head.body, row.day, illustrative=asked.head.illustrative),
            request=asked.request,
            day=row.day,
            invited=row.invited,
            present=row.present,
            in_favour=row.in_favour,
            chair=row.chair,
            secretary=row.secretary,
            remarks=row.remarks,
            least=Decimal(vote.share) if vote else None,
            least_verified=bool(vote and vote.is_verified),
        )
    )


def satisfaction_of(asked: Asked) -> Document:
    row = asked.dossier.satisfaction.last()
    if row is None:
        raise NothingToPrint("satisfaction")
    rules = asked.law.titles[asked.dossier.title].satisfaction
    asks = rules.households if rules else None
    return satisfaction_report(
        Survey(
            head=asked.head,
            request=asked.request,
            begins=row.begins,
            ends=row.ends,
            households=row.households,
            answered=row.answered,
            satisfied=row.satisfied,
            run_by=row.run_by,
            contents=tuple(Content(one.content, one.answered, one.satisfied) for one in row.contents.all()),
            least_asked=least(rules.households if rules else None),
            least_overall=least(rules.overall if rules else None),
            least_content=least(rules.contents if rules else None),
            lacking=lacking_of(row, households_needed(asks.least, row.households) if asks else None),
        )
    )


def least(share: Share | None) -> Least | None:
    return Least(Decimal(share.least), share.is_verified) if share else None


def debt_of(asked: Asked) -> Document:
    names = [one.id for one in asked.law.conditions if one.kind == "no_amount"]
    row = asked.dossier.conditions.filter(condition__in=names, day__lte=asked.day).last()
    if row is None:
        raise NothingToPrint("debt")
    amount = Decimal(0) if row.amount is None and row.holds else None if row.amount is None else Decimal(row.amount)
    return debt_report(Debt(asked.head, asked.request, row.day, amount, row.document))


def reviews_of(asked: Asked) -> Document:
    layer: Layer = "appraisal" if asked.part.generated == "appraisal_report" else "verification"
    rows = newest_of_layer(asked.dossier, layer)
    if not rows:
        raise NothingToPrint("reviews")
    reviews = tuple(
        Review(
            criterion=one.criterion,
            verdict="met" if one.verdict == CriterionReview.Verdict.MET else "not_met",
            department=department_name(one.department or charged, one.day, "vi"),
            comment=one.comment,
            day=one.day,
            seen_on_the_ground=one.seen_on_the_ground,
        )
        for one in rows
        for charged in [department_of(asked.judged.law.id, one.criterion)]
    )
    addressee = committee_name(province_of(asked.dossier.place, asked.day).name)
    return review_report(Reviews(asked.head, asked.request, layer, asked.judged, reviews, addressee))


def newest_of_layer(dossier: Dossier, layer: str) -> list[CriterionReview]:
    """One of each criterion that the layer has reviewed."""
    return [one for (of, _), one in counted(dossier, dossier.reviews.all()).items() if of == layer]


TOLD: dict[str, Callable[[Asked], Document]] = {
    "submission_letter": submission_of,
    "results_report": results_of,
    "self_assessment": self_assessment_of,
    "explanations": explanations_of,
    "evidence_list": evidence_of,
    "opinions_summary": opinions_of,
    "meeting_minutes": meeting_of,
    "satisfaction_report": satisfaction_of,
    "debt_report": debt_of,
    "verification_report": reviews_of,
    "appraisal_report": reviews_of,
}
