"""Votes of the households of a hamlet: the question, its tally, and the list of households: never a row for a vote.

Of a household is kept that it has voted, of a vote one more in the tally of all. Were a vote a row of its own, the
database itself would remember which household was written in the same transaction.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person
from openntm.participation.matters import Matter, matters
from openntm.participation.models.outreach import OutreachAct
from openntm.places.models import Place


class Poll(models.Model):
    """One question to all households of a hamlet, or of the whole commune."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("household vote", "draft")
        OPEN = "open", pgettext_lazy("household vote", "open")
        CLOSED = "closed", pgettext_lazy("household vote", "closed")
        CANCELLED = "cancelled", pgettext_lazy("household vote", "cancelled")

    class Channel(models.TextChoices):
        ONLINE = "online", pgettext_lazy("household vote", "online")
        PAPER = "paper", pgettext_lazy("household vote", "slip of paper")
        MEETING = "meeting", pgettext_lazy("household vote", "at the meeting")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the commune
    hamlet = models.CharField(max_length=120, blank=True)
    matter_id = models.CharField(max_length=20)
    question = models.CharField(max_length=300)
    text = models.TextField(blank=True)  # what households should know before they choose
    options: Any = models.JSONField(default=list)  # the first is the proposal, of which the threshold is asked
    begins = models.DateField()
    ends = models.DateField()  # the last day
    households = models.PositiveIntegerField()  # all of them, when the list was made
    source = models.CharField(max_length=300)  # of this number
    meeting = models.ForeignKey(OutreachAct, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(max_length=500, blank=True)  # why it was cancelled, or closed early
    opened_on = models.DateField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)  # for the proposal, by the rule when it was opened
    closed_on = models.DateField(null=True, blank=True)
    tally: Any = models.JSONField(default=dict)  # by option and by channel, never by both; shown when it is closed
    illustrative = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="poll_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(households__gte=1), name="poll_has_households"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="poll_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | Q(opened_on__isnull=False), name="poll_opened_on_a_day"
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="poll_cancelled_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def matter(self) -> Matter:
        return matters()[self.matter_id]


class Elector(models.Model):
    """A household on the list, and whether it has voted; of its code the hash alone."""

    PERSONAL = frozenset({"label"})
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="electors")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)  # as the hamlet's list calls the household
    sha256 = models.CharField(max_length=64, unique=True, null=True, blank=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="elector_number_once"),
            models.UniqueConstraint(fields=["poll", "label"], name="elector_label_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
