"""The poster of a place: which procedures it shows, each with a code of its own that keeps leading to its guide."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from openntm.codes.models import Code
from openntm.codes.services import standing_code
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.services.access import keeping_for
from openntm.services.catalogue import versions
from openntm.services.models import Poster
from openntm.services.queries.scans import GUIDE, GUIDES, key_of
from openntm.services.services.refusals import NoProcedures, UnknownProcedure


@transaction.atomic
def make_poster(*, by: Person, place: Place, slugs: Sequence[str]) -> Poster:
    """The codes of what hung before stay good, whatever the poster shows now."""
    on_behalf_of = keeping_for(by, place)
    if not slugs:
        raise NoProcedures
    if set(slugs) - set(versions()):
        raise UnknownProcedure
    Place.objects.select_for_update().get(pk=place.pk)
    known = Poster.objects.filter(place=place).first()
    one = known or Poster(place=place)
    before, one.slugs, one.changed_at = (known.slugs if known else []), list(slugs), timezone.now()
    one.save()
    for slug in slugs:
        standing_code(kind=GUIDE, key=key_of(slug, place))
    standing_code(kind=GUIDES, key=key_of("", place))
    after = {"slugs": one.slugs}
    record(by, "procedure.poster", one, before={"slugs": before}, after=after, place=place, on_behalf_of=on_behalf_of)
    return one


def codes_of(poster: Poster) -> dict[str, Code]:
    """By slug, that of all procedures under the empty one; in one query."""
    keys = {key_of(slug, poster.place): slug for slug in ("", *poster.slugs)}
    found = Code.objects.filter(kind__in=(GUIDE, GUIDES), key__in=keys).order_by("-pk")
    return {keys[code.key]: code for code in found}
