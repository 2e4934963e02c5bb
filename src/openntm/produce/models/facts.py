"""What published pages say of the produce of places: areas, outputs, difficulties, protected names, stars."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class CropStatement(Sourced):
    """One page's word about a crop; another page's other number stands beside it, never in its stead."""

    key = models.SlugField(max_length=80, unique=True)
    crop = models.CharField(max_length=40)  # a key of data/crops.yaml
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    named_places = models.ManyToManyField(Place, related_name="+", blank=True)
    day = models.DateField()  # of which it speaks, or on which it was said
    period = models.CharField(max_length=60, blank=True)  # as the page says it
    area_ha = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    area_is_least = models.BooleanField(default=False)  # "over 400 ha"
    output_t = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["crop", "-day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_ha__isnull=False) | Q(output_t__isnull=False) | ~Q(note_vi=""),
                name="crop_statement_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Designation(Sourced):
    """A geographical indication, or stars of the programme "one commune, one product"."""

    class Kind(models.TextChoices):
        GEOGRAPHICAL_INDICATION = "gi", _("geographical indication")
        OCOP = "ocop", _("OCOP product")

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    crop = models.CharField(max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    named_places = models.ManyToManyField(Place, related_name="+", blank=True)
    number = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    day_month_only = models.BooleanField(default=False)  # the source gives a month; `day` is its last day
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    manager_vi = models.CharField(max_length=200, blank=True)
    manager_ended_on = models.DateField(null=True, blank=True)  # first day without it

    class Meta:
        ordering = ["kind", "name_vi"]

    def __str__(self) -> str:
        return self.name_vi
