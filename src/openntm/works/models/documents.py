"""Papers of a work; only those marked public leave the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openntm.office.models import StoredFile
from openntm.works.models.works import Work


class WorkDocument(models.Model):
    class Kind(models.TextChoices):
        """As OC4IDS names them."""

        DECISION = "projectScope", _("investment decision")
        BUDGET = "budgetApproval", _("budget approval")
        DESIGN = "technicalSpecifications", _("design")
        CONTRACT = "contractText", _("contract")
        CHANGE = "contractAmendment", _("contract annex")
        ACCEPTANCE = "completionCertificate", _("acceptance")
        ACCOUNTS = "finalAudit", _("final accounts")
        ENVIRONMENT = "environmentalImpact", _("environment")
        LAND = "landAndSettlementImpact", _("land and resettlement")
        OTHER = "other", _("other document")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=200)
    day = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["work", "file"], name="document_once_in_a_work")]

    def __str__(self) -> str:
        return self.title
