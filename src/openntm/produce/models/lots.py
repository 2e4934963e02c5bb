"""Lots: what was harvested together and is sold under one number."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.produce.models.certificates import Certificate
from openntm.produce.models.diary import DiaryEntry
from openntm.produce.models.producers import Product


class Lot(models.Model):
    """`certificate` is what the producer claims; whether it holds is worked out for the day that is asked."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RELEASED = "released", _("released for sale")
        RECALLED = "recalled", _("recalled")
        CLOSED = "closed", _("closed")

    number = models.CharField(max_length=20)  # as AI (10) of GS1 allows
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="lots")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    packed_kg = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit_kg = models.DecimalField(
        max_digits=8, decimal_places=3, null=True, blank=True
    )  # weight that one stamp stands for
    packed_on = models.DateField(null=True, blank=True)
    use_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    harvests: models.ManyToManyField = models.ManyToManyField(
        DiaryEntry, through="HarvestShare", related_name="lots", blank=True
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    opened_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["product", "number"], name="lot_number_once_a_product")]

    def __str__(self) -> str:
        return self.number


class HarvestShare(models.Model):
    """How much of a harvest went into a lot; one harvest may fill several lots, never beyond what was harvested."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="shares")
    harvest = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="shares")
    kg = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["lot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "harvest"], name="harvest_once_in_a_lot"),
            models.CheckConstraint(condition=Q(kg__gt=0), name="harvest_share_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.kg} kg"


class WaitingOverride(models.Model):
    """The office lets a lot pass though it was harvested inside a waiting period, and says why.

    `covers` are the pairs of treatment and harvest that it knew of: what comes up later asks for the office again.
    """

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="override")
    reason = models.TextField()
    covers = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="waiting_overridden_with_a_reason")]

    def __str__(self) -> str:
        return self.reason


class Recall(models.Model):
    """`ordered_at` to `red_at`: how long until the page was red; `receivers` as they were known then."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="recalls")
    reason = models.TextField()
    exercise = models.BooleanField(default=False)  # a mock recall: nothing is shown outside
    ordered_at = models.DateTimeField()
    red_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    receivers = models.JSONField(default=list)
    codes = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="recall_has_a_reason"),
            models.UniqueConstraint(
                fields=["lot"], condition=Q(ended_at__isnull=True, exercise=False), name="one_open_recall_a_lot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.reason}"


class StampReport(models.Model):
    """A shopper reports a stamp, without an account; what they wrote to be reached is personal."""

    PERSONAL = frozenset({"contact"})

    class State(models.TextChoices):
        NEW = "new", _("new")
        OPEN = "open", _("being looked into")
        CLOSED = "closed", _("closed")

    run = models.PositiveIntegerField(null=True, blank=True)  # of the code, where it is one of ours
    index = models.PositiveIntegerField(null=True, blank=True)
    token = models.CharField(max_length=40)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    seen_at = models.CharField(max_length=200, blank=True)  # where the goods were seen
    contact = models.CharField(max_length=150, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    is_suspect = models.BooleanField(default=False)  # looks as if a program had sent it: shown, and nobody is told
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.TextField(blank=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(answer=""), name="stamp_report_closed_with_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.token} {self.kind}"
