"""Who grows and who packs, and where."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class Producer(Sourced):
    """A household, a group, a cooperative or a firm. Telephone and representative are personal: never published."""

    PERSONAL = frozenset({"phone", "representative"})

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("household")
        GROUP = "group", _("cooperative group")
        COOPERATIVE = "cooperative", _("cooperative")
        FIRM = "firm", _("firm")

    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # its commune
    address = models.CharField(max_length=300, blank=True)
    registration = models.CharField(max_length=60, blank=True)  # tax code or number of the cooperative
    gln = models.CharField(max_length=13, blank=True)
    company_prefix = models.CharField(max_length=12, blank=True)  # given by the national number bank, if any
    phone = models.CharField(max_length=40, blank=True)
    representative = models.CharField(max_length=150, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="producer_once_in_a_commune")]

    def __str__(self) -> str:
        return self.name


class Keeper(models.Model):
    """Who writes the diary of a producer and sees its lots, between two days."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="keepers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="keeper_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["producer", "person"], condition=Q(valid_to__isnull=True), name="keeper_is_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.producer}"


class Member(models.Model):
    """A household of a cooperative or a group; its name is personal."""

    PERSONAL = frozenset({"name"})

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="members")
    number = models.CharField(max_length=20)  # by which it is named where names are not shown
    name = models.CharField(max_length=150)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["producer", "number"]
        constraints = [models.UniqueConstraint(fields=["producer", "number"], name="member_number_once")]

    def __str__(self) -> str:
        return self.number


class GrowingArea(Sourced):
    """Land with one crop. The growing-area code is given by the plant protection authority, apart from VietGAP."""

    name = models.CharField(max_length=200)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="areas", null=True, blank=True)
    crop = models.CharField(max_length=40)  # a key of data/crops.yaml
    area_ha = models.DecimalField(max_digits=10, decimal_places=3)
    code = models.CharField(max_length=40, blank=True)  # mã số vùng trồng
    code_given_by = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(area_ha__gt=0), name="growing_area_has_an_area"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="growing_area_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Plot(models.Model):
    """A piece of an area that one member works; its exact position is personal."""

    PERSONAL = frozenset({"latitude", "longitude"})

    area = models.ForeignKey(GrowingArea, on_delete=models.PROTECT, related_name="plots")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="plots", null=True, blank=True)
    number = models.CharField(max_length=20)
    area_ha = models.DecimalField(max_digits=10, decimal_places=3)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["area", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(area_ha__gt=0), name="plot_has_an_area"),
            models.UniqueConstraint(fields=["area", "number"], name="plot_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.number}"


class Product(models.Model):
    """What a producer sells under one name. `gtin` only where the producer has numbers of its own."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=200)
    crop = models.CharField(max_length=40)
    gtin = models.CharField(max_length=14, blank=True)
    code = models.CharField(max_length=40)  # product tracing code (TCVN 13274) where there is no GTIN
    brand = models.CharField(max_length=200, blank=True)
    standards = models.CharField(max_length=300, blank=True)  # standards and technical regulations applied
    picture = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    shelf_days = models.PositiveSmallIntegerField(null=True, blank=True)
    storage = models.CharField(max_length=300, blank=True)  # how to keep it; warnings
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["producer", "name"]
        constraints = [
            models.UniqueConstraint(fields=["producer", "code"], name="product_code_once_a_producer"),
            models.UniqueConstraint(fields=["gtin"], condition=~Q(gtin=""), name="gtin_once"),
        ]

    def __str__(self) -> str:
        return self.name
