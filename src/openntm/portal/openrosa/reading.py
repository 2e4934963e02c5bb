"""A submission as acts of the field, like those of the field pages; their numbers follow from its instanceID."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.portal.openrosa.paths import ROOT, numbered
from openntm.visits.checklists import Checklist, checklists
from openntm.visits.operations import Act, Answer, Close, Observe, Photo, Sign, Start
from openntm.visits.services.refusals import ItemUnknown
from openntm.visits.taking import name_of

NUMBERS = UUID("3f1b7f0e-6f0f-5a52-9d0c-5c8a1c8d7b11")  # the space in which a part of a submission has its number
LARGEST = 1_000_000
Parts = dict[str, str]


class Unreadable(Refused):
    sentence = gettext_lazy("The submission cannot be read: %(why)s")


class FormUnknown(Refused):
    sentence = gettext_lazy("There is no such form.")


@dataclass(frozen=True)
class Picture:
    """`given`: what else its act says; the hash is known when the file is there."""

    file: str
    given: dict[str, Any]
    kind: type[Photo | Sign] = Photo

    def act(self, sha256: str) -> Photo | Sign:
        return self.kind(**self.given, sha256=sha256)


@dataclass(frozen=True)
class Submission:
    form: str
    start: Start
    acts: list[Act]
    pictures: list[Picture]
    close: Close | None


def parsed(upload: UploadedFile) -> ET.Element:
    """Refuses what could make much out of little or read elsewhere: a submission declares no entities."""
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(why=_("it is too large"))
    try:
        text = content.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise Unreadable(why=_("it declares a document type"))
        return ET.fromstring(text)  # noqa: S314  # without a document type nothing expands
    except (UnicodeDecodeError, ET.ParseError, ValueError):
        raise Unreadable(why=_("it is no XML in UTF-8"))


def read_submission(root: ET.Element, by: Person) -> Submission:
    """Raises Unreadable and other refusals; ValueError where a value is not of its kind."""
    checklist = {name_of(one): one for one in checklists().values()}.get(root.get("id", ""))
    if checklist is None or local(root) != ROOT:
        raise FormUnknown
    return Reader(root, checklist, by).submission()


class Reader:
    def __init__(self, root: ET.Element, checklist: Checklist, by: Person) -> None:
        self.root, self.checklist = root, checklist
        self.plain = {local(child): child for child in root}
        meta = parts(self.plain.get("meta"))
        self.instance = meta.get("instanceID", "")
        if not self.instance or meta.get("deprecatedID"):
            raise Unreadable(why=_("it has no number of its own, or changes an earlier one"))
        at = moment(self.text("start"))
        self.said = {"person": by.pk, "at": at, "visit": str(self.number("start"))}

    def submission(self) -> Submission:
        end = parts(self.plain.get("end"))
        if end.get("close", "") not in ("yes", "no", ""):
            raise Unreadable(why="close")
        close = Close(**self.of("close", "close"), result=end.get("result", "")) if end.get("close") == "yes" else None
        pictures: list[Picture] = []
        acts: list[Act] = [*self.answers(), *self.findings(pictures)]
        for number, given in enumerate(self.repeats("photo"), 1):
            self.picture(pictures, f"photo/{number}", given, item=given.get("item", ""))
        pictures += self.signatures() if close else ()
        return Submission(name_of(self.checklist), self.start(), acts, pictures, close)

    def start(self) -> Start:
        what: dict[str, Any] = {"subject_kind": self.checklist.subject.partition(".")[0], "day": self.text("day")}
        what |= {"subject_key": self.text("subject"), "visit_kind": self.checklist.kind}
        return Start(**self.of("start", "start"), **what)

    def answers(self) -> Iterator[Answer]:
        """An item that the checklist does not have is refused, wherever it stands."""
        known = {f"{node}/{key}": item.key for node, _group, items in numbered(self.checklist) for key, item in items}
        for node in self.root:
            for child in node if re.fullmatch(r"g\d+", local(node)) else ():
                path, given = f"{local(node)}/{local(child)}", parts(child)
                if path not in known:
                    raise ItemUnknown
                if any(given.values()):
                    found: Any = {"answer": given.get("answer", ""), "note": given.get("note", "")}
                    yield Answer(**self.of(path, "answer"), item=known[path], found=found)

    def findings(self, pictures: list[Picture]) -> Iterator[Observe]:
        for number, given in enumerate(self.repeats("finding"), 1):
            name, item = f"finding/{number}", given.get("item", "")
            said: dict[str, Any] = {key: given.get(key, "") for key in ("severity", "text", "demand", "due")}
            yield Observe(**self.of(name, "observe"), item=item, **said)
            self.picture(pictures, f"{name}/image", given, item=item, observation=self.number(name))

    def picture(self, pictures: list[Picture], name: str, given: Parts, **of: Any) -> None:
        if file := given.get("image", ""):
            pictures.append(Picture(file, self.of(name, "photo") | position(self.text("position")) | of))

    def signatures(self) -> Iterator[Picture]:
        for number, given in enumerate(self.repeats("signature"), 1):
            name = f"signature/{number}"
            said: dict[str, Any] = self.of(name, "sign") | {key: given.get(key, "") for key in ("name", "role")}
            if not (file := given.get("image", "")):
                raise Unreadable(why=_("a signature has no picture"))
            yield Picture(file, said, Sign)

    def of(self, name: str, kind: str) -> dict[str, Any]:
        """What every act says: its number, who, when, and of which visit."""
        return {"uuid": self.number(name), "kind": kind, **self.said}

    def repeats(self, name: str) -> list[Parts]:
        return [parts(node) for node in self.root if local(node) == name]

    def text(self, name: str) -> str:
        node = self.plain.get(name)
        return ((node.text if node is not None else "") or "").strip()

    def number(self, name: str) -> UUID:
        return uuid5(NUMBERS, f"{self.instance} {name}")


def local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def parts(node: ET.Element | None) -> Parts:
    return {local(child): (child.text or "").strip() for child in (node if node is not None else ())}


def moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(why=_("it does not say when it was begun"))


def position(text: str) -> dict[str, Any]:
    """`latitude longitude altitude accuracy` as the device told it; to a metre."""
    if not text:
        return {}
    told = [*text.split(), "", "", ""]
    accuracy = round(float(told[3])) if told[3] else None
    return {"latitude": round6(told[0]), "longitude": round6(told[1]), "accuracy": accuracy}


def round6(text: str) -> str:
    return f"{float(text):.6f}"
