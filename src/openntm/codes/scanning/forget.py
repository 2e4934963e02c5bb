"""What is forgotten of scans: where, once the days of the option are over; salts and journals, once their day is."""

from datetime import date, timedelta

from django.conf import settings

from openntm.codes.models import ScanDay
from openntm.codes.scanning.crowd import drop_salts
from openntm.codes.scanning.journal import folder


def forget_scans(*, on: date) -> int:
    """How many rows went; how often each code was scanned in all, and since when, stays. Nothing for the log."""
    drop_salts(folder(), on.isoformat())
    kept_from = on - timedelta(days=settings.SCAN_RETENTION_DAYS)
    return ScanDay.objects.filter(day__lt=kept_from).delete()[0]
