"""What figures may rest on: guides, posters, scans and help in a place between two days."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from openntm.codes.queries.singles import scans_by_key
from openntm.office.access.cover import covered
from openntm.places.models import Place
from openntm.services.catalogue import procedures_on
from openntm.services.models import Poster, Session
from openntm.services.queries.scans import GUIDE, GUIDES, slug_and_place


@dataclass(frozen=True)
class Counts:
    """Sessions and people helped are those of signed sessions; illustrative where one of these is."""

    guides: int
    posters: int
    scans: int
    sessions: int
    people: int
    illustrative: bool


def counts_of(place: Place, first: date, last: date) -> Counts:
    """At the place and under it, both days included; guides and posters as they are on the last day."""
    reach = covered([place], last)
    scans = scans_by_key((GUIDE, GUIDES), first, last)
    held = Session.objects.filter(place__in=reach, day__range=(first, last), state=Session.State.SIGNED)
    return Counts(
        guides=len(procedures_on(last)),
        posters=Poster.objects.filter(place__in=reach).count(),
        scans=sum(total for (_kind, key), total in scans.items() if slug_and_place(key)[1] in reach),
        sessions=held.count(),
        people=held.aggregate(total=Sum("people"))["total"] or 0,
        illustrative=held.filter(illustrative=True).exists(),
    )
