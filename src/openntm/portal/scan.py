"""The small application beside Django that answers scanned codes: the same desk, the same pages, the same counts."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from time import sleep
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.templatetags.static import static

from openntm.codes.scanning.asking import language_of
from openntm.codes.scanning.desk import Answer, Asked
from openntm.portal.codes import HEADERS, desk, leads_on, page_of

FILES = {"portal/small.css": "text/css; charset=utf-8", "portal/mark.svg": "image/svg+xml"}  # where no proxy is before
LAST_ANSWERS = 0.1  # seconds for those on their way
CACHED = "public, max-age=86400"
Pairs = list[tuple[str, str]]


class Scanning:
    """An RSGI application. Where the memory answers, no thread is changed and nothing is waited for."""

    def __init__(self, client_header: str, place_header: str, address: str) -> None:
        self.client_header, self.place_header, self.address = client_header, place_header, address
        self.desk = desk()
        self.slowly = ThreadPoolExecutor(1, "pages")  # the one that asks the database
        self.files = {static(name): (str(settings.STATIC_ROOT / name), media) for name, media in FILES.items()}

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        path = scope.path.rstrip("/")
        if path[:3] not in ("/Q/", "/q/") or len(path) == 3 or "/" in path[3:]:
            self.elsewhere(scope, protocol)
            return
        if scope.method not in ("GET", "HEAD"):
            protocol.response_empty(405, [("allow", "GET, HEAD")])
            return
        token = path[3:] if "%" not in path else unquote(path[3:])
        asked = self.asked(token, scope)
        answer = self.desk.answer(asked) or await self.off_the_loop(partial(self.desk.answered, asked))
        if leads_on(asked, answer) and (page := await self.single(asked)):
            protocol.response_empty(302, [("location", self.address + page)])
            return
        headers = pairs(answer)
        if scope.method == "HEAD":
            protocol.response_empty(answer.status, headers)
        else:
            protocol.response_bytes(answer.status, headers, answer.body)

    def asked(self, token: str, scope: Any) -> Asked:
        header, query = scope.headers.get, scope.query_string
        given = header(self.client_header, "") if self.client_header else ""
        return Asked(
            token,
            language_of(query[5:] if query.startswith("lang=") else "") if query else "vi",
            given.rpartition(",")[2].strip() or scope.client.rpartition(":")[0].strip("[]"),
            header("user-agent", ""),
            header(self.place_header, "") if self.place_header else "",
            scope.method == "GET" and not query,
        )

    async def single(self, asked: Asked) -> Any:
        """A code that is minted alone leads to a page of Django's."""
        return await self.off_the_loop(partial(page_of, asked.token, asked.agent, counts=asked.counts))

    def elsewhere(self, scope: Any, protocol: Any) -> None:
        """All other pages are Django's; a proxy that is set up rightly sends none of them here."""
        if file := self.files.get(scope.path):
            protocol.response_file(200, [("content-type", file[1]), ("cache-control", CACHED)], file[0])
        elif scope.path == "/healthz":
            protocol.response_str(200, [("content-type", "text/plain")], "ok")
        elif (scope.authority or scope.headers.get("host", "")) == urlsplit(self.address).netloc:
            protocol.response_empty(404, [])
        else:
            protocol.response_empty(307, [("location", self.address + asked_path(scope))])

    def __rsgi_del__(self, loop: Any) -> None:
        """Nothing waits in this process; taking Python down beside the server's threads now and then breaks off."""
        sleep(LAST_ANSWERS)
        os._exit(0)

    async def off_the_loop(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.slowly, connected, work)


def asked_path(scope: Any) -> str:
    return quote(scope.path) + (f"?{scope.query_string}" if scope.query_string else "")


def connected(work: Callable[[], Any]) -> Any:
    """A connection that has grown old is not used again, as Django does it around a request."""
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


PLAIN = [(name.lower(), value) for name, value in HEADERS.items()]


def pairs(answer: Answer) -> Pairs:
    return [*PLAIN, ("retry-after", str(answer.wait))] if answer.wait else PLAIN


def load() -> Scanning:
    """In a process of its own that Django was set up in; it takes no scan before its pages are ready."""
    scanning = Scanning(settings.SCAN_CLIENT_HEADER, settings.SCAN_PLACE_HEADER, settings.ADDRESS)
    with suppress(DatabaseError):  # it begins all the same, and asks again with the first scan
        connected(scanning.desk.warm_up)
    return scanning
