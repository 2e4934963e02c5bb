"""A spreadsheet on its way in: read, shown, and only then written; or undone by corrections."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place

PERSON = settings.AUTH_USER_MODEL


class Import(models.Model):
    """One file, what it would change, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        REFUSED = "refused", _("refused")
        READY = "ready", _("ready to confirm")
        WRITING = "writing", _("being written")
        DONE = "done", _("written")
        UNDONE = "undone", _("undone")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    set_id = models.CharField(max_length=80)
    day = models.DateField()
    layer = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    brought_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def is_busy(self) -> bool:
        return self.state in {self.State.WAITING, self.State.READING, self.State.WRITING}
