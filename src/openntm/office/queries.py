"""The log as people read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.models import LogEntry, LogParticulars
from openntm.places.models import PlaceVersion

VERBS: dict[str, Any] = {
    "person.add": gettext_lazy("added a person"),
    "person.change": gettext_lazy("changed a person"),
    "person.password": gettext_lazy("gave a new password"),
    "person.deactivate": gettext_lazy("deactivated a person"),
    "person.return": gettext_lazy("activated a person again"),
    "post.give": gettext_lazy("gave a post"),
    "post.end": gettext_lazy("ended a post"),
    "file.keep": gettext_lazy("handed in a file"),
    "file.publish": gettext_lazy("changed who may see a file"),
    "log.forget": gettext_lazy("made the log forget personal data"),
}
FIELDS: dict[str, Any] = {
    "username": gettext_lazy("sign-in name"),
    "display_name": gettext_lazy("full name"),
    "email": gettext_lazy("e-mail"),
    "is_active": gettext_lazy("active"),
    "person": gettext_lazy("person"),
    "place": gettext_lazy("place"),
    "role": gettext_lazy("role"),
    "valid_from": gettext_lazy("from"),
    "valid_to": gettext_lazy("until"),
    "is_public": gettext_lazy("public"),
    "size": gettext_lazy("size"),
    "type": gettext_lazy("type"),
    "value": gettext_lazy("value"),
    "unit": gettext_lazy("unit"),
    "note": gettext_lazy("note"),
    "layer": gettext_lazy("layer"),
    "source": gettext_lazy("source"),
    "state": gettext_lazy("state"),
    "day": gettext_lazy("day"),
}


@dataclass(frozen=True)
class Line:
    """One entry with its names; `changes` are (field, before, after)."""

    number: int
    at: datetime
    who: str
    verb: str
    what: str
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
    from openntm.places.models import Place

    return list(Place.objects.filter(named).distinct().values_list("key", flat=True))


def lines_of(entries: Iterable[LogEntry]) -> Iterator[Line]:
    entries = list(entries)
    names = place_names({entry.place_key for entry in entries})
    for entry in entries:
        yield line(entry, names)


def line(entry: LogEntry, names: dict[str, str]) -> Line:
    particulars = getattr(entry, "particulars", None) or LogParticulars()
    changed = {**entry.changed, **particulars.changed}
    return Line(
        number=entry.number,
        at=entry.at,
        who=who(entry, particulars),
        verb=str(VERBS.get(entry.verb, entry.verb)),
        what=f"{entry.subject_kind.rpartition('.')[2]} {entry.subject_key}",
        place=names.get(entry.place_key, entry.place_key),
        changes=tuple((str(FIELDS.get(name, name)), said(old), said(new)) for name, (old, new) in changed.items()),
        reason=particulars.reason,
        address=particulars.address,
    )


def who(entry: LogEntry, particulars: LogParticulars) -> str:
    if particulars.name:
        return particulars.name
    return _("person %(id)s (forgotten)") % {"id": entry.by_id} if entry.by_id else _("command line")


def said(value: Any) -> str:
    """As an officer reads it: nothing is a dash, yes and no are words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def place_names(keys: set[str]) -> dict[str, str]:
    """The last name of each place, in one query."""
    versions = PlaceVersion.objects.filter(place__key__in=keys).select_related("place").order_by("valid_from")
    return {version.place.key: version.full_name for version in versions}
