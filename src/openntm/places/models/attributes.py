"""What is known of a place beside its name: where it lies, its boundary, its dated attributes."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from openntm.places.models.units import Place


class Centre(models.Model):
    """A point for schematic drawings only."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="centre")
    lat = models.DecimalField(max_digits=8, decimal_places=5)
    lon = models.DecimalField(max_digits=8, decimal_places=5)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.lat}, {self.lon}"


class Boundary(models.Model):
    """A polygon in degrees (WGS 84), true from the day on which the place got this territory."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="boundaries")
    valid_from = models.DateField()
    geometry = models.JSONField()
    source = models.TextField(blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [models.UniqueConstraint(fields=["place", "valid_from"], name="places_one_boundary_a_day")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.valid_from}"


class Attribute(models.Model):
    """A dated attribute that rules ask for: region, special difficulty, number of schools."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="attributes")
    name = models.SlugField(max_length=100)
    value = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "valid_from"], name="places_one_attribute_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="places_attribute_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"

    @property
    def meaning(self) -> bool | Decimal | str:
        """`true` and `false` as truth, figures as exact decimals, all else as text."""
        if self.value in {"true", "false"}:
            return self.value == "true"
        return Decimal(self.value) if self.value.replace(".", "", 1).isdecimal() else self.value
