"""Reports on a period of the programme: tables locked to a snapshot, narrative written by the office."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.assessment.models import Assessment
from openntm.office.models import Person, PrintOut
from openntm.places.models import Place


class ProgressReport(models.Model):
    """`tables` is canonical JSON, reckoned once when the report is begun; an issued report never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=100)
    begins = models.DateField()
    ends = models.DateField()  # the last day, of which the tables speak
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    tables = models.TextField()
    sha256 = models.CharField(max_length=64)
    illustrative = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=60, blank=True)
    issued = models.DateField(null=True, blank=True)
    print_out = models.ForeignKey(PrintOut, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-ends", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="report_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state="issued") | ~Q(number="") & Q(issued__isnull=False), name="report_issued_with_number"
            ),
        ]

    def __str__(self) -> str:
        return self.period

    @property
    def locked(self) -> list[dict[str, Any]]:
        """The tables as they were reckoned."""
        found: list[dict[str, Any]] = json.loads(self.tables)
        return found


class ReportSection(models.Model):
    """What the office wrote under one heading of the form."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]

    def __str__(self) -> str:
        return self.key
