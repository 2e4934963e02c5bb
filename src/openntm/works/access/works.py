"""Who sees a work in the register, and who writes it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.works.models import Work, WorkDocument

Somebody = Person | AnonymousUser


def works_visible_to(person: Somebody) -> QuerySet[Work]:
    """Works are public by law (Decree 29/2021, Article 85): what is kept back are persons and papers, not the work."""
    return Work.objects.all()


def works_kept_by(person: Somebody) -> QuerySet[Work]:
    return Work.objects.filter(place__in=reach(person, today(), Action.KEEP_WORKS))


def documents_visible_to(person: Somebody) -> QuerySet[WorkDocument]:
    """What is marked public, and to those who read figures there the rest."""
    reads = reach(person, today(), Action.READ_FIGURES)
    return WorkDocument.objects.filter(Q(is_public=True) | Q(work__place__in=reads))
