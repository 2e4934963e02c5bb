"""Trace events as EPCIS 2.0 has them, and the things that each one touches."""

from django.db import models
from django.db.models import Q

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.produce.models.lots import Lot


class TraceEvent(models.Model):
    """`body` is the event as it is exported; `event_id` its hash, so that a second capture changes nothing."""

    event_id = models.CharField(max_length=120, unique=True)  # ni:///sha-256;…?ver=CBV2.0
    kind = models.CharField(max_length=24)  # ObjectEvent, AggregationEvent, TransformationEvent …
    action = models.CharField(max_length=8, blank=True)
    step = models.CharField(max_length=60, blank=True)  # commissioning, shipping … of the core vocabulary
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # whose people may see it
    body = models.JSONField()
    declares_wrong = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="corrected", null=True, blank=True
    )
    captured_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["place", "happened_at"], name="events_of_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.step} {self.happened_at:%Y-%m-%d}"


class EventItem(models.Model):
    """One identifier in an event: of a unit, a class with a quantity, a parent, or a party that gives or takes."""

    event = models.ForeignKey(TraceEvent, on_delete=models.CASCADE, related_name="items")
    role = models.CharField(max_length=12)  # what, parent, child, input, output, from, to
    uri = models.CharField(max_length=300)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=8, blank=True)  # KGM; empty for pieces

    class Meta:
        ordering = ["event", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(uri=""), name="event_item_is_identified")]
        indexes = [models.Index(fields=["uri", "role"], name="events_of_a_thing"), models.Index(fields=["lot"])]

    def __str__(self) -> str:
        return f"{self.role} {self.uri}"
