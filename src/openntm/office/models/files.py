"""Files that were handed in, kept once by their content."""

from django.db import models
from django.db.models import Q

from openntm.office.models.people import Person
from openntm.places.models import Place


class StoredFile(models.Model):
    """A file as one place keeps it; two places with the same content share the bytes, not the rights."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=255)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    copy_sha256 = models.CharField(max_length=64, blank=True)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)  # no one: a stranger
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256", "place"], name="file_is_kept_once_per_place"),
            models.UniqueConstraint(
                fields=["sha256", "kept_by"], condition=Q(place__isnull=True), name="file_is_kept_once_without_place"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
