"""The channels `sms` and `zalo`: a short text to a person's number, handed to the HTTP gateway of the installation.

No vendor's name or format stands here: the gateway translates; docs/messages.md says what it gets.
"""

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from unicodedata import normalize
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.urls import reverse

from openntm.office.models import Message, Person
from openntm.places.vietnamese import without_marks

ROOM = 60  # signs at least for the subject beside the address of the page
SIGNS = str.maketrans("–—‑·“”‘’₫[]{}", "----\"\"''d()()")
DOUBLE = frozenset("^\\~|`")  # an SMS counts each of them as two, or does not know it


class GatewayFailed(Exception):
    """Says neither address nor secret nor answer: the outbox keeps the sentence."""


class Unmoved(HTTPRedirectHandler):
    """A redirect is refused like any other answer that is not 2xx: it would take number and secret elsewhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Gateway:
    """`length`: signs of one message; `has_marks`: whether Vietnamese marks leave, too."""

    name: str
    title: str
    length: int
    has_marks: bool
    is_chosen = True

    def reaches(self, person: Person) -> bool:
        return bool(person.mobile)

    def send(self, message: Message) -> None:
        """Each try bears the same key, by which the gateway knows a second copy."""
        told = {"key": f"{message.mark}.{self.name}", "channel": self.name, "to": message.person.mobile}
        told["text"] = text_of(message, self.length, has_marks=self.has_marks)
        option = f"{self.name.upper()}_GATEWAY_"
        post(getattr(settings, option + "URL"), getattr(settings, option + "SECRET"), told)


SMS = Gateway("sms", "SMS", 160, has_marks=False)  # with marks one SMS has 70 signs: the address alone would fill it
ZALO = Gateway("zalo", "Zalo", 400, has_marks=True)


def text_of(message: Message, length: int, *, has_marks: bool) -> str:
    """Subject and address of the page; a long address gives way to that of the notices, a long subject is cut."""
    pages = (message.page, message.origin and message.origin + reverse("office:notices"))
    page = next((one for one in pages if len(one) <= length - ROOM), "")
    words = (message.subject if has_marks else plain(message.subject)).split()
    subject, room = " ".join(["OpenNTM:", *words]), length - len(page) - 1
    cut = subject if len(subject) <= room else subject[: room - 3].rstrip() + "..."
    return f"{cut} {page}".strip()


def plain(text: str) -> str:
    """Only signs of which one SMS holds 160."""
    spread = without_marks(normalize("NFKC", text.translate(SIGNS)))
    return "".join(sign for sign in spread if sign.isascii() and sign not in DOUBLE)


def post(address: str, secret: str, told: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    body = json.dumps(told, ensure_ascii=False).encode()
    request = Request(address, body, headers, method="POST")  # noqa: S310  # the scheme is checked at start-up
    try:
        build_opener(Unmoved, ProxyHandler({})).open(request, timeout=settings.GATEWAY_SECONDS).close()
    except HTTPError as refusal:
        refusal.close()
        raise GatewayFailed(f"the gateway answered {refusal.code}") from None
    except (OSError, HTTPException) as failure:
        because = type(getattr(failure, "reason", failure)).__name__
        raise GatewayFailed(f"no answer of the gateway ({because})") from None
