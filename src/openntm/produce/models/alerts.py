"""Codes whose scans look like copying, for the office to look into."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.codes.models import Run
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.produce.models.lots import Lot


class CopyAlert(models.Model):
    """One rule that one code reached on one day; `facts` are the figures when it was raised.

    The page warns until the office finds that nothing was copied.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        CONFIRMED = "confirmed", _("a copy, or misused")
        DISMISSED = "dismissed", _("nothing was copied")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveIntegerField()
    day = models.DateField()
    rule = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    reason = models.TextField(blank=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "index", "day", "rule"], name="copy_alert_once_a_day"),
            models.CheckConstraint(condition=Q(state="new") | ~Q(reason=""), name="copy_alert_handled_with_a_reason"),
        ]
        indexes = [models.Index(fields=["day", "place"], name="copy_alerts_of_a_day")]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.index} {self.day:%Y-%m-%d} {self.rule}"
