"""Sets of units beside the tree: a project area, a party cluster, the communes of a plan. A unit may be in many."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models.units import Place


class UnitSet(models.Model):
    """Kept by the office of `place`; its members lie anywhere under it."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("project area")
        PARTY = "party", _("party organisation")
        PLAN = "plan", _("units named by a plan")
        OTHER = "other", _("other set")

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OTHER)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=600, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_vi"]

    def __str__(self) -> str:
        return self.name_vi


class UnitSetMember(models.Model):
    """A unit belongs to the set from a day until the day before another; a merge carries the membership on."""

    unit_set = models.ForeignKey(UnitSet, on_delete=models.CASCADE, related_name="members")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_set", "place"], condition=Q(valid_to__isnull=True), name="places_once_in_a_set"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="places_membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_set_id} {self.place_id}"
