"""Runs of codes by the hundred thousand: a code is a place in its run and a tag that nobody can guess.

No row is kept for one code: the codes of a run that stand alike are one row of its stock.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place

PERSON = settings.AUTH_USER_MODEL
LARGEST = 1 << 20  # codes of a run: their places are written with four signs


class State(models.TextChoices):
    """The life of a code; the last three are its ends."""

    MINTED = "minted", _("minted")
    ALLOTTED = "allotted", _("allotted")
    PRINTED = "printed", _("printed")
    ACTIVE = "active", _("in use")
    VOID = "void", _("void")
    LOST = "lost", _("lost")
    DESTROYED = "destroyed", _("destroyed")


class Run(models.Model):
    """`kind` and `key` say what its codes stand for until a movement says more; `holder` is who holds them first."""

    number = models.PositiveIntegerField(unique=True)  # written into every code
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField()
    secret = models.BinaryField(max_length=32)  # of the tags; leaves by no door
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    minted_at = models.DateTimeField()
    minted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=LARGEST), name="run_holds_codes"),
            models.CheckConstraint(condition=Q(number__lt=1 << 20), name="run_number_fits_into_its_codes"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="run_by_what_it_stands_for")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Span(models.Model):
    """Codes of one run, from the first to the last, both of them."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State)
    holder = models.CharField(max_length=120, blank=True)  # as `producer:12`; the office itself if empty
    key = models.CharField(max_length=120, blank=True)  # what they lead to, as the key of a lot

    class Meta:
        abstract = True

    @property
    def codes(self) -> int:
        return self.last - self.first + 1

    @property
    def begins(self) -> int:
        """As people count: from 1."""
        return self.first + 1

    @property
    def ends(self) -> int:
        return self.last + 1


class Stock(Span):
    """Where codes stand now: the rows of a run cover it without a gap and without an overlap."""

    class Meta:
        ordering = ["run", "first"]
        constraints = [
            models.UniqueConstraint(fields=["run", "first"], name="stock_begins_once"),
            models.UniqueConstraint(fields=["run", "last"], name="stock_ends_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="stock_is_not_empty"),
        ]
        indexes = [models.Index(fields=["key", "state"], name="stock_of_a_thing"), models.Index(fields=["holder"])]

    def __str__(self) -> str:
        return f"{self.run_id} {self.first}–{self.last} {self.state}"


class Movement(Span):
    """A line of the ledger, never changed: what the codes left (`from_…`) and what they came to."""

    from_state = models.CharField(max_length=12, choices=State, blank=True)  # empty when they were minted
    from_holder = models.CharField(max_length=120, blank=True)
    from_key = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="movement_is_not_empty"),
            models.CheckConstraint(condition=~Q(reason=""), name="movement_has_a_reason"),
        ]
        indexes = [models.Index(fields=["run", "first"], name="movement_of_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.first}–{self.last} {self.from_state}→{self.state}"
