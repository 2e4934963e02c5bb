"""Who sees what of heritage: a site is public; its exact position, its keeper and what residents send are not."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from openntm.heritage.models import Proposal, Site
from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.visits.models import Visit

SUBJECT = "heritage"
Somebody = Person | AnonymousUser


def sites_visible_to(person: Somebody) -> QuerySet[Site]:
    return Site.objects.all()


def sites_kept_by(person: Somebody) -> QuerySet[Site]:
    return Site.objects.filter(place__in=reach(person, today(), Action.KEEP_HERITAGE))


def keeps(person: Somebody, site: Site) -> bool:
    """Who keeps it knows its exact position and its custodian's name."""
    return may(person, Action.KEEP_HERITAGE, site.place, today())


def proposals_visible_to(person: Somebody) -> QuerySet[Proposal]:
    return Proposal.objects.filter(site__in=sites_kept_by(person).values("pk"))


def rounds_visible_to(person: Somebody) -> QuerySet[Visit]:
    return Visit.objects.filter(subject_kind=SUBJECT, place__in=reach(person, today(), Action.READ_FIGURES))


def rounds_made_by(person: Somebody) -> QuerySet[Visit]:
    """Those that the person may write: whoever checks heritage sites there."""
    checked = reach(person, today(), Action.CHECK_HERITAGE)
    return rounds_visible_to(person).filter(place__in=checked)


def rounds_answered_by(person: Somebody) -> QuerySet[Visit]:
    """The side that repairs: who keeps the site."""
    return rounds_visible_to(person).filter(place__in=reach(person, today(), Action.KEEP_HERITAGE))
