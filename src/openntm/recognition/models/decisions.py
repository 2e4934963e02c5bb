"""The register of decisions that recognise, confirm or revoke titles: one number an issuer and year."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, PrintOut
from openntm.places.models import Place


class Decision(models.Model):
    """The numbered act of an authority. `place` is the issuer's place; none where it stands above the provinces."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", _("recognition")
        CONFIRMATION = "confirmation", _("confirmation after a merge")
        REVOCATION = "revocation", _("revocation")

    number = models.CharField(max_length=60)  # number and symbol, as 37/QĐ-TTg
    year = models.PositiveSmallIntegerField(blank=True, editable=False)
    running = models.PositiveIntegerField(null=True, blank=True)  # 37 of 37/QĐ-TTg
    issued = models.DateField()
    announced_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title_vi = models.TextField()
    title_en = models.TextField(blank=True)
    source_title = models.CharField(max_length=300, blank=True)  # empty where it was made in this product
    source_url = models.CharField(max_length=600, blank=True)
    verified = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    print_out = models.ForeignKey(PrintOut, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["issued", "number"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "number"], name="decision_number_once_a_year"),
            models.UniqueConstraint(
                fields=["place", "year", "running"],
                condition=Q(place__isnull=False),
                name="decision_running_number_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True) | Q(announced_on__gte=F("issued")),
                name="decision_announced_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        head = self.number.partition("/")[0].strip()
        self.year, self.running = self.issued.year, int(head) if head.isdecimal() else None
        super().save(*args, **kwargs)
