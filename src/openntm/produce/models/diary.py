"""The farm diary: what was done on a plot, with what, by whom; an entry is corrected by a new one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.produce.models.producers import Plot


class DiaryEntry(models.Model):
    """`waiting_days`: how long after a treatment nothing may be harvested, as the label of the product says."""

    class Kind(models.TextChoices):
        TREATMENT = "treatment", _("plant protection")
        FERTILISER = "fertiliser", _("fertiliser")
        WATERING = "watering", _("watering")
        PRUNING = "pruning", _("pruning, pollination, bagging")
        HARVEST = "harvest", _("harvest")
        OTHER = "other", _("other work")

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    input_name = models.CharField(max_length=200, blank=True)
    registration = models.CharField(max_length=60, blank=True)  # number in the list of permitted products
    dose = models.CharField(max_length=80, blank=True)
    waiting_days = models.PositiveSmallIntegerField(null=True, blank=True)
    quantity_kg = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    done_by = models.CharField(max_length=150)
    note = models.TextField(blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    key = models.CharField(max_length=40, unique=True)  # made where it was written: sent twice, kept once
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_at = models.DateTimeField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, related_name="correction", null=True, blank=True)
    withdrawn = models.BooleanField(default=False)  # a correction that takes the entry back
    reason = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    PERSONAL = frozenset({"done_by"})

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="harvest") | Q(quantity_kg__gt=0) | Q(withdrawn=True), name="harvest_has_a_quantity"
            ),
            models.CheckConstraint(
                condition=~Q(kind="treatment") | ~Q(input_name="") & ~Q(dose="") & Q(waiting_days__isnull=False),
                name="treatment_names_input_dose_and_waiting_days",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="diary_corrected_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="diary_corrects_other"
            ),
        ]
        indexes = [models.Index(fields=["plot", "day"], name="diary_of_a_plot")]

    def __str__(self) -> str:
        return f"{self.plot} {self.day:%Y-%m-%d} {self.kind}"
