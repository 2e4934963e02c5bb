"""What offices and readers add to the guides; the guides themselves are data (`services.catalogue`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Place


class Change(models.Model):
    """What an office says of a procedure at its own place, or of all of them (`slug` empty).

    Proposed by one officer and published by another; what is published is never rewritten, a later one takes its place.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for review")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")

    SAID = ("desk", "hours", "phone", "fee", "time", "note")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    desk = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)  # of the office, public
    fee = models.CharField(max_length=300, blank=True)
    time = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_at__isnull=False),
                name="change_is_decided_once",
            )
        ]
        indexes = [models.Index(fields=["place", "state", "valid_from"], name="changes_of_a_place")]

    def __str__(self) -> str:
        return f"{self.slug or '*'} {self.valid_from:%Y-%m-%d}"


class Poster(models.Model):
    """Which procedures the poster of a place shows: at the office of a commune, or in a hamlet's culture house."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+")
    slugs = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.place_id}: {len(self.slugs)}"


class Rating(models.Model):
    """How a reader without an account found a guide; `mark` only tells the day's second one from the same network."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be moderated")
        KEPT = "kept", _("kept")
        REMOVED = "removed", _("reason removed")

    PERSONAL = frozenset({"reason"})

    slug = models.CharField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    day = models.DateField()
    stars = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    is_suspect = models.BooleanField(default=False)  # looks as if a program had sent it: does not count
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    mark = models.CharField(max_length=16, null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "day", "mark"], name="rating_once_a_network_and_day"),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_is_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.stars}"


class Check(models.Model):
    """When a guide was looked through last, whether other hosts were asked, and which of its links were dead then."""

    slug = models.CharField(max_length=60, unique=True)
    day = models.DateField()
    asked_others = models.BooleanField(default=False)
    dead = models.JSONField(default=list)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
