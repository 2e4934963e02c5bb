"""Attributes that no record gives and that the demonstration needs."""

from django.db import transaction

from openntm.places.models import Attribute, Place
from openntm.places.queries import lifetime


@transaction.atomic
def set_illustrative_attribute(*, place: Place, name: str, value: str, source: str) -> Attribute:
    """From the place's first day on; a recorded attribute is left alone."""
    first, end = lifetime(place)
    values = {"value": value, "valid_to": end, "illustrative": True, "source": source}
    return Attribute.objects.get_or_create(place=place, name=name, valid_from=first, defaults=values)[0]
