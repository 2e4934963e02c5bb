"""Reads: a household's slip, how far the field work is, and what came out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from openntm.codes.queries import plain_token
from openntm.office.wording import in_language
from openntm.participation.models import Answer, Slip, Survey, SurveyCount, SurveyHamlet
from openntm.participation.surveys.intervals import interval_of, share_of
from openntm.participation.surveys.pooling import Row, pooled
from openntm.participation.surveys.questionnaires import OVERALL
from openntm.participation.surveys.rules import Share
from openntm.participation.surveys.sampling import by_percent
from openntm.places.models import PlaceVersion
from openntm.places.queries import versions_of


def slip_of(token: str) -> Slip:
    """However it was typed; raises Slip.DoesNotExist."""
    return Slip.objects.select_related("hamlet__survey__place").get(token=plain_token(token))


def slips_of(survey: Survey, typed: str) -> QuerySet[Slip]:
    """By the code, or by the hamlet's place in the list and the household's number: “2/17”."""
    found = Slip.objects.filter(hamlet__survey=survey).select_related("hamlet")
    hamlet, slash, number = typed.replace(" ", "").partition("/")
    if slash and len(hamlet + number) < 10 and hamlet.isdecimal() and number.isdecimal():
        return found.filter(hamlet__position=int(hamlet), number=int(number))
    return found.filter(token=plain_token(typed))


def progress_of(survey: Survey) -> QuerySet[SurveyHamlet]:
    """Each hamlet with how many households have answered, could not be reached, wait for a second entry."""
    slips = {
        "answered": Count("slips__returned"),
        "unreached": Count("slips", filter=~Q(slips__unreached="")),
        "waiting": Count("slips__reading"),
    }
    return survey.hamlets.annotate(**slips)


@dataclass(frozen=True)
class Line:
    """One content, all hamlets and modes together."""

    key: str
    name: str
    satisfied: int
    dissatisfied: int
    undecided: int
    households: int
    least: Share | None

    @property
    def answered(self) -> int:
        return self.satisfied + self.dissatisfied + self.undecided

    @property
    def share(self) -> Decimal | None:
        return share_of(self.satisfied, self.answered)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return interval_of(self.satisfied, self.answered, self.households)

    @property
    def reaches(self) -> bool | None:
        """None where no level is known."""
        if self.least is None:
            return None
        return bool(self.answered) and self.satisfied * 100 >= self.least.least * self.answered

    @property
    def is_close(self) -> bool:
        """Whether asking all households might have come out on the other side of the level."""
        interval = self.interval
        return bool(self.least and interval) and interval[0] < self.least.least <= interval[1]  # type: ignore[index,union-attr]


@dataclass(frozen=True)
class Results:
    """What came out of a closed survey."""

    survey: Survey
    hamlets: tuple[SurveyHamlet, ...]
    lines: tuple[Line, ...]
    by_hamlet: tuple[Row, ...]
    by_mode: tuple[Row, ...]
    lowest: Decimal | None  # of the communes of a district

    @property
    def overall(self) -> Line:
        return self.lines[-1]

    @property
    def answered(self) -> int:
        return self.overall.answered

    @cached_property
    def households(self) -> int:
        return sum(hamlet.households for hamlet in self.hamlets)

    @cached_property
    def sample(self) -> int:
        return sum(hamlet.sample for hamlet in self.hamlets)

    @property
    def needed(self) -> int:
        return needed_of(self.survey, self.households, self.sample)

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.answered)

    @property
    def silent(self) -> list[SurveyHamlet]:
        """Hamlets of which no household answered: without them the result does not speak for the place."""
        return [hamlet for hamlet in self.hamlets if not hamlet.answered]  # type: ignore[attr-defined]

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return self.overall.interval


def needed_of(survey: Survey, households: int, sample: int) -> int:
    """By the rule; where it names no share, as many as were planned."""
    rule = survey.rule.households
    return by_percent(households, rule.least) if rule else sample


def results_of(survey: Survey) -> Results:
    hamlets = tuple(progress_of(survey))
    households = sum(hamlet.households for hamlet in hamlets)
    counts = SurveyCount.objects.filter(hamlet__survey=survey)
    sums = {row["content"]: row for row in summed(counts, "content")}
    law, lines = survey.rule, []
    for content in survey.questionnaire.contents:
        found = sums.get(content.key, {})
        numbers = (found.get("yes", 0), found.get("no", 0), found.get("none", 0))
        # Of a district, the level of contents is one for each commune and not for all together.
        least = law.overall if content.key == OVERALL else law.contents if law.level == "commune" else None
        lines.append(Line(content.key, str(in_language(content.name)), *numbers, households, least))
    whole = counts.filter(content=OVERALL)
    modes = [(str(Answer.Mode(row["mode"]).label), row) for row in summed(whole, "mode")]
    named = [(row["hamlet__name"], row) for row in summed(whole, "hamlet__position", "hamlet__name")]
    lowest = lowest_share(survey) if law.level == "district" else None
    return Results(survey, hamlets, tuple(lines), pooled_rows(named), pooled_rows(modes), lowest)


def summed(counts: QuerySet[SurveyCount], *by: str) -> QuerySet[SurveyCount, dict[str, Any]]:
    sums = {"yes": Sum("satisfied"), "no": Sum("dissatisfied"), "none": Sum("undecided")}
    return counts.order_by(*by).values(*by).annotate(**sums)


def pooled_rows(rows: list[tuple[str, dict[str, Any]]]) -> tuple[Row, ...]:
    """Several rows only: one alone is the total."""
    found = pooled([Row((name,), row["yes"], row["no"] + row["none"]) for name, row in rows])
    return tuple(found) if len(found) > 1 else ()


@dataclass(frozen=True)
class SurveyRow:
    """One survey of a list; the share only of a closed one."""

    survey: Survey
    unit: PlaceVersion
    sample: int
    answered: int
    share: Decimal | None
    lacking: int  # answers, of a closed one


def survey_rows(surveys: QuerySet[Survey], on: date) -> list[SurveyRow]:
    found = list(surveys)
    units = units_of({one.place_id for one in found}, on)
    plain = surveys.order_by().values_list("pk")
    samples = dict(plain.annotate(n=Sum("hamlets__sample")))
    households = dict(plain.annotate(n=Sum("hamlets__households")))
    returned = dict(plain.annotate(n=Count("hamlets__slips__returned")))
    whole = SurveyCount.objects.filter(hamlet__survey__in=[one.pk for one in found], content=OVERALL)
    good = {row["hamlet__survey"]: row["yes"] for row in summed(whole, "hamlet__survey")}
    return [
        SurveyRow(
            one,
            units[one.place_id],
            samples[one.pk] or 0,
            returned[one.pk],
            share_of(good[one.pk], returned[one.pk]) if one.pk in good else None,
            max(0, needed_of(one, households[one.pk] or 0, samples[one.pk] or 0) - returned[one.pk])
            if one.state == Survey.State.CLOSED
            else 0,
        )
        for one in found
    ]


def units_of(places: Collection[int], on: date) -> dict[int, PlaceVersion]:
    """As they were called on the day; a unit that does not stand then by its last name."""
    found = PlaceVersion.objects.filter(place__in=places).select_related("place").order_by("valid_from")
    last = {version.place_id: version for version in found}
    return last | versions_of(places, on)


def lowest_share(survey: Survey) -> Decimal | None:
    """The lowest of a commune of the district: with any content, for the advanced title on the whole."""
    counts = SurveyCount.objects.filter(hamlet__survey=survey)
    found = summed(
        counts if survey.rule.title == "district_ntm" else counts.filter(content=OVERALL), "hamlet", "content"
    )
    shares = [share_of(row["yes"], row["yes"] + row["no"] + row["none"]) for row in found]
    return min((share for share in shares if share is not None), default=None)
