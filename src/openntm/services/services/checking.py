"""The nightly look through the guides: dead links, and acts that were replaced since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.services import tell
from openntm.office.wording import in_language
from openntm.services.catalogue import PORTAL, Procedure, procedure_on, procedures_on
from openntm.services.models import Check
from openntm.services.queries.guides import Superseded, superseded
from openntm.services.services.changes import keepers
from openntm.services.services.ratings import forget_marks

SECONDS = 10
GONE = (404, 410)


@dataclass(frozen=True)
class Found:
    procedure: Procedure
    dead: list[str]
    over: list[Superseded]


def check_guides(*, on: date) -> list[Found]:
    """Nothing for the log: it changes nothing of the programme. Outside links are asked for where it is switched on."""
    known: dict[str, bool] = {}
    found = []
    for one in procedures_on(on):
        dead = [link for link in links_of(one) if known.setdefault(link, is_dead(link, on))]
        found_now = {"day": on, "dead": dead, "asked_others": settings.CHECK_LINKS}
        Check.objects.update_or_create(slug=one.slug, defaults=found_now)
        found.append(Found(one, dead, superseded([act.number for act in one.acts], on)))
    return found


def tend_guides(*, on: date) -> int:
    """Once a day: who keeps guides is told once of each fault; how many were told now."""
    forget_marks(on=on)
    if Check.objects.filter(day=on).exists():
        return 0
    return sum(told(one, on) for one in check_guides(on=on))


def told(found: Found, on: date) -> int:
    """One notice for each fault, so that a new one is told although an older one was."""
    with translation.override(settings.LANGUAGE_CODE):
        title = in_language(found.procedure.title)
        subject = _("A guide needs to be looked through: %(title)s") % {"title": title}
        over = [_("%(number)s was replaced by %(by)s.") % {"number": one.number, "by": one.by} for one in found.over]
        faults = [*over, *(_("Dead link: %(link)s") % {"link": link} for link in found.dead)]
    url = reverse("services:guide", args=[found.procedure.slug])
    whom = keepers(on) if faults else []
    return sum(
        tell(person=one, key=f"{mark_of(found, fault)}:{one.pk}", subject=subject, body=fault, url=url) is not None
        for fault in faults
        for one in whom
    )


def mark_of(found: Found, fault: str) -> str:
    return f"guide:{sha256(f'{found.procedure.slug} {fault}'.encode()).hexdigest()[:32]}"


def links_of(one: Procedure) -> Iterator[str]:
    yield PORTAL
    for slug in one.related:
        yield reverse("services:guide", args=[slug])


def is_dead(link: str, on: date) -> bool:
    parts = urlsplit(link)
    return is_gone(link) if parts.scheme else not answers(parts.path, on)


def answers(path: str, on: date) -> bool:
    """One of our own pages: a guide of the day, or an address that exists."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.view_name != "services:guide" or procedure_on(match.kwargs["slug"], on) is not None


def is_gone(link: str) -> bool:
    """A server that is merely out of reach, or that refuses programs, may answer people tomorrow: not dead."""
    if not settings.CHECK_LINKS or urlsplit(link).scheme not in ("http", "https"):
        return False
    try:
        urlopen(Request(link, method="HEAD"), timeout=SECONDS).close()  # noqa: S310  # the scheme is checked above
    except HTTPError as refused:
        refused.close()
        return refused.code in GONE
    except (OSError, HTTPException):
        return False
    return False
