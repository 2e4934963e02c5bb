"""Which forms a person may fill in now: one for each checklist, with what may be visited by it."""

from dataclasses import dataclass

from openntm.office.models import Person
from openntm.visits.checklists import Checklist, newest
from openntm.visits.desk import Desks
from openntm.visits.taking import MOST, name_of


@dataclass(frozen=True)
class Offer:
    """`subjects`: key and name."""

    checklist: Checklist
    subjects: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        return name_of(self.checklist)


def offers(person: Person, desks: Desks) -> dict[str, Offer]:
    """By the form's id; what the person may visit is what the package's own pages would let them begin."""
    found: dict[str, tuple[Checklist, list[tuple[str, str]]]] = {}
    for desk in desks.values():
        for subject in desk.subjects(person):
            for kind in subject.kinds:
                if checklist := newest(subject.checklist, kind):
                    _, subjects = found.setdefault(name_of(checklist), (checklist, []))
                    subjects.append((subject.key, subject.name))
    return {key: Offer(checklist, tuple(subjects[:MOST])) for key, (checklist, subjects) in found.items()}
