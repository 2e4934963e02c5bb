"""Where the money of a work comes from, the people's labour, land and materials in their own units first."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.works.models.works import Work


class Money(models.Model):
    """One source of a work, as planned and as it came; of labour and land the value in đồng follows by a conversion."""

    class Source(models.TextChoices):
        CENTRAL = "central", _("central budget")
        PROVINCE = "province", _("province budget")
        DISTRICT = "district", _("district budget")
        COMMUNE = "commune", _("commune budget")
        INTEGRATED = "integrated", _("integrated from other programmes")
        ENTERPRISE = "enterprise", _("enterprises and cooperatives")
        CREDIT = "credit", _("credit")
        PEOPLE_MONEY = "people_money", _("people's money")
        PEOPLE_LABOUR = "people_labour", _("people's labour days")
        PEOPLE_LAND = "people_land", _("people's land")
        PEOPLE_MATERIALS = "people_materials", _("people's materials")
        OTHER = "other", _("other source")

    UNITS = {Source.PEOPLE_LABOUR: _("labour days"), Source.PEOPLE_LAND: "m²"}

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="money")
    source = models.CharField(max_length=20, choices=Source)
    planned = models.BigIntegerField(null=True, blank=True)  # đồng
    actual = models.BigIntegerField(null=True, blank=True)
    planned_units = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual_units = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)  # of materials: tonnes of cement …
    conversion = models.CharField(max_length=300, blank=True)  # by which units became đồng, and from when

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "source"], name="source_once_in_a_work"),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0)) & (Q(actual__isnull=True) | Q(actual__gte=0)),
                name="money_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_source_display())

    @property
    def unit_word(self) -> str:
        return str(self.UNITS.get(self.Source(self.source), self.unit))
