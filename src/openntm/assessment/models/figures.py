"""A figure is never changed: a correction is a new row that points to the one it corrects."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.assessment.models.imports import Import
from openntm.office.models import StoredFile
from openntm.places.models import Place

PERSON = settings.AUTH_USER_MODEL


class Layer(models.TextChoices):
    """Who stands behind a figure; the strongest is used when several speak of one day."""

    SELF = "self", _("self-assessed")
    CHECKED = "checked", _("checked")
    APPRAISED = "appraised", _("appraised")
    PUBLISHED = "published", _("published")


STRENGTH = {Layer.PUBLISHED: 0, Layer.SELF: 1, Layer.CHECKED: 2, Layer.APPRAISED: 3}


class Source(models.Model):
    """Where figures come from; figures of two sources stand side by side."""

    class Kind(models.TextChoices):
        ACT = "act", _("legal act")
        PRESS = "press", _("press")
        REPORT = "report", _("report")
        ENTRY = "entry", _("entered here")
        GENERATOR = "generator", _("generator of illustrative figures")
        COMPUTED = "computed", _("computed from the registers")

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="generator") | Q(illustrative=True), name="generated_figures_are_illustrative"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """A value of one place, measure and day, from one source in one layer; an empty value withdraws it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=120)
    day = models.DateField()
    period = models.CharField(max_length=20)
    value = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    layer = models.CharField(max_length=10, choices=Layer, default=Layer.SELF)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(max_length=1000, blank=True)
    entered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    entered_at = models.DateTimeField()
    corrects = models.ForeignKey(
        "self", models.PROTECT, related_name="corrections", null=True, blank=True, db_index=False
    )
    current = models.BooleanField(default=True)
    taken_from = models.ForeignKey(Import, models.PROTECT, related_name="+", null=True, blank=True)
    evidence = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "measure", "day", "layer", "source"],
                condition=Q(current=True),
                name="one_current_figure_of_a_source",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="figure_is_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="figure_corrects_another"
            ),
        ]
        # Few indexes, because figures come in by the hundred thousand: the constraint above serves current ones.
        indexes = [models.Index(fields=["place", "day"], name="figure_ever")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day:%Y-%m-%d}: {self.value} ({self.layer})"


class ConflictDecision(models.Model):
    """Which of several disagreeing figures counts, and why; a later figure opens the question again."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=120)
    day = models.DateField()
    chosen = models.ForeignKey(Figure, models.PROTECT, related_name="+")
    reason = models.TextField()
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="conflict_decided_with_a_reason")]
        indexes = [models.Index(fields=["place", "measure", "day"])]

    def __str__(self) -> str:
        return f"{self.measure} {self.day:%Y-%m-%d}: {self.reason}"
