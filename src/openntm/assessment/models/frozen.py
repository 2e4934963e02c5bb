"""An assessment holds everything that its findings rest on, as bytes that can be computed again."""

from django.conf import settings
from django.db import models

from openntm.places.models import Place


class Assessment(models.Model):
    """Findings of a place on a day, frozen."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    set_id = models.CharField(max_length=80)
    set_checksum = models.CharField(max_length=64)
    on = models.DateField()
    engine_version = models.CharField(max_length=40)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    illustrative = models.BooleanField(default=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["place", "set_id", "on"])]

    def __str__(self) -> str:
        return f"{self.set_id} {self.on:%Y-%m-%d}"
