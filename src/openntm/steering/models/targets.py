"""What plans state: targets and published means, each with where it was read."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from openntm.places.models import Place
from openntm.steering.arithmetic import Span
from openntm.steering.models.directives import Directive
from openntm.steering.models.statements import Statement


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
    scope_vi = models.CharField(max_length=300, blank=True)  # what is counted, and what is left out
    scope_en = models.CharField(max_length=300, blank=True)
    closed_from = models.DateField(null=True, blank=True)  # aimed at no longer, though its place still stands
    closed_why_vi = models.CharField(max_length=300, blank=True)
    closed_why_en = models.CharField(max_length=300, blank=True)

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


class TargetYear(models.Model):
    """What a plan adds in one year, where it says so year by year."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    added_min = models.DecimalField(max_digits=20, decimal_places=6)
    added_max = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["target", "year"], name="target_year_once"),
            models.CheckConstraint(condition=Q(added_min__lte=F("added_max")), name="target_year_is_a_span"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year}"

    @property
    def added(self) -> Span:
        return Span(trimmed(self.added_min), trimmed(self.added_max))


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
