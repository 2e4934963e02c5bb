"""What a phone sends: one act in the field, with its number, its visit, the device's time and what it was based on."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, TypeAdapter

from openntm.office.data_files import Strict
from openntm.places.vietnamese import clean
from openntm.visits.queries import hash_of_found

Key = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=80)]


class Found(Strict):
    """An item's answer, as it is kept."""

    answer: Literal["ok", "not_ok", "na"]
    note: Annotated[str, Field(max_length=1000)] = ""

    @property
    def kept(self) -> tuple[str, str]:
        return self.answer, clean(self.note)


class Act(Strict):
    """`visit`: the number of the visit, or the uuid of the act that began it on the phone."""

    uuid: UUID
    person: int
    at: AwareDatetime
    visit: Name

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Start(Act):
    kind: Literal["start"]
    subject_kind: Annotated[str, Field(max_length=20)]
    subject_key: Name
    visit_kind: Annotated[str, Field(max_length=12)]
    day: date


class Answer(Act):
    """`base`: what the phone knew of the item when it was answered."""

    kind: Literal["answer"]
    item: Key
    found: Found
    base: Found | None = None


class Observe(Act):
    kind: Literal["observe"]
    item: Key = ""
    severity: Literal["minor", "major", "grave"]
    text: Words
    demand: Words
    due: date


class WithFile(Act):
    """`sha256` of the file as the device had it."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Photo(WithFile):
    """`observation` is the uuid of the act that recorded it."""

    kind: Literal["photo"]
    item: Key = ""
    observation: UUID | None = None
    taken_at: AwareDatetime | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180)] | None = None
    accuracy: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class SeenObservation(Strict):
    item: Key = ""
    severity: Literal["minor", "major", "grave"]
    text: Words
    demand: Words


class Seen(Strict):
    """What the device showed to who signed; meanwhile somebody else may have changed it on the server."""

    answers: Annotated[dict[Key, Found], Field(max_length=300)]
    observations: Annotated[list[SeenObservation], Field(max_length=300)]

    @property
    def covers(self) -> str:
        told = [(one.item, one.severity, clean(one.text), clean(one.demand)) for one in self.observations]
        return hash_of_found([(item, *found.kept) for item, found in self.answers.items()], told)


class Sign(WithFile):
    """The picture of a hand-written signature under what was found so far; `seen` is missing in what old pages send."""

    kind: Literal["sign"]
    name: Annotated[str, Field(max_length=120)]
    role: Literal["made", "visited", "witness"]
    seen: Seen | None = None


class Close(Act):
    kind: Literal["close"]
    result: Words


Operation = Annotated[Start | Answer | Observe | Photo | Sign | Close, Field(discriminator="kind")]
READER: TypeAdapter[Start | Answer | Observe | Photo | Sign | Close] = TypeAdapter(Operation)
LONGEST = 200_000  # a signature says all that it stands under


def read_operation(text: str) -> Start | Answer | Observe | Photo | Sign | Close:
    """Raises ValueError (of which pydantic's is one)."""
    if len(text) > LONGEST or "\\u0000" in text:
        raise ValueError("longer than any act")
    return READER.validate_json(text)
