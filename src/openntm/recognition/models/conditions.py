"""What is confirmed beside the criteria: debts of construction, security."""

from django.db import models
from django.db.models import Q

from openntm.office.models import Person, StoredFile
from openntm.recognition.models.dossiers import Dossier


class DossierCondition(models.Model):
    """One confirmation of a condition of the procedure's data; the newest one counts, earlier ones stay."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="conditions")
    condition = models.CharField(max_length=40)  # its id in the procedure's data
    holds = models.BooleanField()
    amount = models.BigIntegerField(null=True, blank=True)  # whole đồng, of a debt
    document = models.CharField(max_length=200, blank=True)  # number and day of the paper that confirms it
    day = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount=0, holds=True) | Q(amount__gt=0, holds=False),
                name="condition_holds_without_debt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.condition}"
