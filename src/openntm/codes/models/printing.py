"""Sheets of codes made in the background."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.codes.models.runs import Run

PERSON = settings.AUTH_USER_MODEL


class PrintJob(models.Model):
    """Codes `first` to `last` of a run on sheets of one layout; `done` of them stand in finished parts of the file.

    A second print of the same codes (`again`) needs a reason.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being made")
        DONE = "done", _("ready")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    layout = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes of the finished file
    sha256 = models.CharField(max_length=64, blank=True)
    again = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    problem = models.CharField(max_length=300, blank=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)  # last sign of the worker that makes it
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="print_is_not_empty"),
            models.CheckConstraint(condition=Q(again=False) | ~Q(reason=""), name="print_again_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.first}–{self.last} {self.layout}"

    @property
    def codes(self) -> int:
        return self.last - self.first + 1

    @property
    def begins(self) -> int:
        """As people count: from 1."""
        return self.first + 1

    @property
    def ends(self) -> int:
        return self.last + 1

    @property
    def is_busy(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}
