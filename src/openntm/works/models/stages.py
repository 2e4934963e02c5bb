"""How a work goes on: its states, its milestones, its progress and what was changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import StoredFile
from openntm.works.models.parties import Contract
from openntm.works.models.works import Work


class Step(models.Model):
    """From one state to the next; never changed, a wrong one is followed by another."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12, choices=Work.State)
    after = models.CharField(max_length=12, choices=Work.State)
    day = models.DateField()
    reason = models.CharField(max_length=500, blank=True)  # public
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_after_display()} ({self.day:%d/%m/%Y})"


class Milestone(models.Model):
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["work", "title"], name="milestone_once_in_a_work")]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """Planned against actual on a day, each from the start of the work."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="progress")
    day = models.DateField()
    planned_percent = models.DecimalField(max_digits=5, decimal_places=2)
    actual_percent = models.DecimalField(max_digits=5, decimal_places=2)
    planned_money = models.BigIntegerField(null=True, blank=True)  # đồng
    actual_money = models.BigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["work", "day"], name="progress_once_a_day"),
            models.CheckConstraint(
                condition=Q(planned_percent__range=(0, 100), actual_percent__range=(0, 100)),
                name="progress_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.actual_percent} %"


class Change(models.Model):
    """What stood before and after in so many words, so that nothing is overwritten unseen; never changed itself."""

    class Kind(models.TextChoices):
        VALUE = "value", _("value")
        DURATION = "duration", _("duration")
        SCOPE = "scope", _("scope")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="changes")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    before_value = models.BigIntegerField(null=True, blank=True)  # đồng
    after_value = models.BigIntegerField(null=True, blank=True)
    before_day = models.DateField(null=True, blank=True)  # of a work
    after_day = models.DateField(null=True, blank=True)
    before_days = models.PositiveIntegerField(null=True, blank=True)  # of a contract
    after_days = models.PositiveIntegerField(null=True, blank=True)
    before_text = models.CharField(max_length=500, blank=True)
    after_text = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=100, blank=True)  # number of the act that allows it
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="value") & Q(after_value__isnull=False))
                | (Q(kind="duration") & (Q(after_day__isnull=False) | Q(after_days__isnull=False)))
                | (Q(kind="scope") & ~Q(after_text="")),
                name="change_says_what_it_changes",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=True) | Q(after_day__isnull=True),
                name="contract_lasts_days",
            ),
            models.CheckConstraint(
                condition=Q(before_value__isnull=True) | ~Q(before_value=F("after_value")),
                name="change_changes_the_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.day:%d/%m/%Y})"
