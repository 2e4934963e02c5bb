"""The desk answers a scanned code: from memory, without the database, while nothing has changed.

One desk a process. The pages of a process are of one generation and one day. When either has gone on, or a page is
asked for the first time, `answer` gives None, and `answered`, which may ask the database, is to be called.
"""

import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import time as seconds
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from openntm.codes import generation
from openntm.codes.models import Run
from openntm.codes.queries import plain_token
from openntm.codes.scanning.counts import Count, Counts
from openntm.codes.scanning.crowd import Client, Crowd
from openntm.codes.scanning.journal import Scan, Writer, folder
from openntm.codes.scanning.limits import Bucket
from openntm.codes.scanning.pages import Page, Pages
from openntm.codes.scanning.robots import is_robot
from openntm.codes.scanning.shelf import RunKept, Shelf
from openntm.codes.tokens import LENGTH, VALUE, token_of


class Asked(NamedTuple):
    """`place` is what a trusted proxy says of where the client is; `counts` is False for all but a scan itself."""

    token: str
    language: str = "vi"
    address: str = ""
    agent: str = ""
    place: str = ""
    counts: bool = True


class Answer(NamedTuple):
    status: int
    body: bytes
    wait: int = 0  # seconds, for who asks too often


class Memory:
    """What a process holds of one generation and one day."""

    def __init__(self, where: Path, now: datetime, grown: int) -> None:
        self.generation = grown  # asked for first: what changes while the rest is read makes this one old
        self.day = timezone.localdate(now)
        self.ends = midnight_after(self.day)
        self.name = self.day.isoformat()
        self.crowd = Crowd(where, self.name)
        self.shelf = Shelf()
        self.pages: dict[tuple[str, ...], Page] = {}

    def key(self, run: RunKept, index: int, language: str) -> tuple[str, ...]:
        state, key = run.at(index)
        return run.kind, key, state, language


def midnight_after(day: date) -> float:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())).timestamp()


class Desk:
    def __init__(self, pages: Pages) -> None:
        self.made_by = pages
        self.where = folder()
        self.sign = str(generation.path())
        self.counts, self.writer = Counts(self.where), Writer(self.where)
        self.clients, self.networks = Bucket(settings.SCAN_PER_CLIENT), Bucket(settings.SCAN_PER_NETWORK)
        self.codes = Bucket(settings.SCAN_PER_CODE)
        self.memory: Memory | None = None
        self.lock = threading.Lock()

    def answer(self, asked: Asked) -> Answer | None:
        now, memory = seconds(), self.memory
        if memory is None or now >= memory.ends or self.grown() != memory.generation:
            return None
        text = plain_token(asked.token)
        found = memory.shelf.find(text)
        page = memory.pages.get(memory.key(*found, asked.language) if found else (asked.language,))
        if page is None:
            return None
        client = memory.crowd.client(asked.address, asked.place)
        if wait := self.wait(client, text if found else "", now):
            busy = memory.pages["", asked.language]
            return Answer(busy.status, busy.body(shown(text), 0, 0, 0), int(wait) + 1)
        if found is None:
            return Answer(page.status, page.body(shown(text), 0, 0, 0))
        return Answer(page.status, page.body(text, *self.counted(asked, memory, found, page.standing, client, now)))

    def grown(self) -> int:
        return generation.current(self.sign)

    def wait(self, client: Client, code: str, now: float) -> float:
        """The first limit that is reached; a forged code is no key of its own."""
        wait = self.clients.wait(client.address, now) or self.networks.wait(client.network, now)
        return wait or (self.codes.wait(code, now) if code else 0.0)

    def counted(
        self, asked: Asked, memory: Memory, found: tuple[RunKept, int], standing: int, client: Client, now: float
    ) -> Count:
        """What the page says of the code, with this scan; `first` is 0 if there was none before it."""
        run, index = found
        known = self.counts.of(run.number, index)
        if not asked.counts or is_robot(asked.agent):
            return known
        visitor = memory.crowd.visitor(asked.address, asked.agent)
        scan = Scan(run.number, index, int(now), standing, visitor, client.place)
        if not self.writer.write(memory.name, scan):
            return known
        return Count(known.scans + 1, known.first, known.warnings)

    def answered(self, asked: Asked) -> Answer:
        """The slow way round: the memory is renewed and the page made, by one thread at a time."""
        for _ in range(3):
            with self.lock:
                self.prepare(asked)
            if answer := self.answer(asked):
                return answer
        raise RuntimeError("the pages change faster than they can be made")

    def warm_up(self) -> None:
        """Before the first scan: what every page needs is read, and the newest run's page made in each language."""
        run = Run.objects.order_by("-number").first()
        token = token_of(bytes(run.secret), run.number, 0) if run else ""
        with self.lock:
            for language, _ in settings.LANGUAGES:
                self.prepare(Asked(token, language))

    def prepare(self, asked: Asked) -> None:
        memory = self.memory
        if memory is None or seconds() >= memory.ends or self.grown() != memory.generation:
            memory = Memory(self.where, timezone.now(), self.grown())
        found = memory.shelf.find(plain_token(asked.token))
        busy, unknown = ("", asked.language), (asked.language,)
        if busy not in memory.pages:
            memory.pages[busy] = self.made_by.busy(asked.language)
            memory.pages[unknown] = self.made_by.unknown(asked.language)
        key = memory.key(*found, asked.language) if found else unknown
        if key not in memory.pages:
            kind, name, state, language = key
            made = self.made_by.page(kind, name, state, language, memory.day)
            memory.pages[key] = made or memory.pages[unknown]
        self.memory = memory


def shown(text: str) -> str:
    """A forged code as far as it may stand on a page."""
    return text if len(text) <= LENGTH and all(sign in VALUE for sign in text) else ""
