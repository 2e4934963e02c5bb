"""What people gave or promised, what it is worth by a dated rule, and the receipt for it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as said

from openntm.office.models import Person, PrintOut
from openntm.places.models import Place
from openntm.steering.models.statements import Sourced
from openntm.works.models import Work


class Giver(models.TextChoices):
    HOUSEHOLD = "household", _("household")
    PERSON = "person", _("one person")
    EMIGRANTS = "emigrants", _("people from here who live elsewhere")
    FIRM = "firm", _("firm or cooperative")
    ASSOCIATION = "association", _("association")
    ORGANISATION = "organisation", _("agency or organisation")
    RELIGIOUS = "religious", _("religious body")


class Thing(models.TextChoices):
    """Units first: what was given is counted in its own unit, and only then valued."""

    MONEY = "money", _("money")
    LABOUR = "labour", _("labour days")
    LAND = "land", _("land")
    WALLS = "walls", _("walls pulled down")
    MACHINES = "machines", _("machine hours")
    MATERIAL = "material", _("materials")


UNITS: dict[str, Any] = {
    Thing.MONEY: said("unit of a contribution", "dong"),
    Thing.LABOUR: said("unit of a contribution", "days"),
    Thing.LAND: said("unit of a contribution", "m²"),
    Thing.WALLS: said("unit of a contribution", "m²"),
    Thing.MACHINES: said("unit of a contribution", "hours"),
}


class Contribution(models.Model):
    """A promise or a gift; never overwritten: a correction is a new row that `replaces` the wrong one."""

    PERSONAL = frozenset({"giver_name", "phone"})

    class State(models.TextChoices):
        PROMISED = "promised", said("contribution", "promised")
        RECEIVED = "received", said("contribution", "received")
        VOID = "void", said("contribution", "void")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    hamlet = models.CharField(max_length=120, blank=True)  # as the commune calls it; few hamlets are units here
    number = models.PositiveIntegerField()  # in the commune's register
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    giver_kind = models.CharField(max_length=12, choices=Giver)
    giver_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    may_be_named = models.BooleanField(default=False)
    consented_on = models.DateField(null=True, blank=True)  # the day on which the giver said yes, or took it back
    thing = models.CharField(max_length=10, choices=Thing)
    material = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=30, blank=True)  # of a material; the others have theirs
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    state = models.CharField(max_length=8, choices=State)
    promised_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    pledge = models.ForeignKey("self", on_delete=models.PROTECT, related_name="received", null=True, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["place", "state", "received_on"], name="contribution_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="contribution_number_once_in_a_commune"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="contribution_gives_something"),
            models.CheckConstraint(
                condition=Q(work__isnull=False) | ~Q(purpose=""), name="contribution_names_work_or_purpose"
            ),
            models.CheckConstraint(
                condition=Q(may_be_named=False) | Q(consented_on__isnull=False), name="consent_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(thing="material") & ~Q(material="") & ~Q(unit="")
                | ~Q(thing="material") & Q(material="", unit=""),
                name="material_has_name_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(state="promised", promised_on__isnull=False, received_on__isnull=True)
                | Q(state="received", received_on__isnull=False)
                | Q(state="void", ended_on__isnull=False) & ~Q(ended_why=""),
                name="contribution_state_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def unit_word(self) -> str:
        return self.unit or str(UNITS[self.thing])

    @property
    def thing_word(self) -> str:
        return self.material or str(Thing(self.thing).label)


class Conversion(Sourced):
    """What one unit is worth in đồng from a day on, at a place and below it; a new rate is a new row."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    thing = models.CharField(max_length=10, choices=Thing)
    material = models.CharField(max_length=100, blank=True)
    material_key = models.CharField(max_length=100, blank=True, editable=False)  # folded, for finding
    unit = models.CharField(max_length=30, blank=True)
    dong = models.DecimalField(max_digits=16, decimal_places=2)
    valid_from = models.DateField()

    class Meta:
        ordering = ["thing", "material_key", "unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "thing", "material_key", "unit", "valid_from"], name="conversion_once_from_a_day"
            ),
            models.CheckConstraint(condition=Q(dong__gt=0) & ~Q(thing="money"), name="conversion_gives_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.material} {self.dong}"

    @property
    def unit_word(self) -> str:
        return self.unit or str(UNITS[self.thing])


class Valuation(models.Model):
    """A value stated on a day with the rate that was used: the last one counts, the others stay."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="valuations")
    conversion = models.ForeignKey(Conversion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    rate = models.DecimalField(max_digits=16, decimal_places=2)
    value = models.BigIntegerField()  # đồng
    stated_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-stated_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(value__gte=0), name="valuation_not_negative")]

    def __str__(self) -> str:
        return f"{self.value}"


class Receipt(models.Model):
    """Numbered by commune and year without gaps; a wrong one is void and keeps its number."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="receipts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    print_out = models.ForeignKey(PrintOut, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    void_on = models.DateField(null=True, blank=True)
    void_why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(void_on__isnull=True), name="one_receipt_for_a_contribution"
            ),
            models.CheckConstraint(
                condition=Q(void_on__isnull=True, void_why="") | Q(void_on__isnull=False) & ~Q(void_why=""),
                name="void_receipt_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04}/{self.year}"


class Refund(models.Model):
    """What was given back; the gift itself stays as it was recorded."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="refunds")
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    day = models.DateField()
    document = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="refund_gives_something_back")]

    def __str__(self) -> str:
        return f"{self.quantity}"
