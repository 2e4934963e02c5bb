"""Support schemes: who pays for what under which act, and the terms that hold between two days."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class Kind(models.TextChoices):
    """What is supported."""

    VIETGAP = "vietgap", _("VietGAP certification")
    STAMPS = "stamps", _("printing of traceability stamps")
    GREENHOUSE = "greenhouse", _("greenhouse")
    NET_HOUSE = "net_house", _("net house")
    ROAD = "road", _("hardened road")
    LANDFILL = "landfill", _("landfill")
    CANAL = "canal", _("canal")
    CULTURE_HOUSE = "culture_house", _("culture house")
    SPORTS = "sports", _("sports area")
    REGISTERED_COMMUNE = "registered_commune", _("commune registered for a title")
    MODEL_HAMLET = "model_hamlet", _("hamlet registered as a model hamlet")
    OCOP = "ocop", _("OCOP product")
    GROWING = "growing", _("growing of fruit")


BY_TITLE = (Kind.REGISTERED_COMMUNE, Kind.MODEL_HAMLET)  # for a registration, and for nothing else
HOUSES = (Kind.GREENHOUSE, Kind.NET_HOUSE)


class Unit(models.TextChoices):
    KM = "km", "km"
    HECTARE = "ha", "ha"
    SQUARE_METRE = "m2", "m²"
    STAMP = "stamp", _("stamp")
    CERTIFICATE = "certificate", _("certificate")
    WORK = "work", _("work")
    COMMUNE = "commune", _("commune")
    HAMLET = "hamlet", _("hamlet")
    PRODUCT = "product", _("product")


class Applicant(models.TextChoices):
    PRODUCER = "producer", _("producer")
    COMMUNE = "commune", _("commune")
    HAMLET = "hamlet", _("hamlet")


ENTERED = "entered"  # by those who pay; others came with the product


class Scheme(Sourced):
    """`act` is empty where the source gives no number; `place` pays."""

    key = models.SlugField(max_length=80, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    act = models.CharField(max_length=120, blank=True)
    act_issued = models.DateField(null=True, blank=True)
    issuer_vi = models.CharField(max_length=200, blank=True)
    issuer_en = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=12, choices=Unit)
    applicants = models.JSONField(default=list)  # of Applicant
    budget_line_vi = models.CharField(max_length=300, blank=True)
    budget_line_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-act_issued", "key"]

    def __str__(self) -> str:
        return self.title_vi

    @property
    def is_shipped(self) -> bool:
        return self.confidence != ENTERED


class SchemeTerms(models.Model):
    """What a scheme gives from a day to (not including) another; without an amount nothing is approved.

    A rate in đồng for a unit, or a share of the cost; `cap_each` for a beneficiary, `cap_all` and `quota` for all.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    amount_published = models.BooleanField(default=True)
    rate = models.BigIntegerField(null=True, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # percent of the cost
    cap_each = models.BigIntegerField(null=True, blank=True)
    cap_all = models.BigIntegerField(null=True, blank=True)
    quota = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)  # in the scheme's unit
    asks_certificate = models.BooleanField(default=False)  # money goes out only while one is in force
    eligibility = models.JSONField(default=list, blank=True)  # clauses, as support.clauses reads them

    class Meta:
        ordering = ["scheme", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "valid_from"], name="terms_begin_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="terms_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(amount_published=True, rate__isnull=False, share__isnull=True)
                | Q(amount_published=True, rate__isnull=True, share__isnull=False)
                | Q(amount_published=False, rate__isnull=True, share__isnull=True),
                name="terms_have_a_rate_or_a_share_if_published",
            ),
            models.CheckConstraint(
                condition=(Q(rate__isnull=True) | Q(rate__gt=0))
                & (Q(share__isnull=True) | Q(share__gt=0, share__lte=100))
                & (Q(cap_each__isnull=True) | Q(cap_each__gt=0))
                & (Q(cap_all__isnull=True) | Q(cap_all__gt=0))
                & (Q(quota__isnull=True) | Q(quota__gt=0)),
                name="terms_are_above_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.valid_from:%d/%m/%Y}"

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Call(models.Model):
    """Applications are taken from `opens` to `closes`, both included, under the terms of the first day."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="calls")
    terms = models.ForeignKey(SchemeTerms, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=300)
    document = models.CharField(max_length=200, blank=True)  # number and day of the letter that calls
    year = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()
    budget = models.BigIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    opened_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opens", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "title", "opens"], name="call_opens_once"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gt=0), name="call_has_a_budget"),
        ]

    def __str__(self) -> str:
        return self.title


class Ceiling(models.Model):
    """How much of a limit is taken: the database itself refuses to let it be passed."""

    class Of(models.TextChoices):
        BUDGET = "budget", _("the budget of the call")
        ALL = "all", _("the cap in all")
        QUOTA = "quota", _("the quota")
        EACH = "each", _("the cap of one beneficiary")

    of = models.CharField(max_length=8, choices=Of)
    key = models.CharField(max_length=200)  # of the call, the terms, or the terms and the beneficiary
    most = models.DecimalField(max_digits=20, decimal_places=3)
    taken = models.DecimalField(max_digits=20, decimal_places=3, default=0)

    class Meta:
        ordering = ["of", "key"]
        constraints = [
            models.UniqueConstraint(fields=["of", "key"], name="ceiling_once"),
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("most")), name="ceiling_is_not_passed"),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.key}: {self.taken} / {self.most}"
