"""What every page's frame shows: office, place, day, sections, language, person. Read only when the template asks."""

from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from openntm.assessment.access import sight_of
from openntm.office.access import rights_on, today
from openntm.office.access.colleagues import messages_to
from openntm.office.models import Post
from openntm.office.queries import HeldPost, held_posts
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import PlaceNotFound, children_of, place_at, superiors_of
from openntm.portal.sections import link, sections
from openntm.reports.days import days_with_figures


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}


class Frame:
    product = "OpenNTM"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        match = request.resolver_match
        self.given = dict(match.kwargs) if match else {}
        self.view_name = match.view_name if match else ""

    @cached_property
    def office(self) -> str:
        return settings.OFFICE_NAME or _("Coordination office for new rural development")

    @cached_property
    def path(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def day(self) -> date | None:
        try:
            return parse_date(str(self.given.get("day", "")))
        except ValueError:
            return None

    @cached_property
    def day_iso(self) -> str:
        return self.day.isoformat() if self.day else ""

    @cached_property
    def place(self) -> PlaceVersion | None:
        """The place of the address; a view that has it already leaves it on the request as `place`."""
        known: PlaceVersion | None = getattr(self.request, "place", None)
        if known or not self.day or "code" not in self.given:
            return known
        try:
            return place_at(self.given["code"], self.day)
        except PlaceNotFound:
            return None

    @cached_property
    def chain(self) -> list[PlaceVersion]:
        return superiors_of(self.place, self.day) if self.place and self.day else []

    def at(self, version: PlaceVersion) -> dict[str, object]:
        """A place as the switcher and the breadcrumb show it."""
        url = link("reports:overview", version.code, self.day_iso)
        return {"name": version.full_name, "url": url, "current": version == self.place}

    @cached_property
    def ancestors(self) -> list[dict[str, object]]:
        shown = self.chain if self.is_place_page else [*self.chain, *([self.place] if self.place else [])]
        return [self.at(version) for version in shown]

    @cached_property
    def is_place_page(self) -> bool:
        return self.view_name == "reports:overview"

    @cached_property
    def nearby(self) -> list[dict[str, object]]:
        """The superior units, and the units beside (of a commune) or beneath (of a district)."""
        if not self.place or not self.day:
            return []
        around = self.chain[-1] if self.place.kind in COMMUNE_KINDS and self.chain else self.place
        above = self.chain if around == self.place else self.chain[:-1]
        return [self.at(one) for one in (*above, around, *children_of(around.place, self.day))]

    @cached_property
    def nearby_heading(self) -> str:
        return _("Units around")

    @cached_property
    def days(self) -> list[dict[str, object]]:
        days = days_with_figures(self.place, sight_of(self.request.user)) if self.place else []
        return [{"day": day, "url": self.on(day), "current": day == self.day} for day in days]

    def on(self, day: date) -> str:
        """This page on another day."""
        return f"{reverse('go')}?day={day.isoformat()}&at={self.request.path}"

    @cached_property
    def search_url(self) -> str:
        return link("places:search") or "/"

    @cached_property
    def person(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def sign_in_url(self) -> str | None:
        return link("office:sign_in") or link("account_login")

    @cached_property
    def sign_out_url(self) -> str | None:
        return link("office:sign_out") or link("account_logout")

    @cached_property
    def rights(self) -> list[Post]:
        return rights_on(self.person, today()) if self.person else []

    @cached_property
    def posts(self) -> list[HeldPost]:
        return held_posts([post for post in self.rights if post.person_id == self.person.pk])

    @cached_property
    def lent(self) -> list[tuple[HeldPost, str]]:
        """Posts lent to the person for today, each with its holder."""
        posts = [post for post in self.rights if post.person_id != self.person.pk]
        holders = {post.pk: str(post.person) for post in posts}
        return [(post, holders[post.pk]) for post in held_posts(posts)]

    @cached_property
    def unread(self) -> int:
        return messages_to(self.person).filter(read_at__isnull=True).count() if self.person else 0

    @cached_property
    def calendar_url(self) -> str | None:
        return link("steering:calendar")

    @cached_property
    def collect_address(self) -> str:
        """What is typed into ODK Collect, which adds the rest."""
        return self.request.build_absolute_uri(reverse("openrosa:form_list").rpartition("/")[0])

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        return sections(self.place.code if self.place else None, self.day_iso, self.view_name, self.person)
