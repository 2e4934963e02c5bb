"""Reads: what a phone takes along into the field, as plain values for JSON."""

from collections.abc import Iterable
from typing import Any

from openntm.office.access import today
from openntm.office.access.cover import last_versions
from openntm.office.models import Person
from openntm.office.wording import in_language
from openntm.visits.checklists import Checklist, newest
from openntm.visits.desk import Desk, Desks, Subject
from openntm.visits.models import FieldOperation, Observation, Visit, VisitAnswer, VisitPhoto
from openntm.visits.queries import checklist_of, severities_of

MOST = 200  # visits of a kind, the newest first; subjects of a kind, by name
Json = dict[str, Any]


def taken_along(person: Person, desks: Desks) -> Json:
    """The open visits that the person may write, and the things at which they may begin one."""
    found: Json = {"person": person.pk, "checklists": {}, "visits": [], "subjects": []}
    begun = {
        one.visit_id: str(one.uuid)
        for one in FieldOperation.objects.filter(
            person=person, kind=FieldOperation.Kind.START, visit__state=Visit.State.OPEN
        )
    }
    for kind, desk in desks.items():
        visits = open_visits(person, desk)
        found["visits"] += visits_along(visits, desk, begun)
        begins = [one for subject in desk.subjects(person) for one in subject_along(kind, subject, found["checklists"])]
        found["subjects"] += begins[:MOST]
        for visit in visits:
            put(found["checklists"], checklist_of(visit))
    return found


def open_visits(person: Person, desk: Desk) -> list[Visit]:
    rows = desk.made_by(person).filter(state=Visit.State.OPEN).select_related("place")
    return list(rows.prefetch_related("answers", "observations", "photos__file", "signatures")[:MOST])


def visits_along(visits: list[Visit], desk: Desk, begun: dict[int, str]) -> Iterable[Json]:
    on = today()
    units = {one.place_id: one for one in last_versions(on).filter(place__in={one.place_id for one in visits})}
    names = desk.names({one.subject_key for one in visits})
    for visit in visits:
        unit = units[visit.place_id]
        yield {
            "ref": begun.get(visit.pk, str(visit.pk)),
            "name": names.get(visit.subject_key, ""),
            "place": unit.full_name,
            "what": visit.get_kind_display(),
            "day": visit.day.isoformat(),
            "page": desk.address(unit.code, on.isoformat(), visit),
            "checklist": name_of(checklist_of(visit)),
            "answers": {one.item: {"answer": one.answer, "note": one.note} for one in visit.answers.all()},
            "observations": [observation_along(one) for one in visit.observations.all()],
            "photos": [photo_along(one) for one in visit.photos.all()],
            "signatures": [{"name": one.name, "role": one.role} for one in visit.signatures.all()],
        }


def observation_along(one: Observation) -> Json:
    said: Json = {name: getattr(one, name) for name in ("item", "severity", "text", "demand")}
    return said | {"due": one.due.isoformat()}


def photo_along(one: VisitPhoto) -> Json:
    return {"name": str(one), "item": one.item, "taken": one.taken_at.isoformat() if one.taken_at else ""}


def subject_along(kind: str, subject: Subject, checklists: Json) -> Iterable[Json]:
    """One for each kind of visit that has a checklist."""
    for visit_kind in subject.kinds:
        checklist = newest(subject.checklist, visit_kind)
        if checklist:
            put(checklists, checklist)
            what = {"visit_kind": visit_kind.value, "what": str(visit_kind.label), "checklist": name_of(checklist)}
            yield {"subject_kind": kind, "subject_key": subject.key, "name": subject.name, **what}


def put(checklists: Json, one: Checklist) -> None:
    groups = [
        {
            "title": in_language(group.title),
            "items": [
                {"key": item.key, "text": in_language(item.text), "clause": item.clause, "weight": item.weight}
                for item in group.items
            ],
        }
        for group in one.groups
    ]
    checklists[name_of(one)] = {"title": in_language(one.title), "groups": groups, "verified": one.verified}
    checklists[name_of(one)]["severities"] = list(severities_of(one.kind))


def name_of(one: Checklist) -> str:
    return f"{one.id}-{one.version}"


def answer_along(one: VisitAnswer | None) -> Json | None:
    """What an item holds now, with who answered it where that is known."""
    return None if one is None else {"answer": one.answer, "note": one.note, "by": str(one.by or "")}
