"""Reads: who may open which dossiers for a unit, and the registrations that have none yet."""

from datetime import date

from django.db.models import Exists, OuterRef

from openntm.office.models import Person
from openntm.places.models import Place, PlaceVersion
from openntm.recognition.access.dossiers import acting_posts
from openntm.recognition.models import Dossier
from openntm.recognition.procedure.loader import load_procedure, may_start, procedure_ids
from openntm.steering.models import Registration, Title

GONE = ("withdrawn",)


def openers_of(by: Person, unit: PlaceVersion, on: date) -> list[str]:
    """The titles for which the person may open a dossier of the unit, in the order of titles."""
    found = set()
    for law in map(load_procedure, procedure_ids()):
        if not may_start(law, on) or not suits(law.actors[law.states[law.first_state].held_by or ""].tier, unit):
            continue
        if acting_posts(by, law.actors[law.states[law.first_state].held_by or ""], unit.place):
            found |= set(law.titles)
    return [one.value for one in Title if one in found]


def suits(tier: str, unit: PlaceVersion) -> bool:
    """Townships and wards are no communes, but their hamlets are in the programme's rules of some provinces."""
    return unit.level == {"province": 0, "district": 1, "commune": 2}[tier]


def waiting_registrations(place: Place) -> list[Registration]:
    """In force, and without a dossier that is still on its way or led to its end."""
    same = Dossier.objects.filter(
        place=OuterRef("place"), title=OuterRef("title"), year=OuterRef("year"), holder=OuterRef("holder")
    ).exclude(state__in=GONE)
    found = Registration.objects.filter(place=place, state=Registration.State.REGISTERED)
    return list(found.filter(~Exists(same)).order_by("-year", "title", "holder"))
