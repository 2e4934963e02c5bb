"""The log, people and posts as people read them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.criteria import load_set
from openntm.office.log_fields import FIELDS, PEOPLE, PLACES, SPOKEN
from openntm.office.log_values import WORDS
from openntm.office.log_verbs import STRANGERS, VERBS
from openntm.office.models import Delivery, LogEntry, LogParticulars, Person, Post
from openntm.office.roles import Role
from openntm.places.models import HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries.units import in_force
from openntm.places.vietnamese import fold

MOST_OFFERED = 500
PERSON, NOTHING = "office.person", "–"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Line:
    """One entry with its names; `changes` are (field, before, after)."""

    number: int
    at: datetime
    who: str
    verb: str
    what: str
    name: str
    place: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str
    address: str


def acts(
    *,
    among: QuerySet[LogEntry] | None = None,
    place: str = "",
    verb: str = "",
    who: str = "",
    since: Any = None,
    until: Any = None,
) -> QuerySet[LogEntry]:
    """Newest first; `place` is a code or part of a name, `who` part of a person's name, the days inclusive."""
    found = (LogEntry.objects.all() if among is None else among).select_related("particulars", "by")
    if place:
        named = Q(versions__code=place) | Q(versions__name__icontains=place) | Q(key=place)
        found = found.filter(place_key__in=places_named(named))
    if who:
        found = found.filter(Q(particulars__name__icontains=who) | Q(by__username__iexact=who))
    found = found.filter(verb=verb) if verb else found
    found = found.filter(at__date__gte=since) if since else found
    found = found.filter(at__date__lte=until) if until else found
    return found.order_by("-number")


def places_named(named: Q) -> list[str]:
    return list(Place.objects.filter(named).distinct().values_list("key", flat=True))


def lines_of(entries: Iterable[LogEntry]) -> Iterator[Line]:
    entries = list(entries)
    names = Names(entries)
    for entry in entries:
        yield line(entry, names)


class Names:
    """The places and people that some entries speak of, read in two queries."""

    def __init__(self, entries: list[LogEntry]) -> None:
        pairs = [value for entry in entries for value in entry.changed.items()]
        places = {key for entry in entries for key in (entry.place_key, entry.subject_key)}
        people = {entry.subject_key for entry in entries if entry.subject_kind == PERSON}
        named = [value for field, values in pairs if field in PLACES for value in values]
        places |= {str(one) for value in named for one in (value if isinstance(value, list) else [value])}
        people |= {str(value) for field, values in pairs if field in PEOPLE for value in values if value}
        found = Person.objects.filter(pk__in=[key for key in people if key.isdecimal()])
        self.places = place_names(places)
        self.people = {str(person.pk): person.display_name for person in found}

    def said(self, field: str, value: Any) -> str:
        """A value as an officer reads it: roles, places, people and days by their names."""
        if field == "set" and isinstance(value, str):
            return set_title(value)
        if field == "role" and value in Role.values:
            return str(Role(value).label)
        if isinstance(value, str) and value in WORDS.get(field, {}):
            return str(WORDS[field][value])
        if field in SPOKEN and value:
            return _(str(value))
        known = self.people if field in PEOPLE else self.places if field in PLACES else {}
        if isinstance(value, list):
            return ", ".join(known.get(str(one)) or said(one) for one in value) or NOTHING
        return known.get(str(value)) or said(value)

    def subject(self, entry: LogEntry) -> str:
        """Empty when it has no name of its own."""
        known = {PERSON: self.people, "places.place": self.places}.get(entry.subject_kind, {})
        return known.get(entry.subject_key, "")


def line(entry: LogEntry, names: Names) -> Line:
    particulars = getattr(entry, "particulars", None) or LogParticulars()
    changed = {**entry.changed, **particulars.changed}
    holder = names.people.get(str(changed.pop("on_behalf_of", [None, ""])[1]), "")
    spoken = [(name, names.said(name, old), names.said(name, new)) for name, (old, new) in changed.items()]
    return Line(
        number=entry.number,
        at=entry.at,
        who=who(entry, particulars, holder),
        verb=str(VERBS.get(entry.verb, entry.verb)),
        what=f"{entry.subject_kind.rpartition('.')[2]} {entry.subject_key}",
        name=names.subject(entry),
        place=names.places.get(entry.place_key, entry.place_key),
        changes=tuple((str(FIELDS.get(name, name)), old, new) for name, old, new in spoken if old != new),
        reason=particulars.reason,
        address=particulars.address,
    )


def who(entry: LogEntry, particulars: LogParticulars, holder: str) -> str:
    """With the holder of the post on whose behalf a deputy acted."""
    if particulars.name and holder:
        return _("%(deputy)s on behalf of %(holder)s") % {"deputy": particulars.name, "holder": holder}
    if particulars.name:
        return particulars.name
    if entry.verb in STRANGERS:
        return _("somebody without an account")
    return _("person %(id)s (forgotten)") % {"id": entry.by_id} if entry.by_id else _("command line")


def said(value: Any) -> str:
    """As an officer reads it: nothing is a dash, yes and no are words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    return NOTHING if value in (None, "") else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def place_names(keys: set[str]) -> dict[str, str]:
    """The last name of each place, in one query."""
    versions = PlaceVersion.objects.filter(place__key__in=keys).select_related("place").order_by("valid_from")
    return {version.place.key: version.full_name for version in versions}


def units_of(reach: QuerySet[Place], on: date) -> list[PlaceVersion]:
    """The units in force in the reach of an administrator, communes last; few enough to offer in a list."""
    found = PlaceVersion.objects.filter(place__in=reach).filter(in_force(on)).exclude(kind__in=HAMLET_KINDS)
    return sorted(found.select_related("place")[:MOST_OFFERED], key=lambda unit: (unit.level, unit.sort_key))


def units_named(text: str, reach: QuerySet[Place], on: date) -> list[PlaceVersion]:
    """By code or by name; a unit in force hides ended ones of the same code or name."""
    named = Q(code__iexact=text) | Q(name_fold=fold(text))
    found = list(PlaceVersion.objects.filter(named, place__in=reach, valid_from__lte=on).select_related("place"))
    current = [version for version in found if version.stands_on(on)]
    return list({version.place_id: version for version in current or found}.values())


def people_found(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """By name or sign-in name; those who can sign in come first."""
    if text:
        people = people.filter(Q(display_name__icontains=text) | Q(username__icontains=text))
    return people.order_by("-is_active", "display_name", "pk")


def ways() -> list[dict[str, Any]]:
    """Each channel by which messages left or wait: how many wait, how many of them failed, when the last one left."""
    waits = Q(sent_at__isnull=True)
    failed = Count("pk", filter=waits & ~Q(error=""))
    counts = {"waiting": Count("pk", filter=waits), "failed": failed, "last_sent": Max("sent_at")}
    return list(Delivery.objects.values("channel").annotate(**counts).order_by("channel"))


def last_failure(name: str) -> str:
    """What the channel said of the message that it tried last, among those that wait."""
    failed = Delivery.objects.filter(channel=name, sent_at__isnull=True).exclude(error="")
    return failed.order_by("next_try").values_list("error", flat=True).last() or ""


@dataclass(frozen=True)
class HeldPost:
    """A post with the name that its place has, or had when it ended."""

    pk: int
    person_id: int
    role: str
    place: str
    valid_from: date
    valid_to: date | None

    def __str__(self) -> str:
        return f"{self.role}, {self.place}"


def held_posts(posts: QuerySet[Post] | list[Post]) -> list[HeldPost]:
    """The latest first; a list holds posts that were read with their places."""
    found = posts.select_related("place") if isinstance(posts, QuerySet) else posts
    rows = sorted(found, key=lambda post: (-post.valid_from.toordinal(), post.pk))
    names = place_names({post.place.key for post in rows})
    return [
        HeldPost(
            post.pk,
            post.person_id,
            post.get_role_display(),
            names.get(post.place.key, post.place.key),
            post.valid_from,
            post.valid_to,
        )
        for post in rows
    ]


def person_posts(people: Iterable[Person], on: date | None) -> dict[int, list[HeldPost]]:
    """The posts of many people in two queries: those of the day, or all."""
    posts = Post.objects.filter(person__in=[person.pk for person in people])
    if on:
        posts = posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    held: dict[int, list[HeldPost]] = {}
    for post in held_posts(posts):
        held.setdefault(post.person_id, []).append(post)
    return held


def set_title(set_id: str) -> str:
    """The set by its title; one that the product no longer has by its own name."""
    try:
        title = load_set(set_id).title
    except LookupError:
        return set_id
    return title.en if get_language() == "en" else title.vi
