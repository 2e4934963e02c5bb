"""The log, people and posts as people read them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.models import LogEntry, LogParticulars, Person, Post
from openntm.office.roles import Role
from openntm.places.models import HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries.units import in_force
from openntm.places.vietnamese import fold

MOST_OFFERED = 500
PERSON, NOTHING = "office.person", "–"
PEOPLE = ("person", "on_behalf_of")  # fields whose value is a person's id
PLACES = ("place", "named_places")  # fields whose value is a place's key, or several
PEOPLE = ("person", "on_behalf_of", "deputy", "assignee", "overseer")  # fields whose value is a person's id
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

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
    "token.make": gettext_lazy("made a token for a program"),
    "token.withdraw": gettext_lazy("withdrew a token"),
    "figure.record": gettext_lazy("entered a figure"),
    "figure.correct": gettext_lazy("corrected a figure"),
    "figure.evidence": gettext_lazy("added evidence to a figure"),
    "figure.generate": gettext_lazy("made illustrative figures"),
    "conflict.decide": gettext_lazy("decided between sources"),
    "import.receive": gettext_lazy("handed in a spreadsheet"),
    "import.confirm": gettext_lazy("confirmed an import"),
    "import.undo": gettext_lazy("undid an import"),
    "assessment.freeze": gettext_lazy("froze an assessment"),
    "unit_set.found": gettext_lazy("made a set of units"),
    "unit_set.take_in": gettext_lazy("took a unit into a set"),
    "unit_set.let_go": gettext_lazy("let a unit go from a set"),
    "report.begin": gettext_lazy("began a progress report"),
    "report.write": gettext_lazy("wrote on a progress report"),
    "report.issue": gettext_lazy("issued a progress report"),
    "dossier.open": gettext_lazy("opened a dossier"),
    "dossier.step": gettext_lazy("took a step of a dossier"),
    "dossier.bind": gettext_lazy("bound a dossier to a frozen assessment"),
    "dossier.part": gettext_lazy("handed in a part of a dossier"),
    "dossier.condition": gettext_lazy("confirmed a condition of a dossier"),
    "dossier.answer": gettext_lazy("answered a point of a return"),
    "consultation.open": gettext_lazy("opened a consultation"),
    "consultation.broadcasts": gettext_lazy("recorded broadcasts"),
    "consultation.close": gettext_lazy("closed a consultation"),
    "opinion.add": gettext_lazy("recorded an opinion"),
    "opinion.answer": gettext_lazy("answered an opinion"),
    "meeting.record": gettext_lazy("recorded a meeting"),
    "satisfaction.record": gettext_lazy("recorded the satisfaction of residents"),
    "target.set": gettext_lazy("set a target"),
    "target.change": gettext_lazy("changed a target"),
    "target.close": gettext_lazy("closed a target"),
    "title.register": gettext_lazy("registered to reach a title"),
    "registration.withdraw": gettext_lazy("withdrew a registration"),
    "title.carry_over": gettext_lazy("carried titles over a merge"),
    "title.confirm": gettext_lazy("recorded the decision that confirms a title"),
    "title.review": gettext_lazy("put a title under review"),
    "title.keep": gettext_lazy("closed a review and kept the title"),
    "title.revoke": gettext_lazy("revoked a title"),
    "title.recheck": gettext_lazy("checked titled places again"),
    "document.print": gettext_lazy("printed a document"),
    "document.withdraw": gettext_lazy("withdrew a print-out"),
    "template.put": gettext_lazy("put a template of the office"),
    "template.drop": gettext_lazy("went back to the template that held before"),
    "log.forget": gettext_lazy("made the log forget personal data"),
    "dossier.review": gettext_lazy("reviewed a criterion"),
    "council.set_up": gettext_lazy("set up an appraisal council"),
    "council.add_member": gettext_lazy("added a member to a council"),
    "council.end_member": gettext_lazy("ended a membership of a council"),
    "sitting.call": gettext_lazy("called a sitting"),
    "sitting.open": gettext_lazy("opened a sitting"),
    "sitting.close": gettext_lazy("closed a sitting"),
    "sitting.note": gettext_lazy("noted a discussion"),
    "ballot.cast": gettext_lazy("cast a ballot"),
    "ballot.paper": gettext_lazy("entered the counts of a vote on paper"),
    "decision.sign": gettext_lazy("signed a decision"),
    "decision.announce": gettext_lazy("recorded that a decision was announced"),
    "decision.record": gettext_lazy("recorded a decision made elsewhere"),
    "delegation.lend": gettext_lazy("lent a post to a deputy"),
    "delegation.end": gettext_lazy("ended a delegation"),
    "task.give": gettext_lazy("gave a task"),
    "task.step": gettext_lazy("did a step of a task"),
    "task.answer": gettext_lazy("answered a task"),
    "task.accept": gettext_lazy("accepted an answer"),
    "task.return": gettext_lazy("returned an answer"),
    "task.extend": gettext_lazy("extended a deadline"),
    "task.withdraw": gettext_lazy("withdrew a task"),
}
FIELDS: dict[str, Any] = {
    "username": gettext_lazy("sign-in name"),
    "display_name": gettext_lazy("full name"),
    "email": gettext_lazy("e-mail"),
    "is_active": gettext_lazy("active"),
    "person": gettext_lazy("person"),
    "place": gettext_lazy("place"),
    "role": gettext_lazy("role"),
    "key": gettext_lazy("key"),
    "kind": gettext_lazy("kind"),
    "name_vi": gettext_lazy("Vietnamese name"),
    "name_en": gettext_lazy("English name"),
    "department": gettext_lazy("department"),
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
    "period": gettext_lazy("period"),
    "section": gettext_lazy("section"),
    "letters": gettext_lazy("letters"),
    "number": gettext_lazy("number and symbol"),
    "assessment": gettext_lazy("frozen assessment"),
    "document_kind": gettext_lazy("kind of document"),
    "document": gettext_lazy("document"),
    "code": gettext_lazy("code"),
    "docx": gettext_lazy("hash of the Word file"),
    "pdf": gettext_lazy("hash of the PDF file"),
    "on_behalf_of": gettext_lazy("on behalf of"),
    "title": gettext_lazy("title"),
    "year": gettext_lazy("year"),
    "procedure": gettext_lazy("rules"),
    "part": gettext_lazy("part of the dossier"),
    "version": gettext_lazy("version"),
    "file": gettext_lazy("hash of the file"),
    "condition": gettext_lazy("condition"),
    "holds": gettext_lazy("holds"),
    "amount": gettext_lazy("amount (đồng)"),
    "tier": gettext_lazy("tier"),
    "begins": gettext_lazy("begins"),
    "ends": gettext_lazy("ends"),
    "broadcasts": gettext_lazy("broadcasts"),
    "origin": gettext_lazy("whose opinion"),
    "people": gettext_lazy("people"),
    "present": gettext_lazy("present"),
    "in_favour": gettext_lazy("in favour"),
    "households": gettext_lazy("households"),
    "answered": gettext_lazy("answered"),
    "satisfied": gettext_lazy("satisfied"),
    "review_layer": gettext_lazy("step"),
    "criterion": gettext_lazy("criterion"),
    "verdict": gettext_lazy("result"),
    "name": gettext_lazy("name"),
    "decision": gettext_lazy("decision"),
    "members": gettext_lazy("members"),
    "council_role": gettext_lazy("position in the council"),
    "organisation": gettext_lazy("organisation"),
    "secret": gettext_lazy("secret ballot"),
    "dossiers": gettext_lazy("dossiers"),
    "pass_percent": gettext_lazy("needed in favour (%)"),
    "results": gettext_lazy("results (for/against/invalid)"),
    "voters": gettext_lazy("members who voted"),
    "units": gettext_lazy("units"),
    "title_vi": gettext_lazy("title"),
    "title_en": gettext_lazy("title, in English"),
    "measure": gettext_lazy("what is counted"),
    "base_value": gettext_lazy("base"),
    "base_day": gettext_lazy("day of the base"),
    "added": gettext_lazy("to be added"),
    "final": gettext_lazy("goal"),
    "years": gettext_lazy("year by year"),
    "stated_share": gettext_lazy("stated share"),
    "stated_of": gettext_lazy("share of how many units"),
    "said_on": gettext_lazy("stated on"),
    "due": gettext_lazy("due"),
    "adopted_by": gettext_lazy("adopted by"),
    "directive": gettext_lazy("document"),
    "scope_vi": gettext_lazy("scope"),
    "scope_en": gettext_lazy("scope, in English"),
    "named_places": gettext_lazy("units named"),
    "source_title": gettext_lazy("source"),
    "source_url": gettext_lazy("address of the source"),
    "note_vi": gettext_lazy("remark"),
    "note_en": gettext_lazy("remark, in English"),
    "closed_from": gettext_lazy("closed from"),
    "closed_why_vi": gettext_lazy("reason for closing"),
    "closed_why_en": gettext_lazy("reason for closing, in English"),
    "holder": gettext_lazy("hamlet"),
    "registered_on": gettext_lazy("registered on"),
    "withdrawn_on": gettext_lazy("withdrawn on"),
    "to_day": gettext_lazy("held until"),
    "kept": gettext_lazy("kept"),
    "ended": gettext_lazy("ended"),
    "reviewed": gettext_lazy("put under review"),
    "on": gettext_lazy("as of"),
    "sha256": gettext_lazy("checksum"),
    "deputy": gettext_lazy("deputy"),
    "indicator": gettext_lazy("indicator"),
    "assignee": gettext_lazy("person in charge"),
    "overseer": gettext_lazy("overseen by"),
    "given_on": gettext_lazy("given on"),
    "step": gettext_lazy("step"),
    "files": gettext_lazy("files"),
    "is_withdrawn": gettext_lazy("withdrawn"),
}
# What a value of such a field is called; another field may use the same key for something else.
WORDS: dict[str, dict[str, Any]] = {
    "review_layer": {"verification": gettext_lazy("verification"), "appraisal": gettext_lazy("appraisal")},
    "verdict": {"met": gettext_lazy("met"), "not_met": gettext_lazy("not met")},
    "council_role": {
        "chair": gettext_lazy("chair"),
        "deputy": gettext_lazy("deputy chair"),
        "secretary": gettext_lazy("secretary"),
        "member": gettext_lazy("member"),
    },
    "state": {"called": gettext_lazy("called"), "open": gettext_lazy("open"), "closed": gettext_lazy("closed")},
    "title": {
        "ntm": gettext_lazy("NTM"),
        "advanced": gettext_lazy("advanced NTM"),
        "model": gettext_lazy("model NTM"),
        "modern": gettext_lazy("modern NTM"),
        "model_hamlet": gettext_lazy("model hamlet"),
    },
}


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
        if field == "role" and value in Role.values:
            return str(Role(value).label)
        if isinstance(value, str) and value in WORDS.get(field, {}):
            return str(WORDS[field][value])
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
    changed = {**entry.changed, **particulars.changed}.items()
    spoken = [(name, names.said(name, old), names.said(name, new)) for name, (old, new) in changed]
    return Line(
        number=entry.number,
        at=entry.at,
        who=who(entry, particulars),
        verb=str(VERBS.get(entry.verb, entry.verb)),
        what=f"{entry.subject_kind.rpartition('.')[2]} {entry.subject_key}",
        name=names.subject(entry),
        place=names.places.get(entry.place_key, entry.place_key),
        changes=tuple((str(FIELDS.get(name, name)), old, new) for name, old, new in spoken if old != new),
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


def held_posts(posts: QuerySet[Post]) -> list[HeldPost]:
    rows = list(posts.select_related("place").order_by("-valid_from", "pk"))
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
