"""Who may be supported: clauses as data, judged by pure functions; each says why, and under which article."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from openntm.criteria.types.strict import Figure, Strict


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Clause(Strict):
    """`article` is where it stands in the act; empty where the act was not read."""

    article: str = ""


class PlaceKind(Clause):
    kind: Literal["place_kind"] = "place_kind"
    kinds: tuple[str, ...]


class RegisteredTitle(Clause):
    """For the year of the call."""

    kind: Literal["registered_title"] = "registered_title"
    titles: tuple[str, ...]


class CertificateInForce(Clause):
    kind: Literal["certificate_in_force"] = "certificate_in_force"


class ProducerKind(Clause):
    kind: Literal["producer_kind"] = "producer_kind"
    kinds: tuple[str, ...]


class AreaAtLeast(Clause):
    kind: Literal["area_at_least"] = "area_at_least"
    ha: Figure


class NotSupportedBefore(Clause):
    """What counts as the same thing, and for how long, is said by data/conflicts.yaml."""

    kind: Literal["not_supported_for_same_thing"] = "not_supported_for_same_thing"


class AppliedInTime(Clause):
    kind: Literal["applied_within_call"] = "applied_within_call"


class HasEvidence(Clause):
    kind: Literal["has_evidence"] = "has_evidence"
    least: int = 1


AnyClause = Annotated[
    PlaceKind
    | RegisteredTitle
    | CertificateInForce
    | ProducerKind
    | AreaAtLeast
    | NotSupportedBefore
    | AppliedInTime
    | HasEvidence,
    Field(discriminator="kind"),
]
CLAUSES: TypeAdapter[tuple[AnyClause, ...]] = TypeAdapter(tuple[AnyClause, ...])


def clauses_of(eligibility: Iterable[Mapping[str, Any]]) -> tuple[AnyClause, ...]:
    """Refused if a clause is of no known kind."""
    return CLAUSES.validate_python(list(eligibility))


def as_data(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """As the database keeps them."""
    return [one.model_dump(mode="json", exclude_defaults=True) | {"kind": one.kind} for one in clauses]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Other:
    """Another grant for the same thing."""

    scheme: str
    award: str
    day: date


@dataclass(frozen=True)
class Facts:
    """What is known of an application on a day; None is not known, `certificate` empty when none is named."""

    day: date
    submitted: date
    opens: date
    closes: date
    year: int
    place_kind: str | None = None
    titles: tuple[tuple[str, int], ...] = ()
    certificate: str = ""  # its standing
    certificate_name: str = ""
    certificate_since: date | None = None
    is_producer: bool = False
    producer_kind: str | None = None
    area: Decimal | None = None
    others: tuple[Other, ...] = ()
    evidence: int = 0


@dataclass(frozen=True)
class Judged:
    """`because` names the sentence, `words` what stands in it."""

    kind: str
    article: str
    verdict: Verdict
    because: str
    words: Mapping[str, str]

    def data(self) -> dict[str, Any]:
        return {**self.__dict__, "verdict": str(self.verdict), "words": dict(self.words)}


Answer = tuple[Verdict, str, dict[str, str]]
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


def judge(clauses: Iterable[AnyClause], facts: Facts) -> list[Judged]:
    return [Judged(one.kind, one.article, *RULES[one.kind](one, facts)) for one in clauses]


def written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def place_kind(clause: Any, facts: Facts) -> Answer:
    if facts.place_kind is None:
        return UNKNOWN, "place_unknown", {}
    return MET if facts.place_kind in clause.kinds else NOT_MET, "place_is", {"kind": facts.place_kind}


def registered_title(clause: Any, facts: Facts) -> Answer:
    found = [title for title, year in facts.titles if title in clause.titles and year == facts.year]
    if found:
        return MET, "registered", {"title": found[0], "year": str(facts.year)}
    return NOT_MET, "not_registered", {"year": str(facts.year)}


def certificate_in_force(clause: Any, facts: Facts) -> Answer:
    if not facts.certificate:
        return UNKNOWN, "no_certificate", {}
    words = {"name": facts.certificate_name, "standing": facts.certificate, "day": written(facts.day)}
    if facts.certificate == "in_force":
        return MET, "certificate_stands", words
    if facts.certificate == "unknown":
        return UNKNOWN, "certificate_end_unknown", words
    since = {"since": written(facts.certificate_since)} if facts.certificate_since else {}
    return NOT_MET, "certificate_does_not_stand", words | since


def producer_kind(clause: Any, facts: Facts) -> Answer:
    if not facts.is_producer:
        return NOT_MET, "no_producer", {}
    if facts.producer_kind is None:
        return UNKNOWN, "producer_unknown", {}
    return MET if facts.producer_kind in clause.kinds else NOT_MET, "producer_is", {"kind": facts.producer_kind}


def area_at_least(clause: Any, facts: Facts) -> Answer:
    least = {"least": f"{clause.ha:f}"}
    if facts.area is None:
        return UNKNOWN, "area_unknown", least
    return MET if facts.area >= clause.ha else NOT_MET, "area_is", least | {"area": f"{facts.area.normalize():f}"}


def not_supported_before(clause: Any, facts: Facts) -> Answer:
    if not facts.others:
        return MET, "not_supported_before", {}
    other = facts.others[0]
    return NOT_MET, "supported_before", {"scheme": other.scheme, "award": other.award, "day": written(other.day)}


def applied_in_time(clause: Any, facts: Facts) -> Answer:
    in_time = facts.opens <= facts.submitted <= facts.closes
    words = {"day": written(facts.submitted), "opens": written(facts.opens), "closes": written(facts.closes)}
    return MET if in_time else NOT_MET, "applied_on", words


def has_evidence(clause: Any, facts: Facts) -> Answer:
    words = {"count": str(facts.evidence), "least": str(clause.least)}
    return MET if facts.evidence >= clause.least else NOT_MET, "evidence_is", words


RULES: dict[str, Callable[[Any, Facts], Answer]] = {
    "place_kind": place_kind,
    "registered_title": registered_title,
    "certificate_in_force": certificate_in_force,
    "producer_kind": producer_kind,
    "area_at_least": area_at_least,
    "not_supported_for_same_thing": not_supported_before,
    "applied_within_call": applied_in_time,
    "has_evidence": has_evidence,
}
