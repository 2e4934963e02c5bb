"""Directive documents, and what plans state: targets and published means, each with where it was read."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from openntm.places.models import Place
from openntm.steering.arithmetic import Span


class Statement(models.Model):
    """What every record of a published text carries: where it was read, and how far it was checked."""

    source_title = models.CharField(max_length=300)
    source_url = models.CharField(max_length=600, blank=True)  # empty where no address was kept
    confidence = models.CharField(max_length=60, default="reported")
    verified = models.BooleanField(default=False)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        abstract = True


class Directive(Statement):
    """A numbered document that directs; only its register entry so far."""

    number = models.CharField(max_length=60)
    issued = models.DateField()
    effective = models.DateField(null=True, blank=True)
    issuer_vi = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200)
    abstract_vi = models.TextField()
    abstract_en = models.TextField()

    class Meta:
        ordering = ["issued", "number"]
        constraints = [models.UniqueConstraint(fields=["number", "issued"], name="directive_number_and_day")]

    def __str__(self) -> str:
        return self.number


class Target(Statement):
    """A planned value: from what base, by how much, to what total or share, by which day."""

    key = models.SlugField(max_length=80, unique=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    measure = models.CharField(max_length=120)
    unit = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    named_places = models.ManyToManyField(Place, related_name="+", blank=True)
    base_value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    base_day = models.DateField(null=True, blank=True)
    added_min = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    added_max = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    final_min = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    final_max = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    stated_share = models.CharField(max_length=20, blank=True)  # as printed: its digits say how it was rounded
    stated_of = models.PositiveIntegerField(null=True, blank=True)
    said_on = models.DateField()  # the day whose state the plan starts from; it counts from then on
    due = models.DateField()
    adopted_by = models.CharField(max_length=200, blank=True)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="targets", null=True, blank=True)

    class Meta:
        ordering = ["due", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("said_on")), name="target_due_after_it_is_said"),
            models.CheckConstraint(
                condition=Q(final_min__isnull=True, final_max__isnull=True) | Q(final_min__lte=F("final_max")),
                name="target_final_is_a_span",
            ),
            models.CheckConstraint(
                condition=Q(added_min__isnull=True, added_max__isnull=True) | Q(added_min__lte=F("added_max")),
                name="target_added_is_a_span",
            ),
            models.CheckConstraint(condition=Q(stated_share="") | Q(stated_of__gt=0), name="target_share_has_its_base"),
        ]

    def __str__(self) -> str:
        return self.title_en

    @property
    def final(self) -> Span | None:
        return span(self.final_min, self.final_max)

    @property
    def added(self) -> Span | None:
        return span(self.added_min, self.added_max)


class PublishedMean(Statement):
    """A mean over units that a page published, with the number of units it says or implies."""

    key = models.SlugField(max_length=80, unique=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    measure = models.CharField(max_length=120)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    value = models.CharField(max_length=20)  # as printed
    of = models.PositiveIntegerField()

    class Meta:
        ordering = ["day", "key"]
        constraints = [models.CheckConstraint(condition=Q(of__gt=0), name="mean_is_of_some_units")]

    def __str__(self) -> str:
        return self.title_en


def span(low: Decimal | None, high: Decimal | None) -> Span | None:
    """The stored bounds without the column's trailing zeros; both or neither are there."""
    return None if low is None or high is None else Span(trimmed(low), trimmed(high))


def trimmed(value: Decimal) -> Decimal:
    """12.500000 as 12.5 and 100.000000 as 100, never as an exponent."""
    return Decimal(f"{value:f}".rstrip("0").rstrip(".")) if "." in f"{value:f}" else value
