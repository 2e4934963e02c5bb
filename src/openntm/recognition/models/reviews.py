"""What verification and appraisal found, criterion by criterion, from the department in charge."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.recognition.models.dossiers import Dossier


class CriterionReview(models.Model):
    """The newest one of a layer and criterion counts; earlier ones stay."""

    class Layer(models.TextChoices):
        VERIFICATION = "verification", _("verification")
        APPRAISAL = "appraisal", _("appraisal")

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="reviews")
    layer = models.CharField(max_length=15, choices=Layer)
    criterion = models.CharField(max_length=40)
    department = models.CharField(max_length=40, blank=True)  # its key in the office's data/departments.yaml
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = models.TextField(blank=True)
    seen_on_the_ground = models.DateField(null=True, blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["dossier", "layer", "criterion"], name="review_by_criterion")]

    def __str__(self) -> str:
        return f"{self.layer} {self.criterion} {self.verdict}"
