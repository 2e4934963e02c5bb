"""What every record of a published text carries."""

from django.db import models


class Statement(models.Model):
    """Where it was read, and how far it was checked."""

    source_title = models.CharField(max_length=300)
    source_url = models.CharField(max_length=600, blank=True)  # empty where no address was kept
    confidence = models.CharField(max_length=60, default="reported")
    verified = models.BooleanField(default=False)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        abstract = True


class Sourced(Statement):
    """Read in a source, or entered here: then the source is who said it."""

    illustrative = models.BooleanField(default=False)

    class Meta:
        abstract = True
