"""How the register of heritage writes: the right is asked, the row saved, one line goes to the log without secrets."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.heritage.access import keeps, sites_visible_to
from openntm.heritage.models import Custodian, Proposal, Site
from openntm.heritage.services.refusals import ReasonMissing, SiteEnded
from openntm.office.access import acting_for, may, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean

SECRET = Site.PERSONAL | Custodian.PERSONAL | Proposal.PERSONAL


def refuse_unless_keeps(by: Person, place: Place) -> None:
    if not may(by, Action.KEEP_HERITAGE, place, today()):
        raise PermissionDenied


def kept_site(by: Person, pk: int) -> Site:
    """Locked for a change; raises Site.DoesNotExist, PermissionDenied, SiteEnded."""
    site = sites_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    if not keeps(by, site):
        raise PermissionDenied
    if site.ended_on:
        raise SiteEnded
    return site


def write(
    by: Person, verb: str, one: models.Model, place: Place, given: Mapping[str, Any], taken: type[Refused]
) -> None:
    """Inside the transaction of a service; `taken` says what a row that stands there already means."""
    said = told(given)
    before = row(one, said) if one.pk else None
    for name, value in given.items():
        setattr(one, name, tidy(name, value) if isinstance(value, str) else value)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as known:
        raise taken from known
    log(by, verb, one, place, before=before, after=row(one, said))


LINES = ("parts", "story_vi", "story_en")  # whose lines matter


def tidy(name: str, text: str) -> str:
    return "\n".join(clean(line) for line in text.strip().splitlines()) if name in LINES else clean(text)


def told(given: Mapping[str, Any]) -> list[str]:
    """Positions, names of persons and what residents wrote stay out of the log, which more people read."""
    return [name for name in given if name not in SECRET]


def log(by: Person, verb: str, one: models.Model, place: Place, **more: Any) -> None:
    record(by, verb, one, place=place, on_behalf_of=acting_for(by, Action.KEEP_HERITAGE, place, today()), **more)


def own_source(place: Place) -> str:
    """In Vietnamese, whoever enters."""
    with override("vi"):
        return _("Register of %(place)s") % {"place": nearest_version(place, today()).full_name}


def refuse_without(reason: str) -> None:
    if not clean(reason):
        raise ReasonMissing
