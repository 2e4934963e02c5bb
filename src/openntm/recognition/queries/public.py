"""What everybody reads of consultations, and the requests about decisions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from openntm.office.access.cover import covered
from openntm.places.models import Place
from openntm.recognition.models import Consultation, Opinion, PublicComment
from openntm.recognition.queries.naming import names_of

State = PublicComment.State


@dataclass(frozen=True)
class Open:
    """A consultation as a list shows it; `left` counts the day itself, 0 once it is over."""

    consultation: Consultation
    name: str
    left: int


def consultations_of_place(place: Place, on: date) -> QuerySet[Consultation]:
    """Those of the place and of all under it that had begun."""
    found = Consultation.objects.filter(dossier__place__in=covered([place], on), begins__lte=on)
    return found.select_related("dossier__place").order_by("-ends", "-pk")


def rows(consultations: list[Consultation], on: date) -> list[Open]:
    names = names_of([one.dossier.place for one in consultations], on)
    return [Open(one, named(one, names[one.dossier.place_id]), days_left(one, on)) for one in consultations]


def named(one: Consultation, place: str) -> str:
    return f"{one.dossier.holder}, {place}" if one.dossier.holder else place


def days_left(one: Consultation, on: date) -> int:
    return max((one.ends - on).days + 1, 0) if one.begins <= on else 0


def shown_comments(one: Consultation) -> QuerySet[Opinion]:
    """What residents wrote on the public page, in the words that were published, with the answers."""
    return one.opinions.filter(comment__isnull=False).order_by("-day", "-pk")


def counted(one: Consultation) -> dict[str, int]:
    """How many comments wait to be read, and how many were kept back."""
    wanted = {str(state): Count("pk", filter=Q(state=state)) for state in (State.NEW, State.KEPT_BACK)}
    return one.comments.aggregate(**wanted)
