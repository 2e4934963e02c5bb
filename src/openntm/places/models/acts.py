"""The acts that change units, the changes they make, and which unit became which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models.units import Place


class Act(models.Model):
    number = models.CharField(max_length=80, unique=True)
    issued = models.DateField(null=True, blank=True)
    effective = models.DateField(null=True, blank=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["issued", "number"]

    def __str__(self) -> str:
        return self.number


class ChangeKind(models.TextChoices):
    MERGE = "merge", _("merge")
    SPLIT = "split", _("split")
    RENAME = "rename", _("renaming")
    REKIND = "rekind", _("change of kind")
    REPARENT = "reparent", _("move to another superior unit")
    ABOLISH = "abolish", _("abolition")


class Change(models.Model):
    """What one act does to some units on one day; `loaded` tells the product's own record from a later entry."""

    key = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    day = models.DateField(db_index=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    loaded = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Part(models.TextChoices):
    WHOLE = "whole", _("the whole unit")
    PART = "part", _("part of the unit")


class Lineage(models.Model):
    """`predecessor` went on as `successor`; the same place on both sides means that it stayed and changed."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="lines")
    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="lines_out")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_in")
    part = models.CharField(max_length=5, choices=Part.choices, default=Part.WHOLE)
    # Another reading of the same event, kept and shown beside the one that is counted.
    rival = models.BooleanField(default=False)
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["change__day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "predecessor", "successor"], name="places_one_line_a_pair"),
            models.UniqueConstraint(
                fields=["change", "predecessor"],
                condition=Q(successor__isnull=True),
                name="places_one_end_without_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=False) | Q(rival=False), name="places_rival_line_names_a_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
