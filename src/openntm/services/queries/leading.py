"""Where the codes of posters lead."""

from django.urls import reverse

from openntm.office.access import today
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.services.queries.guides import commune_over
from openntm.services.queries.scans import slug_and_place


def page_of_key(key: str) -> str:
    """The guide, or all guides of the place; with what the office of the place says of its own."""
    slug, pk = slug_and_place(key)
    on, place = today(), Place.objects.get(pk=pk)
    unit = commune_over(place, on) or nearest_version(place, on)
    if slug:
        return f"{reverse('services:guide', args=[slug])}?at={unit.code}"
    return reverse("services:guides", args=[unit.code, on.isoformat()])
