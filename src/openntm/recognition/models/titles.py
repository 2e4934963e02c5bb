"""The title records of places and what happened to them: dated acts, never a flag on the unit."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Change, Place
from openntm.recognition.models.decisions import Decision
from openntm.steering.models import Title


class TitleRecord(models.Model):
    """That a place holds a title from a day; `from_text` says how well that day is known.

    It is held from `from_day` until the day before `to_day`, whatever its events say.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=20, choices=Title)
    holder = models.CharField(max_length=100, blank=True)  # a hamlet that is not yet a place of its own
    earliest = models.DateField()  # the first day on which the sources allow it
    from_day = models.DateField()  # counts from this day: the last day on which the sources allow it
    from_text_vi = models.CharField(max_length=200)
    from_text_en = models.CharField(max_length=200)
    to_day = models.DateField(null=True, blank=True)  # no longer counts from this day
    for_year = models.PositiveSmallIntegerField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="records", null=True, blank=True)
    rule = models.CharField(max_length=120, blank=True)  # where a rule carried it over, as 5424/BNN-VPĐP, case 1
    illustrative = models.BooleanField(default=False)
    source_title = models.CharField(max_length=300)
    source_url = models.CharField(max_length=600, blank=True)
    confidence = models.CharField(max_length=60, default="reported")
    verified = models.BooleanField(default=False)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["from_day", "title", "place_id", "holder"]
        constraints = [
            models.UniqueConstraint(fields=["place", "title", "holder", "from_day"], name="title_record_once_a_day"),
            models.CheckConstraint(condition=Q(earliest__lte=F("from_day")), name="title_earliest_before_it_counts"),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="title_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.from_day.isoformat()}"

    def is_held_on(self, on: date) -> bool:
        return self.from_day <= on and (self.to_day is None or on < self.to_day)

    @property
    def is_by_rule_alone(self) -> bool:
        """Carried over a merge by a rule, and no decision that confirms it has been recorded."""
        return bool(self.rule) and self.decision_id is None


class TitleEvent(models.Model):
    """What happened to a title after it was given; events are only ever added."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REVIEW_OPENED = "review_opened", _("put under review")
        REVIEW_CLOSED = "review_closed", _("review closed, title kept")
        REVOKED = "revoked", _("revoked")
        SUPERSEDED = "superseded", _("superseded")

    ENDING = (Kind.REVOKED, Kind.SUPERSEDED)

    record = models.ForeignKey(TitleRecord, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=15, choices=Kind)
    day = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="events", null=True, blank=True)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why_vi = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    verified = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "kind", "day"], name="title_event_once_a_day"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(kind__in=["revoked", "superseded"]), name="title_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day.isoformat()}"


class Recheck(models.Model):
    """Who of the titled places would fall short on a day, as it was found; it changes no title."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    content = models.TextField()  # canonical JSON
    sha256 = models.CharField(max_length=64)
    illustrative = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on.isoformat()}"
