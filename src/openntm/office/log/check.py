"""Walks the whole chain and names the first entry that was changed, removed or never anchored."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from openntm.office.log import anchor
from openntm.office.log.chain import entry_hash, seal_of
from openntm.office.models import LogEntry, LogHead, LogParticulars

FORGET = "log.forget"


@dataclass(frozen=True)
class Fault:
    """The number of the first bad entry, and in what way it is bad."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.what}"


def verify() -> Fault | None:
    """None when the log is whole."""
    return min(faults(), key=lambda fault: fault.number, default=None)


def faults() -> Iterator[Fault]:
    """At most one fault of the chain, one of the head and one of each anchor file."""
    yield from first(chain_faults())
    head = LogHead.objects.filter(pk=1).first() or LogHead()
    yield from first(head_faults(head))
    for path in anchor.files():
        yield from first(anchor_faults(path, head.number))


def first(found: Iterator[Fault]) -> Iterator[Fault]:
    fault = next(found, None)
    if fault:
        yield fault


def chain_faults() -> Iterator[Fault]:
    previous, forgotten = "", forgotten_entries()
    entries = LogEntry.objects.order_by("number").select_related("particulars").iterator(chunk_size=1000)
    for expected, entry in zip(count(1), entries, strict=False):
        if entry.number != expected:
            yield Fault(expected, "is missing")
        elif entry.sha256 != entry_hash(entry):
            yield Fault(entry.number, "was changed")
        elif entry.previous != previous:
            yield Fault(entry.number, "does not follow the entry before it")
        elif not is_sealed(entry, forgotten):
            yield Fault(entry.number, "its names, reason or personal fields were changed")
        previous = entry.sha256


def is_sealed(entry: LogEntry, forgotten: set[str]) -> bool:
    particulars: LogParticulars | None = getattr(entry, "particulars", None)
    if particulars is None:
        return False
    return str(entry.number) in forgotten if not particulars.salt else seal_of(particulars) == entry.seal


def forgotten_entries() -> set[str]:
    """Entries whose personal part was forgotten on purpose: each has an entry of its own that says so."""
    return set(LogEntry.objects.filter(verb=FORGET).values_list("subject_key", flat=True))


def head_faults(head: LogHead) -> Iterator[Fault]:
    last = LogEntry.objects.order_by("-number").first()
    number, sha256 = (last.number, last.sha256) if last else (0, "")
    if number < head.number:
        yield Fault(number + 1, "is missing: the log was cut")
    elif (number, sha256) != (head.number, head.sha256):
        yield Fault(max(number, 1), "is not the head that the database remembers")


def anchor_faults(path: Path, head: int) -> Iterator[Fault]:
    if not path.exists():
        if head:
            yield Fault(1, f"the anchor {path} is missing")
        return
    try:
        heads = anchor.anchored(path)
    except ValueError:
        yield Fault(1, f"the anchor {path} was damaged")
        return
    known = dict(LogEntry.objects.values_list("number", "sha256"))
    for number, sha256 in heads:
        if number not in known:
            yield Fault(min(number, max(known, default=0) + 1), f"is missing: the anchor {path} goes on to {number}")
        elif known[number] != sha256:
            yield Fault(number, f"is not the one that the anchor {path} remembers")
