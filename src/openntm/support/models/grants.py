"""Grants, which exist under an approved list alone, and the ledger of their money."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy as said

from openntm.codes.models import Run
from openntm.office.models import Person
from openntm.support.models.applications import Application, AwardList, State

GRANTED = (State.APPROVED, State.DELIVERED, State.ACCEPTED, State.PAID, State.AUDITED, State.CANCELLED)


class Grant(models.Model):
    """`claim` is the thing under its rule of conflict: one live grant may hold it, whatever the scheme and the year.

    The last six amounts are the balances of the ledger; the database itself refuses any that do not add up.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="grant")
    award = models.ForeignKey(AwardList, on_delete=models.PROTECT, related_name="grants")
    amount = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    claim = models.CharField(max_length=360)
    live = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.APPROVED)
    since = models.DateField()
    minted = models.PositiveIntegerField(default=0)  # stamps made under it
    committed = models.BigIntegerField()
    advance = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    recoverable = models.BigIntegerField(default=0)
    recovered = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(live=True), name="thing_is_supported_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, quantity__gt=0), name="grant_gives_something"),
            models.CheckConstraint(condition=Q(state__in=GRANTED), name="grant_is_past_its_approval"),
            models.CheckConstraint(condition=Q(live=True) | Q(state="cancelled"), name="only_a_cancelled_grant_ends"),
            models.CheckConstraint(
                condition=Q(
                    committed__gte=0, advance__gte=0, paid__gte=0, recoverable__gte=0, recovered__gte=0, released__gte=0
                ),
                name="grant_balances_are_not_below_nothing",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount=F("committed") + F("advance") + F("paid") + F("recoverable") + F("recovered") + F("released")
                ),
                name="grant_balances_add_up",
            ),
            models.CheckConstraint(condition=Q(minted__lte=F("quantity")), name="no_more_stamps_than_granted"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.amount}"

    @property
    def remainder(self) -> int:
        """What is still to be paid."""
        return self.committed


class Account(models.TextChoices):
    """The balances of a grant; of the budget a sum below nothing is what was given from it."""

    BUDGET = "budget", said("ledger", "budget")
    COMMITTED = "committed", said("ledger", "committed")
    ADVANCE = "advance", said("ledger", "advance")
    PAID = "paid", said("ledger", "paid")
    RECOVERABLE = "recoverable", said("ledger", "to be recovered")
    RECOVERED = "recovered", said("ledger", "recovered")


class Entry(models.Model):
    """One posting; never changed: what was wrong is reversed by another."""

    class Kind(models.TextChoices):
        APPROVE = "approve", said("ledger", "approved")
        ADVANCE = "advance", said("ledger", "advance paid")
        ADVANCE_BACK = "advance_back", said("ledger", "advance given back")
        PAY = "pay", said("ledger", "paid")
        RELEASE = "release", said("ledger", "released")
        CLAW_BACK = "claw_back", said("ledger", "to be recovered")
        RECOVER = "recover", said("ledger", "recovered")
        REVERSE = "reverse", said("ledger", "reversed")

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    document = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, related_name="reversal", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="entry_names_its_document"),
            models.CheckConstraint(
                condition=Q(kind="reverse", reverses__isnull=False) & ~Q(note="")
                | ~Q(kind="reverse") & Q(reverses__isnull=True),
                name="reversal_names_its_entry_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.kind} {self.day:%Y-%m-%d}"


class Line(models.Model):
    """Whole đồng on one account; the lines of an entry add up to nothing."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=12, choices=Account)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "account"], name="account_once_an_entry"),
            models.CheckConstraint(condition=~Q(amount=0), name="line_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class StampRun(models.Model):
    """A run of stamps that was minted under a grant."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="runs")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="stamp_run_is_not_empty")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.quantity}"
