"""Which place and day the first page shows."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from openntm.assessment.models import Figure
from openntm.places.models import COMMUNE_KINDS, PlaceVersion


def first_address() -> str | None:
    version = first_place()
    if version is None:
        return None
    return reverse("reports:overview", args=[version.code, first_day().isoformat()])


def first_day() -> date:
    """The day that the settings name, else the latest one with figures."""
    latest: date | None = Figure.objects.filter(current=True).aggregate(day=Max("day"))["day"]
    return settings.FIRST_DAY or latest or timezone.localdate()


def first_place() -> PlaceVersion | None:
    """The place that the settings name, else the unit with the most communes."""
    if settings.FIRST_PLACE:
        return PlaceVersion.objects.filter(code=settings.FIRST_PLACE).order_by("-valid_from").first()
    above = PlaceVersion.objects.filter(kind__in=COMMUNE_KINDS, parent__isnull=False).values_list("parent", flat=True)
    counted = Counter(above)
    if not counted:
        return None
    most = min(counted, key=lambda place: (-counted[place], place))
    return PlaceVersion.objects.filter(place=most).order_by("-valid_from").first()
