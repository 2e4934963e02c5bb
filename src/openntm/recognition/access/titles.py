"""Who may act on titles: they are public to read, the acts follow posts."""

from django.db.models import QuerySet

from openntm.office.access import may, posts_for, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PROVINCE_KINDS, Place
from openntm.places.queries import nearest_version
from openntm.recognition.models import TitleRecord
from openntm.steering.models import Title

DECIDED_ABOVE = (Title.DISTRICT_NTM, Title.DISTRICT_ADVANCED)  # by the Prime Minister, outside the product


def records_visible_to(person: Person) -> QuerySet[TitleRecord]:
    """The records on which somebody in charge of the place may want to act."""
    places = reach(person, today(), Action.READ_FIGURES)
    return TitleRecord.objects.filter(place__in=places).select_related("place", "decision")


def signs_for_province(person: Person, place: Place) -> bool:
    """Whether a post at a province, of their own or a lent one, lets the person sign decisions on this place."""
    posts = posts_for(person, Action.SIGN_DECISIONS, place, today())
    return any(nearest_version(post.place, today()).kind in PROVINCE_KINDS for post in posts)


def may_record(person: Person, place: Place) -> bool:
    return may(person, Action.RECORD_DECISIONS, place, today())
