"""Certificates of good practice: what they cover, and each act in their life."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.produce.models.producers import Plot, Producer
from openntm.steering.models.statements import Sourced

MOST_YEARS = 3  # Circular 28/2012/TT-BKHCN


def years_after(day: date, years: int) -> date:
    """The same day of a later year; the 28th for a 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class Certificate(Sourced):
    """At most three years (Circular 28/2012/TT-BKHCN); what is true on a day follows from its acts."""

    number = models.CharField(max_length=80, blank=True)  # empty where the source gives none
    standard = models.CharField(max_length=80, default="VietGAP TCVN 11892-1:2017")
    holder = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="certificates")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # commune of the holder
    certifier = models.CharField(max_length=200, blank=True)
    crop = models.CharField(max_length=40)
    area_ha = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)  # as the paper says
    issued = models.DateField()
    issued_month_only = models.BooleanField(default=False)  # the source gives a month; `issued` is its last day
    valid_to = models.DateField(null=True, blank=True)  # the last day on which it holds; empty: not published
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-issued", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("issued")), name="certificate_ends_after_it_is_issued"),
            models.UniqueConstraint(
                fields=["certifier", "number"], condition=~Q(number=""), name="certificate_number_once_a_certifier"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.standard} {self.issued:%d/%m/%Y}"

    @property
    def last_possible_day(self) -> date:
        """Where the last day is not published, the law's longest term still ends it."""
        return self.valid_to or years_after(self.issued, MOST_YEARS)

    @property
    def first_day_after(self) -> date:
        return self.last_possible_day + timedelta(days=1)


class Scope(models.Model):
    """One plot under a certificate, from a day to (not including) another."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="scopes")
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["certificate", "plot"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "plot", "valid_from"], name="scope_begins_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="scope_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} · {self.plot}"


class CertificateAct(models.Model):
    """Granted, kept after surveillance, widened, narrowed, suspended, taken up again, withdrawn, renewed."""

    class Kind(models.TextChoices):
        GRANTED = "granted", pgettext_lazy("certificate", "granted")
        KEPT = "kept", _("kept after surveillance")
        WIDENED = "widened", _("scope widened")
        NARROWED = "narrowed", _("scope narrowed")
        SUSPENDED = "suspended", pgettext_lazy("certificate", "suspended")
        RESUMED = "resumed", _("suspension ended")
        WITHDRAWN = "withdrawn", pgettext_lazy("certificate", "withdrawn")
        RENEWED = "renewed", _("renewed by a new certificate")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    successor = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="renews", null=True, blank=True
    )  # the new certificate of a renewal
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["suspended", "withdrawn", "narrowed"]) | ~Q(reason=""),
                name="certificate_loses_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="renewed", successor__isnull=False) | ~Q(kind="renewed") & Q(successor__isnull=True),
                name="renewal_names_the_new_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.kind} {self.day:%Y-%m-%d}"
