"""Decisions that recognise or revoke, and the title records of places: dated acts, never a flag on the unit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place


class Title(models.TextChoices):
    NTM = "ntm", _("NTM")
    ADVANCED = "advanced", _("advanced NTM")
    MODEL = "model", _("model NTM")
    MODEL_HAMLET = "model_hamlet", _("model hamlet")
    DISTRICT_NTM = "district_ntm", _("NTM district")


class Decision(models.Model):
    """The numbered act of an authority that gives or takes a title."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", _("recognition")
        REVOCATION = "revocation", _("revocation")

    number = models.CharField(max_length=60)
    issued = models.DateField()
    issuer = models.CharField(max_length=200)
    signer = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title_vi = models.TextField()
    title_en = models.TextField()
    source_title = models.CharField(max_length=300)
    source_url = models.CharField(max_length=600, blank=True)
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["issued", "number"]
        constraints = [models.UniqueConstraint(fields=["number", "issued"], name="decision_number_and_day")]

    def __str__(self) -> str:
        return self.number


class TitleRecord(models.Model):
    """That a place holds a title from a day; `from_text` says how well that day is known."""

    class State(models.TextChoices):
        RECOGNISED = "recognised", _("recognised")
        CONFIRMED = "confirmed", _("confirmed after a merge")
        UNDER_REVIEW = "under_review", _("under review")
        REVOKED = "revoked", _("revoked")
        SUPERSEDED = "superseded", _("superseded")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=20, choices=Title)
    state = models.CharField(max_length=20, choices=State, default=State.RECOGNISED)
    holder = models.CharField(max_length=100, blank=True)  # a hamlet that is not yet a place of its own
    earliest = models.DateField()  # the first day on which the sources allow it
    from_day = models.DateField()  # counts from this day: the last day on which the sources allow it
    from_text_vi = models.CharField(max_length=200)
    from_text_en = models.CharField(max_length=200)
    to_day = models.DateField(null=True, blank=True)  # no longer counts from this day
    for_year = models.PositiveSmallIntegerField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="records", null=True, blank=True)
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
