"""Reads: a visit item by item, what is still to be remedied, and who signed what was found."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from openntm.office.models import StoredFile
from openntm.office.wording import in_language
from openntm.visits.checklists import Checklist, Group, Item, checklists
from openntm.visits.models import Observation, Visit, VisitAnswer, VisitPhoto, VisitSignature


@dataclass(frozen=True)
class Answered:
    """An item and what was found at it, if anything yet."""

    item: Item
    answer: VisitAnswer | None = None


def severities_of(kind: str) -> tuple[Observation.Severity, ...]:
    """Those that a visit of the kind may give."""
    return tuple(Observation.Severity) if kind == Visit.Kind.SUPERVISION else Observation.ORDINARY


def checklist_of(visit: Visit) -> Checklist:
    return checklists()[visit.checklist, visit.version]


def items_of(visit: Visit) -> list[tuple[Group, list[Answered]]]:
    answers = {one.item: one for one in visit.answers.all()}
    return [
        (group, [Answered(item, answers.get(item.key)) for item in group.items]) for group in checklist_of(visit).groups
    ]


def unanswered(visit: Visit) -> list[Item]:
    known = {one.item for one in visit.answers.all()}
    return [item for item in checklist_of(visit).items if item.key not in known]


def score(visit: Visit) -> int | None:
    """Weighted share of what meets, in whole percent; None where nothing applies."""
    answers = {one.item: one.answer for one in visit.answers.all()}
    applies = [item for item in checklist_of(visit).items if answers.get(item.key) in ("ok", "not_ok")]
    weight = sum(item.weight for item in applies)
    met = sum(item.weight for item in applies if answers[item.key] == VisitAnswer.Value.OK)
    return round(100 * met / weight) if weight else None


def open_major(visits: QuerySet[Visit]) -> QuerySet[Observation]:
    """Major and grave observations that nothing has closed, of visits that are over."""
    found = Observation.objects.filter(visit__in=visits.filter(state=Visit.State.CLOSED).values("pk"))
    return found.exclude(severity=Observation.Severity.MINOR).exclude(state__in=Observation.DONE)


@dataclass(frozen=True)
class ShownPhoto:
    """A photo as `visits/photos.html` shows it; `about`: the item or the observation that it is of."""

    photo: VisitPhoto
    url: str
    about: str


def shown_photos(visit: Visit, address: Callable[[int], str]) -> list[ShownPhoto]:
    """`address` gives the page of the package that hands out the file of this number."""
    texts = {item.key: in_language(item.text) for item in checklist_of(visit).items}
    rows = visit.photos.select_related("file", "observation")
    return [
        ShownPhoto(one, address(one.file_id), one.observation.text if one.observation else texts.get(one.item, ""))
        for one in rows
    ]


def found_hash(visit: Visit) -> str:
    """Of what a signature stands under: every answer, and every observation with its demand; the deadline is left out,
    for confirming a demand and looking at a remedy set it anew."""
    fields = ("item", "severity", "text", "demand")
    return hash_of_found(visit.answers.values_list("item", "answer", "note"), visit.observations.values_list(*fields))


def hash_of_found(answers: Iterable[tuple[str, ...]], observations: Iterable[tuple[str, ...]]) -> str:
    """In whatever order they come."""
    return hashlib.sha256(json.dumps([sorted(answers), sorted(observations)]).encode()).hexdigest()


@dataclass(frozen=True)
class ShownSignature:
    """`holds`: nothing was changed since it was given."""

    signature: VisitSignature
    url: str
    holds: bool


def shown_signatures(visit: Visit, address: Callable[[int], str]) -> list[ShownSignature]:
    """`address` as for photos."""
    if not (rows := list(visit.signatures.all())):
        return []
    now = found_hash(visit)
    return [ShownSignature(one, address(one.file_id), one.covers == now) for one in rows]


def files_of(visit: Visit) -> QuerySet[StoredFile]:
    """What the page of a visit may hand out: its photos and signatures, and the photos of answers to what it found."""
    answered = Observation.photos.through.objects.filter(observation__visit=visit).values("storedfile")
    own = Q(pk__in=visit.photos.values("file")) | Q(pk__in=visit.signatures.values("file"))
    return StoredFile.objects.filter(own | Q(pk__in=answered))
