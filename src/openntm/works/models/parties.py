"""Who takes part in a work, and the contracts that bind them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.works.models.works import Work


class Party(models.Model):
    """The roles are those of OC4IDS; a board is no party, it watches them."""

    class Role(models.TextChoices):
        PUBLIC_AUTHORITY = "publicAuthority", _("decides the investment")
        BUYER = "buyer", _("work owner")
        PROCURING_ENTITY = "procuringEntity", _("inviting party")
        SUPPLIER = "supplier", _("contractor")
        FUNDER = "funder", _("funder")
        SUPERVISOR = "supervisor", _("construction supervision consultant")
        DESIGNER = "designer", _("design consultant")
        ADMINISTRATIVE_ENTITY = "administrativeEntity", _("project management board")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=Role)
    name = models.CharField(max_length=200)
    tax_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["work", "role", "name"], name="party_has_a_role_once")]

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """The contracting process of OC4IDS, from the choice of the contractor to the end of the contract."""

    class Kind(models.TextChoices):
        CONSTRUCTION = "construction", _("construction")
        DESIGN = "design", _("design")
        SUPERVISION = "supervision", _("construction supervision")
        GOODS = "goods", _("materials and equipment")
        OTHER = "other", _("other contract")

    class Method(models.TextChoices):
        OPEN = "open", _("open bidding")
        SELECTIVE = "selective", _("shortlisted bidding")
        QUOTES = "quotes", _("competitive quotations")
        DIRECT = "direct", _("direct appointment")
        COMMUNITY = "community", _("built by the community")
        OWN_FORCES = "own_forces", _("built by the owner's own forces")

    class State(models.TextChoices):
        CHOOSING = "pre-award", _("contractor being chosen")
        ACTIVE = "active", _("in force")
        CLOSED = "closed", _("ended")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=15, choices=Kind)
    method = models.CharField(max_length=15, choices=Method)
    bidders = models.PositiveIntegerField(null=True, blank=True)
    estimate = models.BigIntegerField(null=True, blank=True)  # đồng, before the contractor was chosen
    value = models.BigIntegerField(null=True, blank=True)  # đồng, as it stands; earlier values are in the changes
    signed_on = models.DateField(null=True, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)  # as it stands
    ended_on = models.DateField(null=True, blank=True)
    supplier = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=12, choices=State)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="contract_number_once_in_a_work"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="contract_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
